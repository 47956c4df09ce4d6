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

const RETURNS_NOTHING = 'A function that returns nothing returns undefined.';
const NO_BUG = 'Only a bug of the function itself gets here, and none is known.';
const NO_SID = 'A Sid that nobody chooses.';
const AFTER_THE_PRINCIPAL = 'The rule for principals has refused whatever else there could be.';
const ANY_NAME = 'A name that only this code reads.';
const NEWER_CDK = 'Newer CDKs ask again, and npm run test:newest does; the mutants run on the oldest.';
const NEAR_THE_LIMIT = 'Eighteen characters of the 10,240 that a role can have.';
const FOR_PEOPLE = 'A text for people who look at the account.';

const HANDLER = 'key-policy-statements/handler';

export const SURVIVORS: Survivor[] = [
  { file: `${HANDLER}/entry.ts`, from: '{ console.error(cause); }', to: '{}', reason: NO_BUG },
  { file: `${HANDLER}/entry.ts`, from: 'isProgrammingError(cause)', to: 'false', reason: NO_BUG },
  { file: `${HANDLER}/entry.ts`, from: "''", to: '"Stryker was here!"', reason: 'Before the owner and the key are known, only permanent errors occur, which name neither.' },
  { file: `${HANDLER}/key-reference.ts`, from: "''", to: '"Stryker was here!"', reason: 'No ARN either.' },
  { file: `${HANDLER}/assert-writable.ts`, from: 'isText(value)', to: 'true', reason: 'Finds in the whole what would be found in its parts.' },
  { file: `${HANDLER}/assert-writable.ts`, from: "''", to: '"Stryker was here!"', reason: 'Characters that KMS accepts.' },
  { file: `${HANDLER}/parse-policy.ts`, from: "''", to: '"Stryker was here!"', reason: 'Contains no colon either.' },
  { file: `${HANDLER}/parse-policy.ts`, from: '{ return undefined; }', to: '{}', reason: RETURNS_NOTHING },
  { file: `${HANDLER}/respond.ts`, from: 'SYSTEM_CLOCK.now() + pause > deadline', to: 'SYSTEM_CLOCK.now() + pause >= deadline', reason: 'An instant at the end of minutes.' },
  { file: `${HANDLER}/respond.ts`, from: 'body.length <= MAX_RESPONSE_BYTES', to: 'body.length < MAX_RESPONSE_BYTES', reason: 'Shortens what would just fit.' },
  { file: 'key-policy-statements/handler-function.ts', from: "'Changes key policies for KeyPolicyStatements'", to: '""', reason: FOR_PEOPLE },
  { file: 'key-policy-statements/handler-function.ts', from: "'Adds statements to policies of KMS keys, and removes them again'", to: '""', reason: FOR_PEOPLE },
  { file: 'key-policy-statements/restore-function.ts', from: "'Restores statements in policies of KMS keys that somebody replaced'", to: '""', reason: FOR_PEOPLE },
  { file: 'key-policy-statements/restore-function.ts', from: "'Restores key policies for KeyPolicyStatements'", to: '""', reason: FOR_PEOPLE },
  { file: 'key-policy-statements/restore-function.ts', from: "'Times of the last restorations of a key policy'", to: '""', reason: FOR_PEOPLE },
  { file: 'key-policy-statements/key-policy-function.ts', from: '[]', to: '["Stryker was here"]', reason: NEAR_THE_LIMIT },
  { file: 'key-policy-statements/statements-of-key.ts', from: '[]', to: '["Stryker was here"]', reason: NO_SID },
  { file: 'key-policy-statements/vpc-rights.ts', from: 'this.isAsking', to: 'false', reason: NEWER_CDK },
  { file: 'key-policy-statements/vpc-rights.ts', from: '{ return false; }', to: '{}', reason: NEWER_CDK },
  { file: 'key-policy-statements/vpc-rights.ts', from: 'false', to: 'true', reason: NEWER_CDK },
  { file: 'key-policy-statements/vpc-rights.ts', from: 'true', to: 'false', reason: NEWER_CDK },
  { file: 'protected-key-access/protected-key-access.ts', from: "'AccessStatements'", to: '""', reason: ANY_NAME },
  { file: 'protected-key-access/protected-key-access.ts', from: 'new Array<StatementJson>()', to: 'new Array([])', reason: 'No statement equals a list.' },
  { file: 'synthesis/rendered-resource.ts', from: 'rawOverrides === undefined || Object.keys(rawOverrides).length > 0', to: 'true', reason: SPARES_TIME },
  { file: 'synthesis/rendered-resource.ts', from: 'Object.keys(rawOverrides).length > 0', to: 'Object.keys(rawOverrides).length >= 0', reason: SPARES_TIME },
  { file: 'synthesis/rendered-resource.ts', from: 'rawOverrides === undefined', to: 'rawOverrides !== undefined', reason: SPARES_TIME },
  { file: 'synthesis/rendered-resource.ts', from: 'rawOverrides === undefined', to: 'false', reason: 'No CDK is known to lack the field, which it does not declare.' },
  { file: 'synthesis/template-size.ts', from: "'TemplateSize'", to: '""', reason: ANY_NAME },
  { file: 'synthesis/unique-names.ts', from: "'NamedConstructs'", to: '""', reason: ANY_NAME },
  { file: 'synthesis/unique-names.ts', from: '[]', to: '["Stryker was here"]', reason: 'Replaced before anybody reads it, as the CDK validates a Stage before its contents.' },
  { file: 'vault-replica-keys/existing-key.ts', from: 'new Array<string>()', to: 'new Array([])', reason: 'The CDK wants the field, and reads it when it fails to resolve the token only.' },
  { file: 'vault-replica-keys/vault-replica-keys.ts', from: '`AutoBackup replica key ${this.aliasName}`', to: '``', reason: FOR_PEOPLE },
  { file: 'stack-sets/text-synthesizer.ts', from: "'{}'", to: '""', reason: 'What it is before synthesis, nobody reads.' },
  { file: 'arns/app-key.ts', from: "'key'", to: '""', reason: 'Part of an error that the next line catches.' },
  { file: 'arns/app-key.ts', from: '{ return undefined; }', to: '{}', reason: RETURNS_NOTHING },
  { file: 'key-policy/condition-rules.ts', from: '[]', to: '["Stryker was here"]', reason: 'A value that nobody writes.' },
  { file: 'key-policy/identity-statements.ts', from: 'account !== undefined', to: 'true', reason: 'An account differs from no account only if both have an id.' },
  { file: 'key-policy/key-policy-document.ts', from: '!this.isLiteral', to: 'true', reason: SPARES_TIME },
  { file: 'key-policy/key-policy-document.ts', from: 'super.statementCount === 0', to: 'false', reason: SPARES_TIME },
  { file: 'key-policy/key-policy-document.ts', from: '{ return super.statementCount === 0 && this.policy.isLiteral; }', to: '{}', reason: SPARES_TIME },
  { file: 'key-policy/key-policy-document.ts', from: 'super.statementCount === 0 && this.policy.isLiteral', to: 'false', reason: SPARES_TIME },
  { file: 'key-policy/key-policy-rules.ts', from: 'Principal?.AWS', to: 'Principal.AWS', reason: AFTER_THE_PRINCIPAL },
  { file: 'key-policy/lockout.ts', from: '[]', to: '["Stryker was here"]', reason: 'No principal, and no operator.' },
  { file: 'key-policy/lockout.ts', from: "typeof element === 'object'", to: 'true', reason: AFTER_THE_PRINCIPAL },
  { file: 'key-policy/policy-content.ts', from: '[]', to: '["Stryker was here"]', reason: NO_SID },
  { file: 'key-policy/policy-content.ts', from: 'one.arn < other.arn', to: 'one.arn <= other.arn', reason: 'The order of equal ARNs shows nowhere.' },
  { file: 'key-policy/policy-size.ts', from: 'name.length > longest.length', to: 'name.length >= longest.length', reason: 'Another Region of the same length.' },
  { file: 'key-policy/template-policies.ts', from: '!this.rendered', to: 'true', reason: SPARES_TIME },
  {
    file: 'key-policy/template-policy.ts',
    from: '{ this.text = JSON.stringify(policy); this.isLiteral = !Token.isUnresolved(this.text); }',
    to: '{}',
    reason: SPARES_TIME,
  },
  { file: 'key-policy/render-policy.ts', from: '{ return policy; }', to: '{}', reason: SPARES_TIME },
  {
    file: 'key-policy/policy-content.ts',
    from: 'policyId !== undefined',
    to: 'true',
    reason: 'The compiler wants it; the regular expression takes the text "undefined".',
  },
  { file: 'vault-replica-keys/vault-replica-key.ts', from: 'this.cfnKey.keyPolicy === parts.document && !isOverridden(this.cfnKey)', to: 'false', reason: SPARES_TIME },
  {
    file: 'vault-replica-keys/policy-warnings.ts',
    from: 'bytes > NEAR_LIMIT * MAX_POLICY_BYTES',
    to: 'bytes >= NEAR_LIMIT * MAX_POLICY_BYTES',
    reason: 'Four fifths of the limit is no whole number of bytes.',
  },
];
