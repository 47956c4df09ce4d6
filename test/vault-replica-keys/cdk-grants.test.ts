import { App, CfnOutput, Stack, type Environment } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { VaultReplicaKeys, VaultRole, type VaultReplicaKeysProps } from '../../src';
import { errorOf } from '../fixtures/error-of';
import { options, VAULT } from '../fixtures/vault-app';

/** A role in a stack of its own, and keys in two Regions. */
function scene(env: Required<Environment>, roleName?: string, overrides: (role: iam.Role) => Partial<VaultReplicaKeysProps> = () => ({})) {
  const app = new App();
  const roles = new Stack(app, 'Roles', { env, crossRegionReferences: true });
  const role = new iam.Role(roles, 'Role', { roleName, assumedBy: new iam.AccountRootPrincipal() });
  const keys = new VaultReplicaKeys(app, 'Keys', options({ regions: ['eu-west-1', 'us-east-1'], administrators: [], ...overrides(role) }));
  return { app, roles, role, keys };
}

/** The stacks that each stack is deployed after. */
function order(app: App): Record<string, string[]> {
  const { stacks } = app.synth();
  const names = new Set(stacks.map(({ id }) => id));
  return Object.fromEntries(stacks.map(({ stackName, dependencies }) => [stackName, dependencies.map(({ id }) => id).filter((id) => names.has(id))]));
}

describe('key.grantDecrypt of the CDK', () => {
  test.each([
    ['of another Region', { account: VAULT, region: 'us-east-1' }],
    ['of a Region without a key', { account: VAULT, region: 'us-east-2' }],
    ['of another account', { account: '333333333333', region: 'eu-west-1' }],
    ['of another account and Region', { account: '333333333333', region: 'us-east-2' }],
  ])('on a role %s deploys the role before the one key that it names', (_which, env) => {
    const { app, role, keys } = scene(env, 'Reader');
    keys.keyIn('eu-west-1').key.grantDecrypt(role);
    expect(order(app)).toEqual({ 'Roles': [], 'Keys-eu-west-1': ['Roles'], 'Keys-us-east-1': [] });
    expect(keys.keyIn('eu-west-1').renderKeyPolicy().Statement.at(-1)).toMatchObject({
      Action: 'kms:Decrypt', Principal: { AWS: `arn:aws:iam::${env.account}:role/Reader` },
    });
  });

  test('on a role of the same account and Region leaves it to IAM, and deploys the key before the role', () => {
    const { app, role, keys } = scene({ account: VAULT, region: 'eu-west-1' });
    const before = keys.keyIn('eu-west-1').renderKeyPolicy();
    keys.keyIn('eu-west-1').key.grantDecrypt(role);
    expect(order(app).Roles).toEqual([expect.stringContaining('Keyseuwest1')]);
    expect(keys.keyIn('eu-west-1').renderKeyPolicy()).toEqual(before);
  });

  test('on a role of another Region without a name is refused, with what to give it', () => {
    const { app, role, keys } = scene({ account: VAULT, region: 'us-east-1' });
    keys.keyIn('eu-west-1').key.grantDecrypt(role);
    expect(errorOf(() => app.synth())).toMatch(/Cannot use resource 'Roles\/Role' in a cross-environment fashion, the resource's physical name must be explicit set/);
  });

  test('on the VAULT role of another Region makes no circle', () => {
    const { app, role, keys } = scene({ account: VAULT, region: 'us-east-1' }, 'Copier', (vaultRole) => ({ vaultRole: VaultRole.fromRole(vaultRole) }));
    keys.keyIn('eu-west-1').key.grantDecrypt(role);
    expect(order(app)).toEqual({ 'Roles': [], 'Keys-eu-west-1': ['Roles'], 'Keys-us-east-1': ['Roles'] });
  });

  test('on the VAULT role of the same Region, which needs the key and is needed by it, is refused', () => {
    const { app, role, keys } = scene({ account: VAULT, region: 'us-east-1' }, 'Copier', (vaultRole) => ({ vaultRole: VaultRole.fromRole(vaultRole) }));
    keys.keyIn('us-east-1').key.grantDecrypt(role);
    expect(errorOf(() => app.synth())).toMatch(/^"Roles\/Role\/DefaultPolicy\/Resource" refers to "Keys\/us-east-1\/ReplicaKey\/Key\/Resource", but must be deployed before it/);
  });
});

test('a stack of another Region that needs a key and is needed by it is refused by the CDK, which names both', () => {
  const { app, roles, keys } = scene({ account: VAULT, region: 'us-east-1' }, 'Copier', (vaultRole) => ({ vaultRole: VaultRole.fromRole(vaultRole) }));
  new CfnOutput(roles, 'KeyArn', { value: keys.keyIn('eu-west-1').key.keyArn });
  expect(errorOf(() => app.synth())).toMatch(/'Keys\/eu-west-1' depends on 'Roles'.* would create a cyclic reference/);
});
