import { statementsOf, type KeyPolicy, type Statement } from '../policy/policy';

type Check = (value: unknown) => boolean;

/** The ids that CloudFormation assigns: short and printable, so that a response has the space to repeat them as they are. */
const ID = /^[ !#-[\]-~]{1,512}$/;

export function isId(value: unknown): value is string {
  return isText(value) && ID.test(value);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return Object(value) === value && !Array.isArray(value);
}

/** Whether lists and objects are nested at most that deep. A key policy never exceeds it, and what does could be too deep to process. */
export function isShallow(value: unknown, levels = 16): boolean {
  return Object(value) !== value || (levels > 0 && Object.values(value as object).every((part) => isShallow(part, levels - 1)));
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

const isScalar: Check = (value) => Object(value) !== value && value !== null;
const oneOrMore = (check: Check): Check => (value) => Array.isArray(value) ? value.every(check) : check(value);
const objectOf = (check: Check): Check => (value) => isObject(value) && Object.values(value).every(check);
const isTexts = oneOrMore(isText);
const isPrincipal: Check = (value) => isText(value) || objectOf(isTexts)(value);

const STATEMENT: Record<string, Check> = {
  Sid: isText,
  Effect: isText,
  Principal: isPrincipal,
  NotPrincipal: isPrincipal,
  Action: isTexts,
  NotAction: isTexts,
  Resource: isTexts,
  NotResource: isTexts,
  Condition: objectOf(objectOf(oneOrMore(isScalar))),
};
const POLICY: Record<string, Check> = { Version: isText, Id: isText, Statement: oneOrMore(isStatement) };

/** Whether each element that is present has the type that AWS documents. KMS decides which elements are required, and which others are allowed. */
function conforms(value: unknown, elements: Record<string, Check>): boolean {
  return isObject(value) && isShallow(value) && Object.entries(elements).every(([name, check]) => value[name] === undefined || check(value[name]));
}

export function isStatement(value: unknown): value is Statement {
  return conforms(value, STATEMENT);
}

export function isKeyPolicy(value: unknown): value is KeyPolicy {
  return conforms(value, POLICY) && statementsOf(value as KeyPolicy)[0] !== undefined;
}
