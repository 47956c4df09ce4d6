import { App, Aws, CfnParameter, Fn, Lazy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as fc from 'fast-check';
import { KeyPolicyStatements, ProtectedKeyAccess, ReplicaKeyPolicy, VaultReplicaKeys, VaultReplicaKeyStackSet } from '../../../src';
import { PolicyDraft } from '../../../src/key-policy/policy-draft';
import { policyProblems } from '../../../src/key-policy/rules/key-policy-rules';
import { OPTION_SETS, PARTITIONS, keysUnder } from '../../access/options-sets';
import { errorOf, synthesisErrorOf } from '../../fixtures/error-of';
import { KEY_ARN, protectedStack } from '../../fixtures/protected-app';
import { options, PROTECTED, VAULT } from '../../fixtures/vault-app';

type Json = Record<string, any>;

const OTHER = '444444444444';
const ROOT = { AWS: `arn:aws:iam::${OTHER}:root` };
/** Without it, nobody could change a policy. */
const OWN_ACCOUNT = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${VAULT}:root` }, Action: 'kms:*', Resource: '*' };
const ALLOW = { Sid: 'Mine', Effect: 'Allow', Principal: ROOT, Action: 'kms:Decrypt', Resource: '*' };
const DENY = { ...ALLOW, Effect: 'Deny', Principal: { AWS: '*' }, Action: 'kms:*' };
const named = (arn: string): Json => ({ ...ALLOW, Principal: { AWS: arn } });
const anyoneIf = (Condition: Json): Json => ({ ...ALLOW, Principal: { AWS: '*' }, Condition });
const CANONICAL_USER = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be';

/** A statement that the CDK renders as it is given, right or wrong. */
class Raw extends iam.PolicyStatement {
  constructor(private readonly json: Json) {
    super();
  }

  public override toStatementJson(): Json {
    return this.json;
  }

  public override validateForResourcePolicy(): string[] {
    return [];
  }
}

/** An app whose stack has no env and adds the statement to a key of its own account and Region. */
function appAnywhere(statement: iam.PolicyStatement): App {
  const app = new App();
  const stack = new Stack(app, 'Anywhere');
  const key = kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:${Aws.REGION}:${Aws.ACCOUNT_ID}:key/1234`);
  new KeyPolicyStatements(stack, 'Statements', { key, statements: [statement] });
  return app;
}

/** The ways in which a statement gets into a key policy. The account that owns the key is VAULT, and PROTECTED in the last two. */
const WAYS: Record<string, (statement: iam.PolicyStatement) => string> = {
  'addToKeyPolicy': (statement) => errorOf(() => new VaultReplicaKeys(new App(), 'Keys', options()).addToKeyPolicy(statement)),
  'addStatement': (statement) => errorOf(() => new ReplicaKeyPolicy({ vaultAccount: VAULT }).addStatement(statement)),
  'addToResourcePolicy of a replica key': (statement) => {
    const app = new App();
    new VaultReplicaKeys(app, 'Keys', options({ regions: ['eu-west-1'] })).keyIn('eu-west-1').key.addToResourcePolicy(statement);
    return synthesisErrorOf(app);
  },
  'addToResourcePolicy of a key with a document': (statement) => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: { account: VAULT, region: 'eu-west-1' } });
    const policy = new ReplicaKeyPolicy({ vaultAccount: VAULT, protectedAccounts: [PROTECTED] });
    new kms.Key(stack, 'Key', { policy: policy.document() }).addToResourcePolicy(statement);
    return synthesisErrorOf(app);
  },
  'KeyPolicyStatements': (statement) => {
    const stack = protectedStack();
    return errorOf(() => new KeyPolicyStatements(stack, 'Statements', { key: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN), statements: [statement] }));
  },
  'ProtectedKeyAccess of a key of the app': (statement) => {
    const app = new App();
    const key = new kms.Key(protectedStack(app), 'Key');
    new ProtectedKeyAccess(Stack.of(key), 'Access', { keys: [key], vaultAccount: VAULT });
    key.addToResourcePolicy(statement);
    return synthesisErrorOf(app);
  },
};

const REFUSED: Array<[string, Json, string | RegExp]> = [
  ['a character beyond U+00FF in a Sid', { ...ALLOW, Sid: 'Mine \u2013 all' },
    'statement "Mine \u2013 all" contains the character "\u2013" (U+2013), but KMS accepts only U+0020 to U+00FF in a key policy; replace it'],
  ['half a character', { ...ALLOW, Condition: { StringEquals: { 'aws:PrincipalTag/team': 'x\ud800' } } }, /contains the character ".*" \(U\+D800\)/],
  ['a character beyond U+00FF in a key of a condition', { ...ALLOW, Condition: { StringEquals: { 'aws:PrincipalTag/\u9375': 'x' } } }, /contains the character "\u9375" \(U\+9375\)/],
  ['an end of line', { ...ALLOW, Sid: 'Mine\n' }, /contains the character "\\n" \(U\+000A\)/],
  ['an unknown effect', { ...ALLOW, Effect: 'ALLOW' }, 'statement "Mine" has the effect "ALLOW", but IAM accepts only "Allow" and "Deny"; use iam.Effect'],
  ['no principal', { ...ALLOW, Principal: undefined }, 'statement "Mine" has no principal, but every statement of a key policy needs one; add one to its principals'],
  ['an empty list of principals', { ...ALLOW, Principal: { AWS: [] } }, /^statement "Mine" has no principal/],
  ['no kind of principal', { ...ALLOW, Principal: {} }, /^statement "Mine" has no principal/],
  ['no action', { ...ALLOW, Action: undefined }, 'statement "Mine" has no action, and KMS rejects a statement without one; add one to its actions'],
  ['an empty list of actions', { ...ALLOW, Action: [] }, /has no action/],
  ['no resource', { ...ALLOW, Resource: undefined }, 'statement "Mine" has no resource "*", but a key policy applies only to its own key; set resources: [\'*\']'],
  ['the ARN of a key as resource', { ...ALLOW, Resource: KEY_ARN }, /has no resource "\*"/],
  ['the ARN of a key besides', { ...ALLOW, Resource: ['*', KEY_ARN] }, /has no resource "\*"/],
  ['a wildcard for roles', named(`arn:aws:iam::${OTHER}:role/*`),
    `statement "Mine" names the principal "arn:aws:iam::${OTHER}:role/*", but KMS does not accept a wildcard in a principal; name one role or user, or add a condition on aws:PrincipalArn`],
  ['a wildcard for the account', named('arn:aws:iam::*:root'), /names the principal "arn:aws:iam::\*:root", but KMS does not accept a wildcard/],
  ['a wildcard for a character', named(`arn:aws:iam::${OTHER}:role/Backup?`), /KMS does not accept a wildcard/],
  ['a wildcard in a service', { ...ALLOW, Principal: { Service: '*.amazonaws.com' } }, /KMS does not accept a wildcard/],
  ['any service', { ...ALLOW, Principal: { Service: '*' } }, /KMS does not accept a wildcard/],
  ['a wildcard in a second principal', { ...ALLOW, Principal: { AWS: [ROOT.AWS, `arn:aws:iam::${OTHER}:user/*`] } }, /KMS does not accept a wildcard/],
  ['a wildcard in a principal that is not denied', { ...DENY, Principal: undefined, NotPrincipal: { AWS: [ROOT.AWS, 'arn:aws:iam::*:role/x'] }, Action: 'kms:Decrypt' }, /KMS does not accept a wildcard/],
  ['an account of 11 digits', named('44444444444'),
    'statement "Mine" names the principal "44444444444", whose account "44444444444" is not an account id; write all 12 digits'],
  ['the root of an account of 11 digits', named('arn:aws:iam::44444444444:root'), /whose account "44444444444" is not an account id/],
  ['a role of no account', named('arn:aws:iam:::role/Backup'), /whose account "" is not an account id/],
  ['a user without a name', named(`arn:aws:iam::${OTHER}:user`),
    `statement "Mine" names the principal "arn:aws:iam::${OTHER}:user", which has no valid name; write the whole ARN, such as "arn:aws:iam::111122223333:role/name"`],
  ['a role without a name', named(`arn:aws:iam::${OTHER}:role/`), /which has no valid name/],
  ['a role whose path has no name', named(`arn:aws:iam::${OTHER}:role/path/`), /which has no valid name/],
  ['a root with a name', named(`arn:aws:iam::${OTHER}:root/x`), /which has no valid name/],
  ['a session without a name', named(`arn:aws:sts::${OTHER}:assumed-role/Backup`), /which has no valid name/],
  ['a session of a role without a name', named(`arn:aws:sts::${OTHER}:assumed-role//AutoBackup`), /which has no valid name/],
  ['a group', named(`arn:aws:iam::${OTHER}:group/admins`),
    `statement "Mine" names the principal "arn:aws:iam::${OTHER}:group/admins", an IAM group, which cannot be a principal; name its users, or a role that they assume`],
  ['the id of a role', named('AROAIIAOMRWSPEXAMPLE'),
    'statement "Mine" names the principal "AROAIIAOMRWSPEXAMPLE", which is not an account, role or user; write its ARN, such as "arn:aws:iam::111122223333:role/name"'],
  ['a resource of another service', named('arn:aws:s3:::bucket'), /is not an account, role or user/],
  ['a text that ends with digits', named(`account ${OTHER}`), /is not an account, role or user/],
  ['a text that begins with digits', named('4444-4444-4444'), /is not an account, role or user/],
  ['a policy', named(`arn:aws:iam::${OTHER}:policy/x`), /is not an account, role or user/],
  ['a role of another partition', named(`arn:aws-cn:iam::${OTHER}:role/Backup`),
    `statement "Mine" names the principal "arn:aws-cn:iam::${OTHER}:role/Backup" in partition "aws-cn", but the key is in partition "aws", and policies do not work across partitions; name a principal in "aws"`],
  ['a policy variable in a principal', named(`arn:aws:iam::${OTHER}:role/\${aws:PrincipalTag/team}/Backup`), /which has no valid name/],
  ['a service without a domain', { ...ALLOW, Principal: { Service: 'backup' } }, 'statement "Mine" names the principal "backup", which is not a service; write it as "backup.amazonaws.com"'],
  ['the address of a service', { ...ALLOW, Principal: { Service: 'https://backup.amazonaws.com' } }, /which is not a service/],
  ['a service with a path', { ...ALLOW, Principal: { Service: 'backup.amazonaws.com/vaults' } }, /which is not a service/],
  ['a federated principal that is none', { ...ALLOW, Principal: { Federated: ROOT.AWS } }, /which is not an identity provider/],
  ['a canonical user that is none', { ...ALLOW, Principal: { CanonicalUser: '79a5' } }, /which is not a canonical user ID/],
  ['a canonical user with a digit too many', { ...ALLOW, Principal: { CanonicalUser: `${CANONICAL_USER}0` } }, /which is not a canonical user ID/],
  ['a canonical user after another character', { ...ALLOW, Principal: { CanonicalUser: `x${CANONICAL_USER}` } }, /which is not a canonical user ID/],
  ['an unknown kind of principal', { ...ALLOW, Principal: { Aws: ROOT.AWS } }, 'statement "Mine" has principals of the type "Aws", which IAM does not know; use "AWS", "Service", "Federated" or "CanonicalUser"'],
  ['a kind of principal that every object has', { ...ALLOW, Principal: { constructor: ROOT.AWS } }, /has principals of the type "constructor"/],
  ['a type of ARN that every object has', named(`arn:aws:iam::${OTHER}:constructor/x`), /is not an account, role or user/],
  ['anyone with a condition that every object has', anyoneIf({ StringEquals: { constructor: OTHER } }), /allows anyone/],
  ['an operator without a key', { ...ALLOW, Condition: { StringEquals: {} } },
    'statement "Mine" has the condition "StringEquals" without a key, which restricts nothing; add the key and its value, or remove the condition'],
  ['an operator without a key besides others', { ...ALLOW, Condition: { StringEquals: { 'kms:CallerAccount': OTHER }, Bool: {} } }, /has the condition "Bool" without a key/],
  ['a key without a value', { ...ALLOW, Condition: { StringEquals: { 'kms:CallerAccount': [] } } },
    'statement "Mine" has the condition "StringEquals" on "kms:CallerAccount" without a value, which restricts nothing; add the value, or remove the condition'],
  // The CDK leaves out a key whose value is null, where it resolves the statement.
  ['a key with null as its value', { ...ALLOW, Condition: { StringEquals: { 'kms:CallerAccount': null } } }, /has the condition "StringEquals" (?:on "kms:CallerAccount" without a value|without a key), which/],
  ['anyone', { ...ALLOW, Principal: { AWS: '*' } },
    'statement "Mine" allows anyone in any AWS account; name its principals, or add a condition that identifies the caller, such as StringEquals kms:CallerAccount'],
  ['anyone, by a star', { ...ALLOW, Principal: '*' }, /allows anyone in any AWS account/],
  ['anyone, in a list', { ...ALLOW, Principal: { AWS: [ROOT.AWS, '*'] } }, /allows anyone/],
  ['all but one', { ...ALLOW, Principal: undefined, NotPrincipal: ROOT }, /allows anyone/],
  ['anyone for a service', anyoneIf({ StringEquals: { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' } }), /allows anyone/],
  ['anyone for grants for AWS services', anyoneIf({ Bool: { 'kms:GrantIsForAWSResource': 'true' } }), /allows anyone/],
  ['anyone with a tag', anyoneIf({ StringEquals: { 'aws:PrincipalTag/team': 'backup' } }), /allows anyone/],
  ['anyone but of an account', anyoneIf({ StringNotEquals: { 'kms:CallerAccount': VAULT } }), /allows anyone/],
  ['anyone of an organization, or of none', anyoneIf({ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }), /allows anyone/],
  ['anyone of all units, or of none', anyoneIf({ 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } }), /allows anyone/],
  ['anyone of any account', anyoneIf({ StringLike: { 'kms:CallerAccount': '*' } }), /allows anyone/],
  ['anyone of an account, or of any', anyoneIf({ StringLike: { 'kms:CallerAccount': [OTHER, '4*'] } }), /allows anyone/],
  ['anyone of any organization', anyoneIf({ StringLike: { 'aws:PrincipalOrgID': 'o-*' } }), /allows anyone/],
  ['anyone of the units of any organization', anyoneIf({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': '*/ou-f6g7-h8i9j0k1/*' } }), /allows anyone/],
  ['anyone of an organization whose id only ends so', anyoneIf({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': '*o-a1b2c3d4e5/r-f6g7/*' } }), /allows anyone/],
  ['a source of an organization whose id only ends so', anyoneIf({ 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': '*o-a1b2c3d4e5/r-f6g7/*' } }), /allows anyone/],
  ['roles of any account', anyoneIf({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Backup' } }), /allows anyone/],
  ['roles whose account a wildcard hides', anyoneIf({ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::*:role/${OTHER}` } }), /allows anyone/],
  ['roles whose partition a wildcard hides', anyoneIf({ ArnLike: { 'aws:PrincipalArn': `*:iam::${OTHER}:role/Backup` } }), /allows anyone/],
  ['sources of any account', anyoneIf({ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } }), /allows anyone/],
  ['sessions of any role', anyoneIf({ StringLike: { 'aws:userid': '*:AutoBackup' } }), /allows anyone/],
  ['anyone whose id only contains that of a role', anyoneIf({ StringLike: { 'aws:userid': '*AROAIIAOMRWSPEXAMPLE:AutoBackup' } }), /allows anyone/],
  ['a condition whose value got lost', { ...ALLOW, Condition: { StringEquals: { 'kms:CallerAccount': undefined } } }, /which restricts nothing; add the /],
  ['anyone of the account they say', anyoneIf({ StringEquals: { 'kms:CallerAccount': '${aws:PrincipalTag/account}' } }), /allows anyone/],
  ['everyone who has an account', anyoneIf({ Null: { 'kms:CallerAccount': 'false' } }), /allows anyone/],
  ['all but what nobody asks for, to everyone', { ...ALLOW, Principal: '*', Action: undefined, NotAction: 'kms:Decrypt' }, /allows anyone/],
  ['everything denied to everyone', DENY,
    'statement "Mine" denies kms:PutKeyPolicy to everyone in the account of the key, but KMS rejects a policy that nobody can change; deny fewer actions, or add a condition that exempts those who change the policy'],
  ['all actions of all services denied to everyone', { ...DENY, Action: '*' }, /denies kms:PutKeyPolicy to everyone/],
  ['a change of the policy denied to everyone', { ...DENY, Action: ['kms:Decrypt', 'KMS:put*'] }, /denies kms:PutKeyPolicy to everyone/],
  ['a change of the policy denied to everyone, by a wildcard for a character', { ...DENY, Action: 'kms:PutKeyPolic?' }, /denies kms:PutKeyPolicy to everyone/],
  ['all but some actions denied to everyone', { ...DENY, Action: undefined, NotAction: ['kms:Decrypt', 'kms:Describe*'] }, /denies kms:PutKeyPolicy to everyone/],
];

describe.each(Object.entries(WAYS))('%s', (_way, sentenceOf) => {
  test.each(REFUSED)('refuses %s', (_what, json, sentence) => {
    const refused = sentenceOf(new Raw(json));
    if (sentence instanceof RegExp) { expect(refused).toMatch(sentence); } else { expect(refused).toBe(sentence); }
  });
});

/** Statements of policies that AWS documents, and others that are right. */
const ACCEPTED: Array<[string, Json]> = [
  ['an account by its id', named(OTHER)],
  ['a role with a path', named(`arn:aws:iam::${OTHER}:role/service-role/Backup`)],
  ['a service-linked role', named(`arn:aws:iam::${OTHER}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup`)],
  ['a user', named(`arn:aws:iam::${OTHER}:user/key_administrator@example.com`)],
  ['a session of a role', named(`arn:aws:sts::${OTHER}:assumed-role/Backup/AutoBackup`)],
  ['a federated user', named(`arn:aws:sts::${OTHER}:federated-user/jane`)],
  ['a service', { ...ALLOW, Principal: { Service: 'logs.eu-west-1.amazonaws.com' }, Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:*' } } }],
  ['two kinds', { ...ALLOW, Principal: { AWS: [OTHER, ROOT.AWS], Service: ['cloudtrail.amazonaws.com', 'ec2.amazonaws.com.cn'] } }],
  ['an identity provider', { ...ALLOW, Principal: { Federated: `arn:aws:iam::${OTHER}:saml-provider/Corporate` } }],
  ['a web identity provider', { ...ALLOW, Principal: { Federated: 'cognito-identity.amazonaws.com' } }],
  ['a canonical user', { ...ALLOW, Principal: { CanonicalUser: CANONICAL_USER } }],
  ['no Sid', { ...ALLOW, Sid: undefined }],
  ['a Sid of U+0020 to U+00FF', { ...ALLOW, Sid: 'Schl\u00fcssel ~\u00ff ${x}' }],
  ['all actions but some', { ...ALLOW, Action: undefined, NotAction: 'kms:ScheduleKeyDeletion' }],
  ['a list of one resource', { ...ALLOW, Resource: ['*'] }],
  ['a policy variable in a condition', { ...ALLOW, Condition: { StringEquals: { 'kms:EncryptionContext:user': '${aws:username}' } } }],
  ['a number and a truth value in a condition', { ...ALLOW, Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': 300 }, Bool: { 'aws:SecureTransport': true } } }],
  // What the AWS managed keys and the guides for CloudTrail, S3 and SNS have.
  ['anyone of an account by a service', anyoneIf({ StringEquals: { 'kms:CallerAccount': OTHER, 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' } })],
  ['anyone of an account for logs', anyoneIf({ StringEquals: { 'kms:CallerAccount': OTHER }, StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${OTHER}:trail/*` } })],
  ['anyone of an organization', anyoneIf({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })],
  ['anyone of the account of the key', anyoneIf({ StringEquals: { 'kms:CallerAccount': '${aws:ResourceAccount}' } })],
  ['any principal of the account of the key', anyoneIf({ StringEquals: { 'aws:PrincipalAccount': '${aws:ResourceAccount}' } })],
  ['a source of the account of the key', anyoneIf({ StringEquals: { 'aws:SourceAccount': '${aws:ResourceAccount}' } })],
  ['a source of the organization of the key', anyoneIf({ StringEquals: { 'aws:SourceOrgID': '${aws:ResourceOrgID}' } })],
  ['a source of units', anyoneIf({ 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': 'o-a1b2c3d4e5/r-f6g7/*' } })],
  ['a topic', anyoneIf({ ArnLike: { 'aws:SourceArn': `arn:aws:sns:eu-west-1:${OTHER}:replicas` } })],
  ['the sessions of a role', anyoneIf({ StringLike: { 'aws:userid': 'AROAIIAOMRWSPEXAMPLE:*' } })],
  ['a user by the id', anyoneIf({ StringEquals: { 'aws:userid': 'AIDAIIAOMRWSPEXAMPLE' } })],
  ['a Deny to everyone of an action that no service has', { ...DENY, Action: ['kms:(PutKeyPolicy)', 'kms:Put+KeyPolicy'] }],
  ['anyone of the organization of the key', anyoneIf({ StringEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } })],
  ['anyone of units', anyoneIf({ 'ForAnyValue:StringLike': { 'AWS:principalorgpaths': ['o-a1b2c3d4e5/r-f6g7/ou-f6g7-h8i9j0k1/*'] } })],
  ['a role by its ARN at the time of the call', anyoneIf({ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${OTHER}:role/*` } })],
  ['a role of either account', anyoneIf({ StringLike: { 'aws:PrincipalArn': [`arn:aws:iam::${OTHER}:role/x*`, `arn:aws:sts::${VAULT}:assumed-role/x/*`] } })],
  ['what a service does for an account', anyoneIf({ StringEquals: { 'aws:SourceAccount': OTHER } })],
  ['what a service does for a bucket', anyoneIf({ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::my-bucket' } })],
  ['anyone by an endpoint', anyoneIf({ StringEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } })],
  ['a denial of use to everyone', { ...DENY, Action: ['kms:Decrypt', 'kms:ScheduleKeyDeletion'] }],
  ['a denial of everything without MFA', { ...DENY, Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }],
  ['a denial of everything outside an organization', { ...DENY, Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }],
  ['a denial of everything to other accounts', { ...DENY, Condition: { StringNotEquals: { 'kms:CallerAccount': [VAULT, PROTECTED] } } }],
  ['a denial of everything to an account', { ...DENY, Principal: ROOT }],
  ['a denial of all but changing the policy', { ...DENY, Action: undefined, NotAction: ['kms:Put*', 'kms:GetKeyPolicy'] }],
  ['a denial of everything to all but the account of the key', { ...DENY, Principal: undefined, NotPrincipal: { AWS: [VAULT, PROTECTED].map((account) => `arn:aws:iam::${account}:root`) } }],
];

describe.each(Object.entries(WAYS))('%s', (_way, sentenceOf) => {
  test.each(ACCEPTED)('accepts %s', (_what, json) => {
    expect(errorOf(() => sentenceOf(new Raw(json)))).toBe('nothing was refused');
  });
});

describe('a lockout', () => {
  const refusal = (json: Json) => errorOf(() => new VaultReplicaKeys(new App(), 'Keys', options()).addToKeyPolicy(new Raw({ ...DENY, ...json })));
  const ofVault = { StringEquals: { 'kms:CallerAccount': [VAULT, PROTECTED] } };

  test.each<[string, Json]>([
    ['the account root of the key', { Principal: { AWS: `arn:aws:iam::${VAULT}:root` } }],
    ['anyone, by a star', { Principal: '*' }],
    ['the account of the key by its id', { Principal: { AWS: [OTHER, VAULT] } }],
    ['all but a role', { Principal: undefined, NotPrincipal: { AWS: `arn:aws:iam::${VAULT}:role/Deployer` } }],
    ['all of the account', { Condition: ofVault }],
    ['all of the account, as another key says', { Condition: { StringLikeIfExists: { 'aws:PrincipalAccount': '1111*' } } }],
    ['all but those of another account', { Condition: { StringNotEquals: { 'kms:CallerAccount': PROTECTED } } }],
    ['all but those of another account, and all of the account', { Condition: { ...ofVault, StringNotLike: { 'kms:CallerAccount': '22*' } } }],
  ])('by a denial to %s is refused', (_whom, json) => {
    expect(refusal(json)).toMatch(/^statement "Mine" denies kms:PutKeyPolicy to everyone in the account of the key/);
  });

  test.each<[string, Json]>([
    ['all of the account under a condition on more', { Condition: { ...ofVault, Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }],
    ['all of another account', { Condition: { StringLike: { 'kms:CallerAccount': '2*' } } }],
    ['all but the account', { Condition: { StringNotLike: { 'aws:PrincipalAccount': '1????????11*' } } }],
    ['an account that a wildcard does not stand for', { Condition: { StringEquals: { 'kms:CallerAccount': '1*' } } }],
    ['all of the account, by a set operator', { Condition: { 'ForAllValues:StringEquals': { 'kms:CallerAccount': VAULT } } }],
    ['all of the account, by an operator that does not exist', { Condition: { StringEqualsExactly: { 'kms:CallerAccount': VAULT } } }],
    ['one role', { Principal: { AWS: `arn:aws:iam::${VAULT}:role/Reader` } }],
    ['a service', { Principal: { Service: 'backup.amazonaws.com' } }],
    ['all but the account by its id', { Principal: undefined, NotPrincipal: { AWS: VAULT } }],
  ])('by a denial to %s is not known', (_whom, json) => {
    expect(errorOf(() => refusal(json))).toBe('nothing was refused');
  });

  test('is not known where all but an account are denied, in a stack that is deployed to any', () => {
    const policy = new ReplicaKeyPolicy({ vaultAccount: Aws.ACCOUNT_ID });
    const others = (value: string) => new Raw({ ...DENY, Sid: value, Condition: { StringNotEquals: { 'kms:CallerAccount': value } } });
    for (const account of [VAULT, Aws.ACCOUNT_ID]) { expect(() => policy.addStatement(others(account))).not.toThrow(); }
  });

  test('is known in a stack that is deployed to any account', () => {
    const app = appAnywhere(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['kms:*'], resources: ['*'], principals: [new iam.AccountRootPrincipal()] }));
    expect(synthesisErrorOf(app)).toMatch(/^statement without Sid denies kms:PutKeyPolicy to everyone/);
  });
});

describe('what is known only during deployment is not judged', () => {
  const parameter = (stack: Stack) => new CfnParameter(stack, 'Parameter').valueAsString;
  /** A token whose own properties are none of the JSON that it stands for. */
  const token = (value: any): any => ({ creationStack: [], nothing: {}, resolve: () => value });

  test.each<[string, (stack: Stack) => Json]>([
    ['a principal', (stack) => named(parameter(stack))],
    ['a part of a principal', (stack) => named(`arn:aws:iam::${parameter(stack)}:role/*`)],
    ['a service', (stack) => ({ ...ALLOW, Principal: { Service: parameter(stack) } })],
    ['all principals', (stack) => ({ ...ALLOW, Principal: { Ref: new CfnParameter(stack, 'Parameter').logicalId } })],
    ['an account in a condition', (stack) => anyoneIf({ StringEquals: { 'kms:CallerAccount': parameter(stack) } })],
    ['all conditions', () => anyoneIf({ 'Fn::If': ['Condition', { StringEquals: {} }, { Ref: 'AWS::NoValue' }] })],
    ['the conditions of an operator', (stack) => anyoneIf({ StringEquals: { Ref: new CfnParameter(stack, 'Parameter').logicalId } })],
    ['an account of a denial', (stack) => ({ ...DENY, Condition: { StringEquals: { 'kms:CallerAccount': parameter(stack) } } })],
    ['an account that a denial leaves out', (stack) => ({ ...DENY, Condition: { StringNotEquals: { 'kms:CallerAccount': parameter(stack) } } })],
    ['an account that is not denied', (stack) => ({ ...DENY, Principal: undefined, NotPrincipal: { AWS: parameter(stack) } })],
    ['one of the accounts that are not denied', (stack) => ({ ...DENY, Principal: undefined, NotPrincipal: { AWS: [OTHER, parameter(stack)] } })],
    ['one of the accounts that a denial leaves out', (stack) => ({ ...DENY, Condition: { StringNotEquals: { 'kms:CallerAccount': [OTHER, parameter(stack)] } } })],
    ['an action of a denial', (stack) => ({ ...DENY, Action: [{ Ref: new CfnParameter(stack, 'Parameter').logicalId }] })],
    ['a Sid', (stack) => ({ ...ALLOW, Sid: parameter(stack) })],
    ['what an operator compares, as CfnJson gives it', () => anyoneIf({ StringEquals: Lazy.any({ produce: () => ({ 'kms:CallerAccount': OTHER }) }) })],
    ['what an operator compares, as any token', () => ({ ...ALLOW, Condition: { StringEquals: token({ 'kms:CallerAccount': OTHER }) } })],
    ['all conditions, as any token', () => ({ ...ALLOW, Condition: token({ StringEquals: { 'kms:CallerAccount': OTHER } }) })],
    ['all conditions of a denial, as any token', () => ({ ...DENY, Condition: token({ Bool: { 'aws:MultiFactorAuthPresent': 'false' } }) })],
    ['an effect', (stack) => ({ ...ALLOW, Effect: parameter(stack) })],
    ['a whole statement', () => ({ 'Fn::If': ['Condition', ALLOW, { Ref: 'AWS::NoValue' }] })],
  ])('%s', (_what, json) => {
    const app = new App();
    const keys = new VaultReplicaKeys(app, 'Keys', options({ regions: ['eu-west-1'] }));
    const { key } = keys.keyIn('eu-west-1');
    key.addToResourcePolicy(new Raw(json(Stack.of(key))));
    const stack = protectedStack(app);
    new KeyPolicyStatements(stack, 'Statements', { key: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN), statements: [new Raw(json(stack))] });
    expect(() => app.synth()).not.toThrow();
  });

  test('the account that identifies the caller, in a stack that is deployed to any', () => {
    const app = appAnywhere(new Raw(anyoneIf({ StringEquals: { 'kms:CallerAccount': Aws.ACCOUNT_ID } })));
    expect(() => app.synth()).not.toThrow();
  });

  test('the partition of a principal, in a stack that is deployed to any', () => {
    const app = appAnywhere(new Raw(named(`arn:aws-cn:iam::${OTHER}:role/Backup`)));
    expect(() => app.synth()).not.toThrow();
  });

  test('but what is around pseudo parameters is', () => {
    const app = appAnywhere(new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: ['*'], principals: [new iam.AccountPrincipal('44444444444')] }));
    expect(synthesisErrorOf(app)).toMatch(/names the principal "arn:\$\{AWS::Partition\}:iam::44444444444:root", whose account "44444444444" is not an account id/);
  });
});

describe('the final policy', () => {
  const make = () => new VaultReplicaKeys(new App(), 'Keys', options({ regions: ['eu-west-1'] }));
  const keyOf = (keys: VaultReplicaKeys) => keys.keyIn('eu-west-1').key;
  const cfnKeyOf = (keys: VaultReplicaKeys) => keyOf(keys).node.defaultChild as kms.CfnKey;
  const errorAt = (keys: VaultReplicaKeys) => synthesisErrorOf(keys.node.root as App);

  test('has each Sid once, whoever adds it', () => {
    const keys = make();
    keyOf(keys).addToResourcePolicy(new Raw({ ...ALLOW, Sid: 'Allow use of the key' }));
    expect(errorAt(keys)).toBe('statement "Allow use of the key" has a Sid that another statement of the policy has, but Sids are unique; give it another Sid');
    const key = new kms.Key(protectedStack(), 'Key');
    for (const id of ['Access', 'Again']) { new ProtectedKeyAccess(Stack.of(key), id, { keys: [key], vaultAccount: VAULT }); }
    for (const action of ['kms:Encrypt', 'kms:Decrypt']) { key.addToResourcePolicy(new Raw({ ...ALLOW, Action: action })); }
    expect(synthesisErrorOf(key.node.root as App)).toBe('statement "Mine" has a Sid that another statement of the policy has, but Sids are unique; give it another Sid');
  });

  test('is judged with what escape hatches write into it', () => {
    const keys = make();
    cfnKeyOf(keys).addPropertyOverride('KeyPolicy.Statement.2.Principal', '*');
    expect(errorAt(keys)).toBe('statement "Allow use of the key" allows anyone in any AWS account; name its principals, or add a condition that identifies the caller, such as StringEquals kms:CallerAccount');
    const replaced = make();
    cfnKeyOf(replaced).keyPolicy = { Statement: [OWN_ACCOUNT, ALLOW, ALLOW, { ...ALLOW, Sid: undefined, Principal: '*' }] };
    expect(errorAt(replaced)).toMatch(/has a Sid that another statement of the policy has.*\n.*allows anyone/);
  });

  test('is judged once, where an escape hatch changes something else', () => {
    const keys = make();
    keyOf(keys).addToResourcePolicy(new Raw({ ...ALLOW, Principal: '*' }));
    cfnKeyOf(keys).addOverride('Metadata.Owner', 'backup');
    expect(errorAt(keys)).toMatch(/^statement "Mine" allows anyone in any AWS account[^\n]*$/);
  });

  test('is judged in both forms, where a StackSet decides between them at deployment', () => {
    const others = { Statement: [OWN_ACCOUNT, ALLOW] };
    const strangers = { Statement: [OWN_ACCOUNT, { ...ALLOW, Principal: '*' }] };
    for (const policies of [[strangers, others], [others, strangers], [strangers, strangers]]) {
      const stack = new Stack(new App(), 'Stack', { env: { account: VAULT, region: 'eu-west-1' } });
      const stackSet = new VaultReplicaKeyStackSet(stack, 'Keys', options({ retiredRegions: ['us-east-1'] }));
      const key = stackSet.node.findAll().find((construct): construct is kms.CfnKey => construct instanceof kms.CfnKey)!;
      key.keyPolicy = Fn.conditionIf('Retired', policies[0], policies[1]);
      expect(synthesisErrorOf(stack.node.root as App)).toMatch(/^statement "Mine" allows anyone in any AWS account[^\n]*$/);
    }
  });

  test.each<[string, unknown]>([
    ['no statement', { Statement: [] }],
    ['no list of statements', {}],
    ['statements that do not change it', { Statement: [ALLOW, { ...ALLOW, Sid: 'Put', Action: ['kms:Put*Grant', 'kms:PutKeyPolic'] }] }],
    ['a statement for all but changing it', { Statement: [{ ...ALLOW, Action: undefined, NotAction: ['kms:p*'] }] }],
    ['denials', { Statement: [{ ...ALLOW, Effect: 'Deny', Action: 'kms:*' }] }],
  ])('with %s is refused, as nobody could change it', (_what, policy) => {
    const keys = make();
    cfnKeyOf(keys).keyPolicy = policy;
    expect(errorAt(keys)).toBe('key policy allows kms:PutKeyPolicy to nobody, but KMS rejects a policy that nobody can change; add a statement that allows kms:* to the account of the key');
  });

  test.each<[string, unknown[]]>([
    ['by an action', [{ ...ALLOW, Action: 'kms:putkeypolicy' }]],
    ['by all other actions', [{ ...ALLOW, Action: undefined, NotAction: 'kms:Decrypt' }]],
    ['perhaps, by an action that is not known', [{ ...ALLOW, Action: { Ref: 'Actions' } }]],
    ['perhaps, as not all exceptions are known', [{ ...ALLOW, Action: undefined, NotAction: ['kms:*', { Ref: 'Actions' }] }]],
    ['perhaps, by an effect that is not known', [{ ...ALLOW, Effect: { Ref: 'Effect' }, Action: 'kms:*' }]],
    ['perhaps, by a statement that is not known', [{ 'Fn::If': ['Condition', OWN_ACCOUNT, { Ref: 'AWS::NoValue' }] }]],
  ])('that somebody can change %s is accepted', (_how, statements) => {
    const keys = make();
    cfnKeyOf(keys).keyPolicy = { Statement: statements };
    expect(() => (keys.node.root as App).synth()).not.toThrow();
  });

  test('is not judged where it is known only during deployment', () => {
    const keys = make();
    cfnKeyOf(keys).addPropertyOverride('KeyPolicy', { 'Fn::Transform': { Name: 'Policy' } });
    cfnKeyOf(keys).addPropertyDeletionOverride('KeyPolicy.Statement');
    cfnKeyOf(keys).addPropertyDeletionOverride('KeyPolicy.Version');
    expect(() => (keys.node.root as App).synth()).not.toThrow();
  });

  test.each<[string, (key: kms.CfnKey) => void, string]>([
    ['no policy', (key) => key.addPropertyDeletionOverride('KeyPolicy'),
      'key policy is missing in the template, and KMS then uses its default policy, which allows nothing to other accounts; remove what overrides KeyPolicy'],
    ['a policy as text', (key) => key.addPropertyOverride('KeyPolicy', '{}'), 'key policy is the string "{}", but must be an object; set it to an iam.PolicyDocument'],
    ['nothing as a statement', (key) => key.addPropertyOverride('KeyPolicy.Statement', [OWN_ACCOUNT, null]),
      'policy statement is null, but must be an object; use iam.PolicyStatement'],
    ['text as a statement', (key) => key.addPropertyOverride('KeyPolicy.Statement', [OWN_ACCOUNT, 'Allow']),
      'policy statement is the string "Allow", but must be an object; use iam.PolicyStatement'],
  ])('may not be %s, in a replica key or another key of the app', (_what, override, problem) => {
    const keys = make();
    override(cfnKeyOf(keys));
    expect(errorAt(keys)).toBe(problem);
    const key = new kms.Key(protectedStack(), 'Key');
    new ProtectedKeyAccess(Stack.of(key), 'Access', { keys: [key], vaultAccount: VAULT });
    override(key.node.defaultChild as kms.CfnKey);
    expect(synthesisErrorOf(key.node.root as App)).toBe(problem);
  });

  test('may contain what grants of the CDK add', () => {
    const app = new App();
    const keys = new VaultReplicaKeys(app, 'Keys', options({ regions: ['eu-west-1'] }));
    const { key } = keys.keyIn('eu-west-1');
    const stack = Stack.of(key);
    key.grantDecrypt(new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }));
    key.grantEncrypt(new iam.ServicePrincipal('sns.amazonaws.com'));
    key.grantEncryptDecrypt(new iam.OrganizationPrincipal('o-a1b2c3d4e5'));
    key.grantDecrypt(new iam.AccountPrincipal(OTHER));
    key.grantDecrypt(new iam.ArnPrincipal(`arn:aws:iam::${OTHER}:role/Reader`));
    key.grant(new kms.ViaServicePrincipal('rds.eu-west-1.amazonaws.com', new iam.AccountRootPrincipal()), 'kms:CreateGrant');
    key.grantDecrypt(new iam.Role(stack, 'Named', { roleName: 'Named', assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));
    expect(() => app.synth()).not.toThrow();
  });

  test('may not contain a grant for anyone by a service', () => {
    const keys = make();
    keyOf(keys).grantDecrypt(new kms.ViaServicePrincipal('sns.eu-west-1.amazonaws.com'));
    expect(errorAt(keys)).toMatch(/^statement without Sid allows anyone/);
  });

  test.each(PARTITIONS)('of every set of options is right, although nobody checks it again: %s', (...place) => {
    const [partition, ...regions] = place;
    for (const set of OPTION_SETS) {
      const keys = keysUnder(set, place);
      expect(() => (keys.node.root as App).synth()).not.toThrow();
      const problems = regions.flatMap((region) => policyProblems(keys.keyIn(region).renderKeyPolicy(), { partition, account: VAULT }));
      expect(problems).toEqual([]);
    }
  });

  test.each<[string, (keys: VaultReplicaKeys) => void, number]>([
    ['is not checked again, where it comes only from options', () => {}, 0],
    ['is checked for every Region, where it has a statement of the caller', (keys) => { keys.addToKeyPolicy(new Raw(ALLOW)); }, 2],
    ['is checked in the Region whose key has a statement of its own', (keys) => { keys.keyIn('eu-west-1').key.addToResourcePolicy(new Raw(ALLOW)); }, 1],
  ])('%s', (_what, add, times) => {
    const check = jest.spyOn(PolicyDraft.prototype, 'problemsOf');
    const keys = new VaultReplicaKeys(new App(), 'Keys', options());
    add(keys);
    (keys.node.root as App).synth();
    expect(check).toHaveBeenCalledTimes(times);
    check.mockRestore();
  });

  test('has each Sid once, also where values of the deployment make two of them equal', () => {
    const statement = (sid: string) => new iam.PolicyStatement({ sid, principals: [new iam.AccountPrincipal(OTHER)], actions: ['kms:Decrypt'], resources: ['*'] });
    const keys = make();
    for (const sid of [`Mine in ${Aws.REGION}`, 'Mine in eu-west-1', `Mine in ${VAULT}`, `Mine in ${Aws.ACCOUNT_ID}`]) { keys.addToKeyPolicy(statement(sid)); }
    expect(errorAt(keys)).toMatch(/statement "Mine in eu-west-1" has a Sid that another statement of the policy has.*\n.*statement "Mine in 111111111111" has a Sid/);
  });

  test('of a key that is described as it is for an import is not judged', () => {
    const keys = make();
    const live = JSON.stringify({ Statement: [{ ...ALLOW, Principal: { AWS: 'AROAIIAOMRWSPEXAMPLE' } }] });
    keys.adoptKeys({ directory: `${process.env.TMPDIR ?? '/tmp'}/mappings-of-rules`, keys: { 'eu-west-1': { keyArn: KEY_ARN.replace(PROTECTED, VAULT), policy: live } } });
    expect(() => (keys.node.root as App).synth()).not.toThrow();
  });
});

test('a policy of any JSON, right or wrong in each place, is judged without an error', () => {
  const orAny = (arbitrary: fc.Arbitrary<unknown>) => fc.oneof(arbitrary, fc.jsonValue({ maxDepth: 2 }));
  const texts = (...choices: string[]) => {
    const one = fc.constantFrom(...choices);
    return orAny(fc.oneof(one, fc.array(orAny(one), { maxLength: 3 })));
  };
  const principal = orAny(fc.record({ AWS: texts('*', VAULT, `arn:aws:iam::${VAULT}:root`, 'arn:aws:iam::1:role/*'), Service: texts('ec2.amazonaws.com') }, { requiredKeys: [] }));
  const condition = orAny(fc.dictionary(
    fc.constantFrom('StringEquals', 'StringNotLike', 'ForAllValues:StringLike', 'Bool', 'Unknown'),
    orAny(fc.dictionary(fc.constantFrom('kms:CallerAccount', 'aws:PrincipalAccount', 'kms:ViaService', 'Unknown'), texts(VAULT, '*', ''))),
  ));
  const actions = texts('kms:*', 'kms:PutKeyPolicy', 'kms:Decrypt');
  const statement = orAny(fc.record({
    Sid: orAny(fc.constantFrom('Mine', 'Yours')),
    Effect: texts('Allow', 'Deny'),
    Principal: principal,
    NotPrincipal: principal,
    Action: actions,
    NotAction: actions,
    Resource: texts('*'),
    Condition: condition,
  }, { requiredKeys: [] }));
  const policy = orAny(fc.record({ Version: orAny(fc.constant('2012-10-17')), Statement: orAny(fc.oneof(statement, fc.array(statement, { maxLength: 3 }))) }, { requiredKeys: [] }));
  const inTemplate = orAny(fc.oneof(policy, fc.record({ 'Fn::If': orAny(fc.tuple(fc.constant('Condition'), policy, policy)) })));
  const isJudged = (json: any) => policyProblems(json, { partition: 'aws', account: VAULT }).every((problem) => typeof problem === 'string');
  fc.assert(fc.property(inTemplate, isJudged), { seed: 1, numRuns: 5_000 });
});
