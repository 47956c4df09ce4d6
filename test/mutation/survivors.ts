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
const NOT_LOOKED_UP = 'Part of a placeholder until the CDK has looked the key up.';
const CAUGHT = 'Part of an error that the next line catches.';
const INSTANT = 'An instant at the end of minutes.';
const EARLY_TIMER = 'Timers of Node.js may fire a millisecond early; those of the tests do not.';
const NO_OTHER_STATUS = 'No status of CloudFormation has more before or after.';
const BY_ITS_CAUSE = 'Whoever gets the error reads its cause.';
const NEVER_ABSENT = 'AWS documents that the response has it.';

const HANDLER = 'key-policy-statements/handler';

export const SURVIVORS: Survivor[] = [
  { file: `${HANDLER}/entry.ts`, from: '{ console.error(cause); }', to: '{}', reason: NO_BUG },
  { file: `${HANDLER}/entry.ts`, from: 'isProgrammingError(cause)', to: 'false', reason: NO_BUG },
  { file: `${HANDLER}/entry.ts`, from: "''", to: '"Stryker was here!"', reason: 'Before the owner and the key are known, only permanent errors occur, which name neither.' },
  { file: `${HANDLER}/event/key-reference.ts`, from: "''", to: '"Stryker was here!"', reason: 'No ARN either.' },
  { file: `${HANDLER}/policy/assert-writable.ts`, from: 'isText(value)', to: 'true', reason: 'Finds in the whole what would be found in its parts.' },
  { file: `${HANDLER}/policy/assert-writable.ts`, from: "''", to: '"Stryker was here!"', reason: 'Characters that KMS accepts.' },
  { file: `${HANDLER}/policy/parse-policy.ts`, from: "''", to: '"Stryker was here!"', reason: 'Contains no colon either.' },
  { file: `${HANDLER}/policy/parse-policy.ts`, from: '{ return undefined; }', to: '{}', reason: RETURNS_NOTHING },
  { file: `${HANDLER}/event/respond.ts`, from: 'SYSTEM_CLOCK.now() + pause > deadline', to: 'SYSTEM_CLOCK.now() + pause >= deadline', reason: INSTANT },
  { file: `${HANDLER}/event/respond.ts`, from: 'body.length <= MAX_RESPONSE_BYTES', to: 'body.length < MAX_RESPONSE_BYTES', reason: 'Shortens what would just fit.' },
  { file: `${HANDLER}/apply.ts`, from: "''", to: '"Stryker was here!"', reason: BY_ITS_CAUSE },
  { file: `${HANDLER}/apply.ts`, from: 'start >= lastRead', to: 'start > lastRead', reason: INSTANT },
  { file: `${HANDLER}/apply.ts`, from: 'isWriting', to: 'false', reason: EARLY_TIMER },
  { file: `${HANDLER}/apply.ts`, from: '{ lastRead = 0; }', to: '{}', reason: EARLY_TIMER },
  { file: `${HANDLER}/entry.ts`, from: "event.RequestType !== 'Create'", to: 'true', reason: SPARES_TIME },
  { file: `${HANDLER}/entry.ts`, from: "'Create'", to: '""', reason: SPARES_TIME },
  { file: `${HANDLER}/failures/classify-error.ts`, from: '/^(?:AccessDenied|UnrecognizedClient)/', to: '/(?:AccessDenied|UnrecognizedClient)/', reason: 'No error has these words elsewhere in its name.' },
  { file: `${HANDLER}/failures/classify-error.ts`, from: "'eventual'", to: '""', reason: 'Differs from the other two, which is all that is asked.' },
  { file: `${HANDLER}/services/deployed-statements.ts`, from: '/^(?!DELETE).*_COMPLETE$/', to: '/^(?!DELETE).*_COMPLETE/', reason: NO_OTHER_STATUS },
  { file: `${HANDLER}/services/deployed-statements.ts`, from: '/^(?:CREATE|(?:UPDATE|IMPORT)(?:_ROLLBACK)?)_COMPLETE$/', to: '/(?:CREATE|(?:UPDATE|IMPORT)(?:_ROLLBACK)?)_COMPLETE$/', reason: NO_OTHER_STATUS },
  { file: `${HANDLER}/services/deployed-statements.ts`, from: '/^(?!DELETE).*_FAILED$/', to: '/^(?!DELETE).*_FAILED/', reason: NO_OTHER_STATUS },
  { file: `${HANDLER}/services/deployed-statements.ts`, from: '[]', to: '["Stryker was here"]', reason: 'Its second element is undefined too, and text has no status.' },
  { file: `${HANDLER}/services/deployed-statements.ts`, from: "''", to: '"Stryker was here!"', reason: 'Nobody reads the service token, nor the message of an error with a cause.' },
  { file: `${HANDLER}/services/deployed-statements.ts`, from: '/^ValidationError: .*does not exist/s', to: '/ValidationError: .*does not exist/s', reason: 'No other error quotes this one.' },
  { file: `${HANDLER}/services/failure-event.ts`, from: '[]', to: '["Stryker was here"]', reason: 'Text has no id of an event either, and the SDK leaves out what is undefined.' },
  { file: `${HANDLER}/services/failure-event.ts`, from: 'key === undefined', to: 'false', reason: 'The SDK leaves out what is undefined.' },
  { file: `${HANDLER}/persist.ts`, from: 'SYSTEM_CLOCK.now() + pause >= deadline', to: 'SYSTEM_CLOCK.now() + pause > deadline', reason: INSTANT },
  { file: `${HANDLER}/services/restoration-counter.ts`, from: 'Parameter?.Value', to: 'Parameter.Value', reason: NEVER_ABSENT },
  { file: `${HANDLER}/services/restoration-counter.ts`, from: 'time > now - HOUR', to: 'time >= now - HOUR', reason: INSTANT },
  { file: `${HANDLER}/services/restoration-counter.ts`, from: '[]', to: '["Stryker was here"]', reason: 'Not a time.' },
  { file: `${HANDLER}/restore-entry.ts`, from: '`${(error as Error).stack}`', to: '``', reason: NO_BUG },
  { file: `${HANDLER}/restore-entry.ts`, from: "'policy is read again, as others may have written it while this was asked'", to: '""', reason: 'Shown only if the time ends in this moment.' },
  { file: `${HANDLER}/restore-entry.ts`, from: 'false', to: 'true', reason: 'Reads once more after some time.' },
  { file: `${HANDLER}/restore-entry.ts`, from: "''", to: '"Stryker was here!"', reason: 'Before the key is known, only errors occur that do not name it.' },
  { file: `${HANDLER}/services/stack-operation.ts`, from: '/^(CREATE|UPDATE)_IN_/', to: '/(CREATE|UPDATE)_IN_/', reason: NO_OTHER_STATUS },
  { file: `${HANDLER}/services/stack-operation.ts`, from: '/^UPDATE_(ROLLBACK_)?IN_/', to: '/UPDATE_(ROLLBACK_)?IN_/', reason: NO_OTHER_STATUS },
  { file: `${HANDLER}/services/stack-operation.ts`, from: '[]', to: '["Stryker was here"]', reason: 'Text has no status, and no date is in it.' },
  { file: `${HANDLER}/services/stack-operation.ts`, from: "''", to: '"Stryker was here!"', reason: BY_ITS_CAUSE },
  { file: `${HANDLER}/services/stack-operation.ts`, from: 'SYSTEM_CLOCK.now() < arrival + STATUS_TIMEOUT', to: 'SYSTEM_CLOCK.now() <= arrival + STATUS_TIMEOUT', reason: INSTANT },
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
  { file: 'key-policy/key-policy-document.ts', from: '!context.preparing', to: 'true', reason: SPARES_TIME },
  { file: 'synthesis/dependency-cycle.ts', from: 'CfnElement.isCfnElement(target)', to: 'true', reason: 'Else, it is a Stack, and the template of one has no references any more.' },
  { file: 'synthesis/dependency-cycle.ts', from: 'true', to: 'false', reason: 'Every token of the CDK has the same references when it is rendered.' },
  { file: 'synthesis/rendered-resource.ts', from: 'rawOverrides === undefined || Object.keys(rawOverrides).length > 0', to: 'true', reason: SPARES_TIME },
  { file: 'synthesis/rendered-resource.ts', from: 'Object.keys(rawOverrides).length > 0', to: 'Object.keys(rawOverrides).length >= 0', reason: SPARES_TIME },
  { file: 'synthesis/rendered-resource.ts', from: 'rawOverrides === undefined', to: 'rawOverrides !== undefined', reason: SPARES_TIME },
  { file: 'synthesis/rendered-resource.ts', from: 'rawOverrides === undefined', to: 'false', reason: 'No CDK is known to lack the field, which it does not declare.' },
  { file: 'synthesis/template-size.ts', from: "'TemplateSize'", to: '""', reason: ANY_NAME },
  { file: 'synthesis/unique-names.ts', from: "'NameCollisions'", to: '""', reason: ANY_NAME },
  { file: 'synthesis/unique-names.ts', from: "'NamedConstructs'", to: '""', reason: ANY_NAME },
  { file: 'synthesis/unique-names.ts', from: '[]', to: '["Stryker was here"]', reason: 'Replaced before anybody reads it, as the CDK validates a Stage before its contents.' },
  { file: 'vault-replica-keys/existing-key.ts', from: 'new Array<string>()', to: 'new Array([])', reason: 'The CDK wants the field, and reads it when it fails to resolve the token only.' },
  { file: 'stack-sets/text-synthesizer.ts', from: "'{}'", to: '""', reason: 'What it is before synthesis, nobody reads.' },
  { file: 'arns/app-key.ts', from: "'key'", to: '""', reason: CAUGHT },
  { file: 'arns/app-key.ts', from: '{ return undefined; }', to: '{}', reason: RETURNS_NOTHING },
  { file: 'arns/app-key.ts', from: '[accountOf(stack), stack.region]', to: '[]', reason: NOT_LOOKED_UP },
  { file: 'arns/app-key.ts', from: 'partitionOf(region) ?? PARTITION', to: 'partitionOf(region) && PARTITION', reason: NOT_LOOKED_UP },
  { file: 'arns/app-key.ts', from: "'aliasName'", to: '""', reason: NOT_LOOKED_UP },
  { file: 'arns/app-key.ts', from: "'key/'", to: '""', reason: NOT_LOOKED_UP },
  { file: 'arns/regions/known-regions.ts', from: '[]', to: '["Stryker was here"]', reason: 'No Region has this name.' },
  { file: 'arns/deploy-time/literal-arns.ts', from: "'statement'", to: '""', reason: CAUGHT },
  { file: 'arns/principal-arn.ts', from: '[]', to: '["Stryker was here"]', reason: 'No case reads the name of what is no ARN.' },
  { file: 'arns/principal-arn.ts', from: "''", to: '"Stryker was here!"', reason: 'A text without the beginning of a variable either.' },
  { file: 'stack-sets/text-synthesizer.ts', from: 'name ?? arn', to: 'true', reason: 'A boundary without a name and an ARN is none.' },
  { file: 'key-policy/rules/condition-rules.ts', from: '[]', to: '["Stryker was here"]', reason: 'A value that nobody writes.' },
  { file: 'key-policy/statements/identity-statements.ts', from: 'account !== undefined', to: 'true', reason: 'An account differs from no account only if both have an id.' },
  { file: 'key-policy/key-policy-document.ts', from: '!this.isLiteral', to: 'true', reason: SPARES_TIME },
  { file: 'key-policy/rules/key-policy-rules.ts', from: 'Principal?.AWS', to: 'Principal.AWS', reason: AFTER_THE_PRINCIPAL },
  { file: 'key-policy/rules/lockout.ts', from: '[]', to: '["Stryker was here"]', reason: 'No principal, and no operator.' },
  { file: 'key-policy/rules/lockout.ts', from: "typeof element === 'object'", to: 'true', reason: AFTER_THE_PRINCIPAL },
  { file: 'key-policy/policy-content.ts', from: '[]', to: '["Stryker was here"]', reason: NO_SID },
  { file: 'key-policy/policy-content.ts', from: 'one.arn < other.arn', to: 'one.arn <= other.arn', reason: 'The order of equal ARNs shows nowhere.' },
  { file: 'key-policy/rules/policy-size.ts', from: 'name.length > longest.length', to: 'name.length >= longest.length', reason: 'Another Region of the same length.' },
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
