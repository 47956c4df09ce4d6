import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import {
  KeyPolicyStatements, ProtectedKeyAccess, ProtectedKeyAccessStackSet, ReplicaKeyPolicy, StackSetDeployment, VaultReplicaKey, VaultReplicaKeys,
  VaultReplicaKeyStackSet, VaultRole, ViaService, ProtectedOrganization,
} from '../../../src';
import { KEY_ARN, keyStatement, protectedStack } from '../../fixtures/protected-app';
import { BREAK_GLASS, options, PATTERN, PROTECTED, UNIT, VAULT } from '../../fixtures/vault-app';

/** Empties every list, and replaces every value of every object, however deep; what the CDK created stays as it is. */
function spoil(value: any): void {
  if (Array.isArray(value)) {
    value.forEach(spoil);
    value.length = 0;
    value.push('spoiled');
  } else if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    for (const key of Object.keys(value)) {
      spoil(value[key]);
      delete value[key];
    }
  }
}

/** All options that may be mutated, made again at each call. */
const keyOptions = () => ({
  ...options({ administrators: [new iam.ArnPrincipal(`arn:aws:iam::${VAULT}:role/Admin`)] }),
  vaultRole: VaultRole.fromRoleName('BackupIAMRole', { lateBound: true }),
  viaServices: [ViaService.EBS, ViaService.RDS],
  protectedOrganization: ProtectedOrganization.fromPaths([UNIT]),
  protectedRoleName: 'SourceIAMRole',
  retiredRegions: ['us-east-1'],
  administratorPatterns: [PATTERN],
  deletionProtection: true,
  breakGlassPrincipals: [new iam.ArnPrincipal(BREAK_GLASS)],
  breakGlassPatterns: [PATTERN],
  policyId: 'id',
  rotationPeriod: Duration.days(100),
});
const statementProps = () => ({
  sid: 'Mine',
  actions: ['kms:Decrypt'],
  resources: ['*'],
  principals: [new iam.AnyPrincipal()],
  conditions: { StringEquals: { 'kms:CallerAccount': ['333333333333'] as string[] }, Bool: { 'aws:SecureTransport': 'true' } },
});

const templatesOf = (app: App) => app.synth({ force: true }).stacks.map(({ template }) => template);
const inStack = () => new Stack(new App(), 'Stack', { env: { account: VAULT, region: 'eu-west-1' } });

/** Each construct, made of inputs that are handed out for spoiling, and what becomes of it once something was added. */
const CONSTRUCTS: Record<string, () => { inputs: any[]; result: () => any }> = {
  VaultReplicaKeys: () => {
    const app = new App();
    const props = keyOptions();
    const statement = statementProps();
    const keys = new VaultReplicaKeys(app, 'Keys', props);
    keys.addToKeyPolicy(new iam.PolicyStatement(statement));
    return {
      inputs: [props, statement],
      result: () => {
        keys.addProtectedAccount('444444444444');
        return [keys.regions, keys.retiredRegions, templatesOf(app)];
      },
    };
  },
  VaultReplicaKey: () => {
    const stack = inStack();
    const { regions, retiredRegions, vaultAccount, ...props } = keyOptions();
    const key = new VaultReplicaKey(stack, 'Key', props);
    return { inputs: [props], result: () => [key.renderKeyPolicy(), templatesOf(stack.node.root as App)] };
  },
  VaultReplicaKeyStackSet: () => {
    const stack = inStack();
    const props = keyOptions();
    const deployment = { accounts: [VAULT] };
    const keys = new VaultReplicaKeyStackSet(stack, 'Keys', { ...props, deployment: StackSetDeployment.selfManaged(deployment) });
    return { inputs: [props, deployment], result: () => { keys.addProtectedAccount('444444444444'); return templatesOf(stack.node.root as App); } };
  },
  ReplicaKeyPolicy: () => {
    const { regions, retiredRegions, ...props } = keyOptions();
    const statement = statementProps();
    const policy = new ReplicaKeyPolicy({ ...props, vaultAccount: VAULT });
    policy.addStatement(new iam.PolicyStatement(statement));
    return { inputs: [props, statement], result: () => { policy.addProtectedAccount('444444444444'); return policy.document('eu-west-1').toJSON(); } };
  },
  KeyPolicyStatements: () => {
    const stack = protectedStack();
    const statement = statementProps();
    const key = kms.Key.fromKeyArn(stack, 'Key', KEY_ARN);
    const statements = [new iam.PolicyStatement(statement)];
    new KeyPolicyStatements(stack, 'Statements', { key, statements });
    return {
      inputs: [statements, statement],
      result: () => {
        new KeyPolicyStatements(stack, 'Others', { key, statements: [keyStatement({ sid: 'Other' })] });
        return templatesOf(stack.node.root as App);
      },
    };
  },
  ProtectedKeyAccess: () => {
    const stack = protectedStack();
    const props = { keys: [kms.Key.fromKeyArn(stack, 'Key', KEY_ARN)], vaultAccount: VAULT };
    const access = new ProtectedKeyAccess(stack, 'Access', props);
    return { inputs: [props], result: () => [access.vaultRoleStatements().map((one) => one.toJSON()), templatesOf(stack.node.root as App)] };
  },
  ProtectedKeyAccessStackSet: () => {
    const stack = inStack();
    const deployment = { organizationalUnits: ['ou-f6g7-h8i9j0k1'], accounts: [PROTECTED] };
    const props = { aliases: ['databases'], regions: ['eu-west-1'], vaultAccount: VAULT };
    const access = new ProtectedKeyAccessStackSet(stack, 'Access', { ...props, deployment: StackSetDeployment.serviceManaged(deployment) });
    return {
      inputs: [props, deployment],
      result: () => [access.vaultRoleStatements().map((one) => one.toJSON()), templatesOf(stack.node.root as App)],
    };
  },
};

test.each(Object.entries(CONSTRUCTS))('%s does not change with what it was made of', (_name, make) => {
  const [intact, spoiled] = [make(), make()];
  spoil(spoiled.inputs);
  expect(spoiled.result()).toEqual(intact.result());
});

test('an organization does not change with the paths it was made of', () => {
  const paths = [UNIT];
  const policy = new ReplicaKeyPolicy({ vaultAccount: VAULT, protectedOrganization: ProtectedOrganization.fromPaths(paths) });
  const before = policy.document().toJSON();
  paths.length = 0;
  policy.addProtectedAccount(PROTECTED);
  expect(policy.document().toJSON().Statement.slice(-2)).toEqual(before.Statement.slice(-2));
});

test('what a property or method returns is a copy', () => {
  const app = new App();
  const keys = new VaultReplicaKeys(app, 'Keys', options({ retiredRegions: ['us-east-1'] }));
  const intact = templatesOf(app);
  const statements = keys.protectedRoleStatements().map((statement) => statement.toJSON());
  keys.regions.push('eu-west-2');
  keys.retiredRegions.length = 0;
  for (const statement of keys.protectedRoleStatements()) { spoil(statement.conditions); }
  spoil(keys.keyIn('eu-west-1').renderKeyPolicy());
  spoil(new ReplicaKeyPolicy({ vaultAccount: VAULT, protectedAccounts: [PROTECTED] }).document().toJSON());
  expect(keys.protectedRoleStatements().map((statement) => statement.toJSON())).toEqual(statements);
  expect(keys.regions).toEqual(['eu-west-1', 'eu-central-1']);
  expect(keys.retiredRegions).toEqual(['us-east-1']);
  keys.addProtectedAccount(PROTECTED);
  expect(templatesOf(app)).toEqual(intact);
});

test('the statements of one key do not change with those of another', () => {
  const [one, other] = [protectedStack(), protectedStack()].map((stack) => {
    const key = new kms.Key(stack, 'Key', { removalPolicy: RemovalPolicy.RETAIN, alias: 'databases' });
    return new ProtectedKeyAccess(stack, 'Access', { keys: [key], vaultAccount: VAULT });
  });
  const intact = other.vaultRoleStatements().map((statement) => statement.toJSON());
  for (const statement of one.vaultRoleStatements()) { spoil(statement.conditions); }
  expect(other.vaultRoleStatements().map((statement) => statement.toJSON())).toEqual(intact);
  expect(() => Template.fromStack(Stack.of(one))).not.toThrow();
});
