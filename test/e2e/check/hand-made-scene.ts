import { allOf, createRole } from './create-role';
import { keyByAlias, sceneOf, SOURCE_ROLE, VAULT_ROLE, type Scene } from './scene';
import { Workplace } from './workplace';
import { manualKeyPolicy } from '../../fixtures/manual';
import { PROTECTED, VAULT } from '../../fixtures/vault-app';
import { LiveRegion } from '../live';
import type { Server } from '../servers';

export const HAND_MADE_ALIAS = 'alias/very_secret_key';
export const HAND_MADE_REGIONS = ['eu-west-1', 'eu-central-1'];
export const SOURCE_REGION = 'us-east-1';

/** Keys, aliases and roles as somebody makes them who follows the manual, without the CDK. */
export async function makeSceneByHand(server: Server): Promise<Scene> {
  const workplace = await Workplace.open(server);
  const { accounts, emulator } = workplace;
  const policy = manualKeyPolicy({ vaultAccount: VAULT, vaultRole: VAULT_ROLE, protectedAccount: PROTECTED });
  for (const region of HAND_MADE_REGIONS) {
    const live = new LiveRegion(emulator, VAULT, region);
    const { id } = await live.createKey(policy);
    await live.createAlias(HAND_MADE_ALIAS, id);
    await accounts.kms(VAULT, region).enableKeyRotation({ KeyId: id });
  }

  const source = await new LiveRegion(emulator, PROTECTED, SOURCE_REGION).createKey({
    Version: '2012-10-17',
    Statement: [
      { Sid: 'Enable IAM User Permissions', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${PROTECTED}:root` }, Action: 'kms:*', Resource: '*' },
      // As the console writes them, with the role of the other account.
      ...policy.Statement.slice(2).map((statement: any) => ({ ...statement, Principal: { AWS: statement.Principal.AWS[0] } })),
    ],
  });
  await accounts.kms(PROTECTED, SOURCE_REGION).enableKeyRotation({ KeyId: source.id });

  await createRole(workplace.accounts, VAULT, VAULT_ROLE, allOf(source.arn));
  await createRole(workplace.accounts, PROTECTED, SOURCE_ROLE, allOf(`arn:aws:kms:*:${VAULT}:key/*`));

  const args = [
    '--alias', 'very_secret_key', '--vault-account', VAULT, '--protected-account', PROTECTED, '--regions', HAND_MADE_REGIONS.join(),
    '--source-key', source.arn, '--profile', `${PROTECTED}=protected`,
  ];
  const replicaKeys = await Promise.all(HAND_MADE_REGIONS.map(async (region) => keyByAlias(workplace, VAULT, region, HAND_MADE_ALIAS)));
  return sceneOf({ workplace, args }, replicaKeys, [{ account: PROTECTED, region: SOURCE_REGION, ...source }]);
}
