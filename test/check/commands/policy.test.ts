import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { VaultReplicaKey, VaultReplicaKeys } from '../../../src';
import { expectationByHand } from '../../../src/check/assembly/by-hand';
import { readAssembly } from '../../../src/check/assembly/read-assembly';
import { policyCommand } from '../../../src/check/commands/policy';
import type { Expectation } from '../../../src/check/expectation';
import { UsageError } from '../../../src/check/usage-error';
import { manualKeyPolicy } from '../../fixtures/manual';
import { options, PROTECTED, VAULT } from '../../fixtures/vault-app';

const OTHER_VAULT = '444444444444';
const MANUAL = manualKeyPolicy({ vaultAccount: VAULT, vaultRole: 'BackupIAMRole', protectedAccount: PROTECTED });

function expectationOf(fill: (app: App) => void): Expectation {
  const app = new App();
  fill(app);
  return readAssembly(app.synth().directory);
}

function sentenceOf(action: () => string): string {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

test('the policy is the manual\'s, as JSON indented by two spaces, the same each time', () => {
  const expectation = expectationOf((app) => new VaultReplicaKeys(app, 'ReplicaKeys', options({ policyId: 'example-key-policy' })));
  const text = policyCommand(expectation, { region: 'eu-west-1' });
  expect(text).toBe(JSON.stringify(MANUAL, undefined, 2));
  expect(policyCommand(expectation, { region: 'eu-central-1' })).toBe(text);
});

test('the policy of keys by hand is the manual\'s without an administrator, as the command line names none', () => {
  const { Statement: [root, , ...users] } = MANUAL;
  const expectation = expectationByHand({ alias: 'x', vaultAccount: VAULT, protectedAccounts: [PROTECTED], regions: ['eu-west-1'] });
  expect(JSON.parse(policyCommand(expectation, { region: 'eu-west-1' }))).toEqual({ Version: '2012-10-17', Statement: [root, ...users] });
});

describe('of several keys', () => {
  const expectation = expectationOf((app) => {
    new VaultReplicaKeys(app, 'One', options());
    new VaultReplicaKeys(app, 'Two', options({ alias: 'other', protectedAccounts: ['333333333333'] }));
    new VaultReplicaKeys(app, 'Three', options({ vaultAccount: OTHER_VAULT, administrators: [], regions: ['us-east-1', 'eu-central-1'] }));
  });
  const root = (text: string) => JSON.parse(text).Statement[0].Principal.AWS;

  test('that of the alias and of the account is printed', () => {
    expect(policyCommand(expectation, { region: 'eu-west-1', alias: 'other' })).toContain('arn:aws:iam::333333333333:root');
    expect(policyCommand(expectation, { region: 'eu-west-1', alias: 'alias/very_secret_key' })).toContain(`arn:aws:iam::${PROTECTED}:root`);
    expect(root(policyCommand(expectation, { region: 'eu-central-1', account: OTHER_VAULT }))).toBe(`arn:aws:iam::${OTHER_VAULT}:root`);
    expect(root(policyCommand(expectation, { region: 'us-east-1' }))).toBe(`arn:aws:iam::${OTHER_VAULT}:root`);
  });

  test.each([
    [{ region: 'eu-west-1' }, 'region "eu-west-1" has replica keys of the aliases "alias/very_secret_key" and "alias/other"; choose one by "--alias"'],
    [{ region: 'eu-central-1', alias: 'very_secret_key' }, `region "eu-central-1" has replica keys of the VAULT accounts "${VAULT}" and "${OTHER_VAULT}"; choose one by "--vault-account"`],
    [{ region: 'eu-wset-1' }, 'region "eu-wset-1" has no replica key; choose "eu-west-1", "eu-central-1", or "us-east-1"'],
    [{ region: 'eu-west-1', alias: 'x' }, 'alias "alias/x" has no replica key; choose "alias/very_secret_key" or "alias/other"'],
    [{ region: 'eu-west-1', account: '999999999999' }, `VAULT account "999999999999" has no replica key; choose "${VAULT}" or "${OTHER_VAULT}"`],
    [{ region: 'us-east-1', alias: 'other' }, 'region "us-east-1" has no replica key; choose "eu-west-1" or "eu-central-1"'],
  ])('%j is refused', (chosen, sentence) => expect(sentenceOf(() => policyCommand(expectation, chosen))).toBe(sentence));
});

test('the policy of a key that moves between stacks is refused where the two differ, and printed where they do not', () => {
  const env = { account: VAULT, region: 'eu-west-1' };
  const moving = (protectedAccounts: string[]) => expectationOf((app) => {
    for (const [index, account] of protectedAccounts.entries()) {
      new VaultReplicaKeys(app, `Keys${index}`, options({ regions: ['us-east-1'], alias: `x${index}`, protectedAccounts: [account], vaultAccount: env.account }));
    }
  });
  const { replicaKeys } = moving([PROTECTED, '333333333333']);
  const merged = { ...moving([PROTECTED]), replicaKeys: replicaKeys.map((set) => ({ ...set, alias: 'alias/x' })) };
  expect(sentenceOf(() => policyCommand(merged, { region: 'us-east-1' })))
    .toBe('alias "alias/x" stands for keys with 2 policies in region "us-east-1"; deploy the stack that keeps the key, and remove it from the others');
  expect(policyCommand({ ...merged, replicaKeys: [merged.replicaKeys[0], merged.replicaKeys[0]] }, { region: 'us-east-1' })).toContain('"Statement"');
});

test('an app that has source keys only has no policy to print', () => {
  expect(sentenceOf(() => policyCommand({ replicaKeys: [], sourceKeys: [] }, { region: 'eu-west-1' })))
    .toBe('region "eu-west-1" has no replica key; the app has none at all');
});

test('a policy that names what is known at deployment only is refused, whatever its texts look like', () => {
  const policyWith = (principal: (stack: Stack) => iam.IPrincipal) => expectationOf((app) => {
    const stack = new Stack(app, 'Vault', { env: { account: VAULT, region: 'eu-west-1' } });
    const { key } = new VaultReplicaKey(stack, 'ReplicaKey', { alias: 'x', protectedAccounts: [PROTECTED] });
    key.addToResourcePolicy(new iam.PolicyStatement({
      sid: '{"Ref": "x"}', principals: [principal(stack)], actions: ['kms:Decrypt'], resources: ['*'],
    }));
  });
  const roleIn = (roleName?: string) => (stack: Stack) => new iam.Role(stack, 'Role', { roleName, assumedBy: new iam.AccountRootPrincipal() });
  expect(JSON.parse(policyCommand(policyWith(roleIn('Reader')), { region: 'eu-west-1' })).Statement.at(-1)).toMatchObject({ Sid: '{"Ref": "x"}' });
  expect(sentenceOf(() => policyCommand(policyWith(roleIn()), { region: 'eu-west-1' })))
    .toMatch(/^policy of the key in region "eu-west-1" contains \{ "Fn::GetAtt": \[ "Role\w+", "Arn" \] \}, which is known at deployment only; give the role or user a name, or name it by its ARN$/);
});
