import { firstOf } from './principal-rules';
import { isUnknown } from '../../arns/deploy-time/template-values';
import { ACCOUNT_ID } from '../../arns/names/account-id';

/** One key of a condition, with its values. */
export interface Condition {
  /** Without a set operator, in lower case. */
  readonly operator: string;
  /** In lower case, as IAM reads it. */
  readonly key: string;
  readonly values: readonly unknown[];
}

/**
 * What is wrong with the conditions of a statement, the end of a sentence: one that names no key or no value is a condition that got
 * lost, although its author relies on it.
 */
export function conditionProblem(conditions: unknown): string | undefined {
  return firstOf(entriesOf(conditions), ([operator, keys]) => {
    if (isUnknown(keys)) { return undefined; }
    if (entriesOf(keys).length === 0) {
      return `has the condition "${operator}" without a key, which restricts nothing; add the key and its value, or remove the condition`;
    }
    const [empty] = entriesOf(keys).find(([, values]) => [values].flat().every((value) => value === undefined || value === null)) ?? [];
    return empty && `has the condition "${operator}" on "${empty}" without a value, which restricts nothing; add the value, or remove the condition`;
  });
}

/** The conditions one by one. */
export function conditionsOf(conditions: unknown): Condition[] {
  return entriesOf(conditions).flatMap(([operator, keys]) => entriesOf(keys)
    .map(([key, values]) => ({ operator: operator.toLowerCase(), key: key.toLowerCase(), values: [values].flat() })));
}

/**
 * Whether the conditions identify the callers of a statement for anyone: with a key that only AWS sets, and values that the caller
 * cannot choose. A condition on a tag, on a service or on the type of request does not identify them. A value that is
 * known only during deployment counts as identifying.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function identifiesCaller(conditions: unknown): boolean {
  return isUnknown(conditions) || entriesOf(conditions).some(([, keys]) => isUnknown(keys)) || conditionsOf(conditions).some(
    ({ operator, key, values }) => OPERATORS.test(operator) && Object.hasOwn(WHO, key) && values.every((value) => isUnknown(value) || isOneOf(key, `${value}`)),
  );
}

function entriesOf(json: unknown): Array<[string, unknown]> {
  return Object.entries(json ?? {});
}

/** `IfExists` and `ForAllValues` are true if the key is missing, such as the key of an organization for an account without one. */
const OPERATORS = /^(?:foranyvalue:)?(?:string(?:equals|equalsignorecase|like)|arn(?:equals|like))$/;

const NO_WILDCARD = /^[^*?$]+$/;
// The placeholders contain colons.
const ARN = '^arn:(?:\\$\\{AWS::Partition\\}|[^:]+)';
const REGION = '(?:\\$\\{AWS::Region\\}|[^:]*)';
const ACCOUNT = `(?:\\$\\{AWS::AccountId\\}|${ACCOUNT_ID})`;

/** The keys that identify the caller, or the principal that a service calls for, and the form of values that name one. */
const WHO: Record<string, RegExp> = {
  'kms:calleraccount': NO_WILDCARD,
  'aws:principalaccount': NO_WILDCARD,
  'aws:principalarn': new RegExp(`${ARN}:(?:iam|sts)::${ACCOUNT}:`),
  'aws:principalorgid': NO_WILDCARD,
  'aws:principalorgpaths': /^o-[a-z0-9]+\//,
  'aws:sourceaccount': NO_WILDCARD,
  // The ARN of a bucket has no account.
  'aws:sourcearn': new RegExp(`${ARN}:[^:]+:(?:${REGION}:${ACCOUNT}:|::[^*?$]+$)`),
  'aws:sourceorgid': NO_WILDCARD,
  'aws:sourceorgpaths': /^o-[a-z0-9]+\//,
  'aws:sourcevpc': NO_WILDCARD,
  'aws:sourcevpce': NO_WILDCARD,
  // The unique id of a role, before the name of its session, or of a user.
  'aws:userid': /^A[A-Z0-9]{15,}(?::|$)/,
};

/** The policy variables for the owner of the key. */
const OF_THE_KEY: Record<string, string[]> = {
  'kms:calleraccount': ['${aws:ResourceAccount}'],
  'aws:principalaccount': ['${aws:ResourceAccount}'],
  'aws:sourceaccount': ['${aws:ResourceAccount}'],
  'aws:principalorgid': ['${aws:ResourceOrgID}'],
  'aws:sourceorgid': ['${aws:ResourceOrgID}'],
};

function isOneOf(key: string, value: string): boolean {
  return ['${AWS::AccountId}', ...OF_THE_KEY[key] ?? []].includes(value) || WHO[key].test(value);
}
