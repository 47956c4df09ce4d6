/** A mutant that no test notices, and why none needs to. */
export interface Survivor {
  /** The file, below `src`. */
  readonly file: string;
  /** The code, on one line. */
  readonly from: string;
  /** What it becomes. */
  readonly to: string;
  readonly reason: string;
}

const SPARES_TIME = 'Spares time, and changes nothing.';
const SKIPPED = 'The first element, which the regular expression gives for the whole, is skipped.';
const APP_IS_A_STAGE = 'Only a tree whose root is no App has no Stage, and nothing synthesises that.';

const FOR_PEOPLE = 'A text for people who look at the account.';

export const SURVIVORS: Survivor[] = [
  { file: 'key-policy-statements/handler-function.ts', from: "'Changes key policies for KeyPolicyStatements'", to: '""', reason: FOR_PEOPLE },
  { file: 'key-policy-statements/handler-function.ts', from: "'Adds statements to policies of KMS keys, and removes them again'", to: '""', reason: FOR_PEOPLE },
  { file: 'key-policy-statements/statements-of-key.ts', from: '[]', to: '["Stryker was here"]', reason: 'A Sid that nobody chooses.' },
  { file: 'stack-sets/stack-template.ts', from: "'{}'", to: '""', reason: 'What it is before synthesis, nobody reads.' },
  { file: 'private/key-arn.ts', from: "'key'", to: '""', reason: 'Part of an error that the next line catches.' },
  { file: 'private/key-arn.ts', from: '{ return undefined; }', to: '{}', reason: 'A function that returns nothing returns undefined.' },
  { file: 'vault-replica-keys/key-policy-document.ts', from: 'super.statementCount === 0', to: 'false', reason: SPARES_TIME },
  {
    file: 'vault-replica-keys/replica-key-policy.ts',
    from: 'ownerIsKnown && this.content.extraStatements.length === 0 && this.options.viaServices === undefined',
    to: 'false',
    reason: SPARES_TIME,
  },
  {
    file: 'vault-replica-keys/replica-key-policy.ts',
    from: 'this.owner.account !== ACCOUNT && this.owner.partition !== PARTITION',
    to: 'false',
    reason: SPARES_TIME,
  },
  { file: 'vault-replica-keys/replica-key-policy.ts', from: '{ return policy; }', to: '{}', reason: SPARES_TIME },
  {
    file: 'vault-replica-keys/validate-policy-options.ts',
    from: 'policyId !== undefined',
    to: 'true',
    reason: 'The compiler wants it; the regular expression takes the text "undefined".',
  },
  { file: 'vault-replica-keys/existing-key.ts', from: '[]', to: '["Stryker was here"]', reason: SKIPPED },
  { file: 'vault-replica-keys/vault-replica-keys.ts', from: 'Stage.of(this)?.account', to: 'Stage.of(this).account', reason: APP_IS_A_STAGE },
  { file: 'vault-replica-keys/vault-replica-keys.ts', from: 'Stage.of(this)?.stageName', to: 'Stage.of(this).stageName', reason: APP_IS_A_STAGE },
  {
    file: 'vault-replica-keys/warnings.ts',
    from: 'policy._bytes > NEAR_LIMIT * MAX_POLICY_BYTES',
    to: 'policy._bytes >= NEAR_LIMIT * MAX_POLICY_BYTES',
    reason: 'Four fifths of the limit is no whole number of bytes.',
  },
];
