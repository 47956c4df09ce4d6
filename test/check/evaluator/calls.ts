import { type Decision, decide, type KmsCall } from '../../../src/check/evaluator/decide';

export const OWNER = '111111111111';
export const OTHER = '222222222222';
export const KEY = `arn:aws:kms:eu-west-1:${OWNER}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

export const role = (account: string, name = 'Backup') => `arn:aws:iam::${account}:role/${name}`;
export const session = (account: string, name = 'Backup') => `arn:aws:sts::${account}:assumed-role/${name}/nightly`;
export const user = (account: string, name = 'alice') => `arn:aws:iam::${account}:user/${name}`;
export const root = (account: string) => `arn:aws:iam::${account}:root`;

/** A policy of the version that knows policy variables. */
export const policy = (...Statement: readonly unknown[]) => ({ Version: '2012-10-17', Statement });

/** A statement of a key policy. */
export const grant = (Principal: unknown, more: object = {}) => ({ Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*', ...more });
export const refuse = (Principal: unknown, more: object = {}) => grant(Principal, { Effect: 'Deny', ...more });

export const ALLOW_ALL = policy({ Effect: 'Allow', Action: 'kms:*', Resource: '*' });
export const ALLOW_NOTHING_OF_KMS = policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
export const DENY_ALL = policy({ Effect: 'Deny', Action: 'kms:*', Resource: '*', Sid: 'Never' });

/** What is decided of a call by a role that has no IAM policy and no boundary, to decrypt with a key, unless it says otherwise. */
export function decisionOn({ caller, ...call }: { caller: Partial<KmsCall['caller']> } & Partial<Omit<KmsCall, 'caller'>>): Decision {
  return decide({
    action: 'kms:Decrypt',
    keyArn: KEY,
    context: {},
    ...call,
    caller: { arn: role(OWNER), policies: [], boundary: null, ...caller },
  });
}

/** The same, by the statements of one key policy. */
export function verdictOf(statements: readonly unknown[], caller: Partial<KmsCall['caller']> = {}, call: Partial<Omit<KmsCall, 'caller'>> = {}) {
  return decisionOn({ caller, keyPolicies: [policy(...statements)], ...call }).verdict;
}

/** Whether a condition lets a statement apply to a request with a context. */
export function verdictOfCondition(Condition: unknown, context: KmsCall['context'] = {}) {
  return verdictOf([grant('*', { Condition })], {}, { context });
}
