import { isShallow } from './is-shallow';
import { statementsOf, type KeyPolicy, type Statement } from './policy';

type Form = (value: any) => boolean;

export const isObject: Form = (value) => Object(value) === value && !Array.isArray(value);
const text: Form = (value) => typeof value === 'string';
const scalar: Form = (value) => Object(value) !== value && value !== null;
const oneOrMore = (form: Form): Form => (value) => Array.isArray(value) ? value.every(form) : form(value);
const objectOf = (form: Form): Form => (value) => isObject(value) && Object.values(value).every(form);
const texts = oneOrMore(text);
const principal: Form = (value) => text(value) || objectOf(texts)(value);

const STATEMENT: Record<string, Form> = {
  Sid: text,
  Effect: text,
  Principal: principal,
  NotPrincipal: principal,
  Action: texts,
  NotAction: texts,
  Resource: texts,
  NotResource: texts,
  Condition: objectOf(objectOf(oneOrMore(scalar))),
};
const POLICY: Record<string, Form> = { Version: text, Id: text, Statement: oneOrMore(isStatement) };

/** What is there must be of the type that AWS documents. What must be there, and what else may be, is for KMS to say. */
function conforms(value: any, fields: Record<string, Form>): boolean {
  return isObject(value) && isShallow(value) && Object.entries(fields).every(([name, form]) => value[name] === undefined || form(value[name]));
}

export function isStatement(value: unknown): value is Statement {
  return conforms(value, STATEMENT);
}

export function isKeyPolicy(value: any): value is KeyPolicy {
  return conforms(value, POLICY) && statementsOf(value)[0] !== undefined;
}
