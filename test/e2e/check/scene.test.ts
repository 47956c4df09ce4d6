import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALIAS, BY_HAND_REGION, deployScene, HOME_REGION, OPT_IN_REGION } from './deployed-scene';
import { writes } from './reads';
import { editPolicy, restore, SOURCE_ROLE, VAULT_ROLE, type Scene } from './scene';
import { version } from '../../../package.json';
import type { Finding } from '../../../src/check/finding';
import { PROTECTED, VAULT } from '../../fixtures/vault-app';
import { LiveRegion } from '../live';

const DENY = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Deny', Action: 'kms:*', Resource: '*' } });

let scene: Scene;
beforeAll(async () => { scene = await deployScene(); });
afterAll(() => scene?.workplace.close());

test('a restored scene is as it was deployed, whatever was done to keys, aliases and roles', async () => {
  const { accounts } = scene.workplace;
  const key = scene.replicaKeys[HOME_REGION];
  const kms = accounts.kms(VAULT, HOME_REGION);
  const before = (await kms.getKeyPolicy({ KeyId: key.id })).Policy;
  await kms.scheduleKeyDeletion({ KeyId: key.id, PendingWindowInDays: 7 });
  await kms.deleteAlias({ AliasName: ALIAS });
  await kms.createAlias({ AliasName: 'alias/other', TargetKeyId: key.id });
  await editPolicy(scene, key, (policy) => { policy.Statement.pop(); });
  const source = { byHand: { KeyId: scene.sourceKeys[BY_HAND_REGION].id }, owned: { KeyId: scene.sourceKeys[HOME_REGION].id } };
  await accounts.kms(PROTECTED, BY_HAND_REGION).disableKey(source.byHand);
  await accounts.kms(PROTECTED, HOME_REGION).disableKeyRotation(source.owned);
  await scene.roles.vault.delete();
  await accounts.iam(PROTECTED).putRolePolicy({ RoleName: SOURCE_ROLE, PolicyName: 'More', PolicyDocument: DENY });

  await restore(scene);
  expect((await kms.describeKey({ KeyId: ALIAS })).KeyMetadata).toMatchObject({ KeyId: key.id, KeyState: 'Enabled' });
  expect((await kms.getKeyPolicy({ KeyId: key.id })).Policy).toBe(before);
  expect((await kms.listAliases({})).Aliases!.map(({ AliasName }) => AliasName)).not.toContain('alias/other');
  expect((await accounts.kms(PROTECTED, BY_HAND_REGION).describeKey(source.byHand)).KeyMetadata!.KeyState).toBe('Enabled');
  expect((await accounts.kms(PROTECTED, HOME_REGION).getKeyRotationStatus(source.owned)).KeyRotationEnabled).toBe(true);
  expect((await accounts.iam(VAULT).listRolePolicies({ RoleName: VAULT_ROLE })).PolicyNames).toHaveLength(1);
  expect((await accounts.iam(PROTECTED).listRolePolicies({ RoleName: SOURCE_ROLE })).PolicyNames).not.toContain('More');
});

test('a shell has the AWS CLI, the credentials of both accounts by their profiles, and the command', async () => {
  const { workplace } = scene;
  const { stdout } = await workplace.paste(`aws sts get-caller-identity --query Account --output text
    aws sts get-caller-identity --query Account --output text --profile protected
    npx cdk-vault-replica-keys --version`);
  expect(stdout.split('\n')).toEqual([VAULT, PROTECTED, version, '']);
  expect(writes(workplace.pasted.calls)).toEqual([]);
  await workplace.paste('aws kms create-key --region eu-west-1');
  expect(writes(workplace.pasted.calls)).toEqual(['kms CreateKey']);
});

test('the stack of a key was deleted, which takes its alias along, and the remedy deploys it again', async () => {
  const { workplace, args } = scene;
  await restore(scene);
  await new LiveRegion(workplace.emulator, VAULT, OPT_IN_REGION).deleteStack(`ReplicaKeys-${OPT_IN_REGION}`);
  const { status, stdout } = await workplace.run(['check', '--format', 'json', ...args]);
  const [finding, ...others]: Finding[] = JSON.parse(stdout).findings;
  expect({ status, finding, others }).toEqual({
    status: 1, finding: expect.objectContaining({ id: 'stack-missing', level: 'fails', account: VAULT, region: OPT_IN_REGION }), others: [],
  });

  // A pasted command has no terminal to ask at.
  writeFileSync(join(workplace.path, 'cdk.json'), JSON.stringify({ app: 'cdk.out', requireApproval: 'never' }));
  expect(finding.remedy).toBe(`npx cdk deploy ReplicaKeys/${OPT_IN_REGION}`);
  expect(await workplace.paste(finding.remedy!)).toMatchObject({ status: 0 });
  expect(await workplace.run(['check', ...args])).toMatchObject({ status: 0 });
});
