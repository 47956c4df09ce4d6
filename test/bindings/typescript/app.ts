// The whole public API in TypeScript. The apps in the other languages do the same, each by the conventions of its language.
import { App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import {
  AccountMatching,
  KeyPolicyStatements,
  MissingKey,
  ProtectedKeyAccess,
  ProtectedKeyAccessStackSet,
  ProtectedOrganization,
  ReplicaKeyPolicy,
  StackSetDeployment,
  VaultReplicaKey,
  VaultReplicaKeys,
  VaultReplicaKeyStackSet,
  VaultRole,
  ViaService,
} from 'cdk-vault-replica-keys';

const vaultAccount = '111111111111';
const protectedAccount = '222222222222';
const eventBusArn = `arn:aws:events:us-east-1:${vaultAccount}:event-bus/key-alarms`;
const administrator = new iam.ArnPrincipal(`arn:aws:iam::${vaultAccount}:role/KeyAdministrator`);

function allowAuditors(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'Allow the auditors to look',
    principals: [new iam.AccountPrincipal('444444444444')],
    actions: ['kms:DescribeKey'],
    resources: ['*'],
  });
}

const app = new App();
const vault = new Stack(app, 'Vault', { env: { account: vaultAccount, region: 'eu-west-1' } });
const source = new Stack(app, 'Protected', { env: { account: protectedAccount, region: 'eu-west-1' } });
const role = new iam.Role(vault, 'VaultRole', { roleName: 'Copier', assumedBy: new iam.AccountPrincipal('999999999999') });
const sourceRole = iam.Role.fromRoleName(source, 'SourceRole', 'SourceIAMRole');

// Keys in several Regions, with every option.
const workMail = ViaService.of('workmail');
const keys = new VaultReplicaKeys(app, 'ReplicaKeys', {
  alias: 'very_secret_key',
  regions: ['eu-west-1', 'eu-central-1'],
  retiredRegions: ['us-east-1'],
  vaultAccount,
  vaultRole: VaultRole.fromRole(role),
  protectedAccounts: [protectedAccount],
  protectedOrganization: ProtectedOrganization.fromPaths(['o-a1b2c3d4e5/r-f6g7/ou-f6g7-h8i9j0k1/']),
  protectedRoleName: 'SourceIAMRole',
  accountMatching: AccountMatching.CALLER_ACCOUNT,
  viaServices: [
    ViaService.EBS, ViaService.RDS, ViaService.REDSHIFT, ViaService.DYNAMODB, ViaService.EFS, ViaService.S3, ViaService.BACKUP,
    ViaService.FSX, ViaService.STORAGE_GATEWAY, ViaService.TIMESTREAM, workMail,
  ],
  administrators: [administrator],
  administratorPatterns: [
    `arn:aws:iam::${vaultAccount}:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_KeyAdmins_????????????????`,
    `arn:aws:iam::${vaultAccount}:user/key-admins/*`,
  ],
  deletionProtection: true,
  breakGlassPrincipals: [new iam.ArnPrincipal(`arn:aws:iam::${vaultAccount}:role/BreakGlass`)],
  breakGlassPatterns: [`arn:aws:iam::${vaultAccount}:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_BreakGlass_????????????????`],
  policyId: 'replica-key',
  description: 'Replicas of the shop',
  rotationPeriod: Duration.days(180),
  pendingWindow: Duration.days(14),
  removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  stackNamePrefix: 'Shop',
  terminationProtection: true,
});
keys.addProtectedAccount('333333333333');
keys.addAdministrator(new iam.ArnPrincipal(`arn:aws:iam::${vaultAccount}:user/key_administrator@example.com`));
keys.addToKeyPolicy(allowAuditors());
const grant = keys.grantUse(sourceRole);
new iam.ManagedPolicy(source, 'UseOfReplicaKeys', { statements: keys.protectedRoleStatements() });
new CfnOutput(keys.stackIn('eu-central-1'), 'KeyId', { value: keys.keyIn('eu-central-1').key.keyId });
const [, ruleInFrankfurt] = keys.onCloudTrailKeyChange('KeyChange', { eventBusArn });
keys.onReplicaCopyFailed('CopyFailed', { eventBusArn });
new CfnOutput(keys.stackIn('eu-central-1'), 'RuleName', { value: ruleInFrankfurt.ruleName });

// Keys created by hand.
const adopted = new VaultReplicaKeys(app, 'AdoptedKeys', {
  alias: 'made_by_hand', regions: ['eu-west-1'], vaultAccount, protectedAccounts: [protectedAccount],
});
const mappings = adopted.adoptKeys({
  directory: 'mappings',
  keys: {
    'eu-west-1': {
      keyArn: `arn:aws:kms:eu-west-1:${vaultAccount}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      policy: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*","Resource":"*"}}',
    },
  },
});

// One key, in an existing stack.
const single = new VaultReplicaKey(vault, 'ReplicaKey', {
  alias: 'single_key',
  vaultRole: VaultRole.fromRoleArn(`arn:aws:iam::${vaultAccount}:role/backup/Copier`),
  protectedOrganization: ProtectedOrganization.fromId('o-a1b2c3d4e5'),
  accountMatching: AccountMatching.PRINCIPAL,
});
single.addProtectedAccount(protectedAccount);
single.addAdministrator(administrator);
single.addToKeyPolicy(allowAuditors());
single.grantUse(sourceRole);
new iam.ManagedPolicy(source, 'UseOfSingleKey', { statements: single.protectedRoleStatements() });
single.key.grantDecrypt(role);
single.onCloudTrailKeyChange('KeyChange', { description: 'Changes of the key' });
single.onReplicaCopyFailed('CopyFailed');
new CfnOutput(vault, 'SingleAlias', { value: single.alias.aliasName });

// Only the policy, for a key that the app creates itself.
const policy = new ReplicaKeyPolicy({
  vaultAccount,
  partition: 'aws',
  vaultRole: VaultRole.fromRoleName('BackupIAMRole', { lateBound: true }),
  viaServices: [ViaService.EBS],
});
policy.addProtectedAccount(protectedAccount);
policy.addAdministrator(administrator);
policy.addStatement(allowAuditors());
new kms.Key(vault, 'OwnKey', { policy: policy.document('eu-west-1') });

// Keys of the PROTECTED account: their key policies, and the IAM policy of the VAULT role.
const access = new ProtectedKeyAccess(source, 'VaultAccess', {
  keys: [
    kms.Key.fromKeyArn(source, 'Volumes', `arn:aws:kms:eu-west-1:${protectedAccount}:key/0987dcba-09fe-87dc-65ba-ab0987654321`),
    kms.Alias.fromAliasName(source, 'Databases', 'alias/databases'),
    new kms.Key(source, 'Files', { alias: 'files' }),
  ],
  vaultAccount,
  vaultRole: VaultRole.fromRoleName('Copier'),
});
access.grantUse(role);
new iam.ManagedPolicy(vault, 'UseOfProtectedKeys', { statements: access.vaultRoleStatements() });

// Any statements, on an existing key, which come back when somebody replaces its policy.
new KeyPolicyStatements(source, 'Auditors', {
  key: kms.Alias.fromAliasName(source, 'Archive', 'alias/archive'),
  statements: [allowAuditors()],
  restoreStatements: true,
});

// Keys in many Regions, by one StackSet.
const stackSet = new VaultReplicaKeyStackSet(vault, 'StackSet', {
  alias: 'stack_set_key',
  regions: ['eu-west-1', 'us-west-2'],
  retiredRegions: ['ap-southeast-2'],
  vaultAccount,
  deployment: StackSetDeployment.selfManaged({
    accounts: [vaultAccount],
    administrationRoleName: 'StackSetAdministrator',
    executionRoleName: 'StackSetExecutor',
  }),
  stackSetName: 'ShopReplicaKeys',
  failureTolerancePercentage: 10,
});
stackSet.addProtectedAccount(protectedAccount);
stackSet.addAdministrator(administrator);
stackSet.addToKeyPolicy(allowAuditors());
stackSet.grantUse(sourceRole);
stackSet.onCloudTrailKeyChange('KeyChange', { eventBusArn });
stackSet.onReplicaCopyFailed('CopyFailed', { eventBusArn });
new iam.ManagedPolicy(source, 'UseOfStackSetKeys', { statements: stackSet.protectedRoleStatements() });

// Access to keys of many PROTECTED accounts, by one StackSet: of listed accounts, or of units of an organization.
const accessOfAccounts = new ProtectedKeyAccessStackSet(vault, 'AccessOfAccounts', {
  aliases: ['databases'],
  regions: ['eu-west-1'],
  vaultAccount,
  vaultRole: VaultRole.fromRoleName('Copier'),
  deployment: StackSetDeployment.selfManaged({ accounts: [protectedAccount, '333333333333'] }),
  missingKey: MissingKey.FAIL,
  restoreStatements: true,
});
accessOfAccounts.grantUse(role);
new iam.ManagedPolicy(vault, 'UseOfKeysOfAccounts', { statements: accessOfAccounts.vaultRoleStatements() });
new ProtectedKeyAccessStackSet(vault, 'AccessOfUnits', {
  aliases: ['volumes', 'files'],
  regions: ['eu-west-1', 'eu-central-1'],
  vaultAccount,
  deployment: StackSetDeployment.serviceManaged({
    organizationalUnits: ['ou-f6g7-h8i9j0k1'],
    accounts: ['555555555555', '666666666666'],
    autoDeployment: false,
    delegatedAdministrator: true,
  }),
  missingKey: MissingKey.SKIP,
});

app.synth();

// An error is one sentence, in every language.
let mistake: string | undefined;
try {
  new VaultReplicaKeys(app, 'Mistake', { alias: 'very_secret_key', regions: ['eu-wset-1'], vaultAccount });
} catch (error) {
  mistake = (error as Error).message;
}

console.log(JSON.stringify({
  aliasNames: [keys.aliasName, single.aliasName, stackSet.aliasName],
  regions: [keys.regions, stackSet.regions],
  retiredRegions: [keys.retiredRegions, stackSet.retiredRegions],
  regionalPolicy: keys.keyIn('us-east-1').renderKeyPolicy(),
  singlePolicy: single.renderKeyPolicy(),
  maxBytes: ReplicaKeyPolicy.MAX_BYTES,
  granted: grant.success,
  serviceName: workMail.serviceName,
  mappings,
  mistake,
}));
