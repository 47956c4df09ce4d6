import { join } from 'node:path';
import { App, BootstraplessSynthesizer, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { keyByAlias, sceneOf, SOURCE_ROLE, VAULT_ROLE, type Scene } from './scene';
import { Workplace } from './workplace';
import { options, PROTECTED, VAULT } from '../../fixtures/vault-app';
import { cdkDeploy } from '../cdk-cli';
import { LiveRegion } from '../live';
import { ProtectedKeyAccess, VaultReplicaKeys, VaultRole } from 'cdk-vault-replica-keys';

export const ALIAS = 'alias/very_secret_key';
/** Where the roles are, a replica key, and the key of PROTECTED that the app makes. */
export const HOME_REGION = 'eu-west-1';
/** Where a replica key is. Both accounts must have opted into it. */
export const OPT_IN_REGION = 'eu-south-1';
/** Where a replica key is that decrypts old replicas only. */
export const RETIRED_REGION = 'us-east-1';
/** A scene where PROTECTED has a key that was created by hand. */
export const BY_HAND_REGION = 'eu-central-1';

/** The alias of the key of PROTECTED that the app makes. */
const OWNED_ALIAS = 'alias/snapshots';

const POLICY_BY_HAND = {
  Version: '2012-10-17',
  Statement: [
    { Sid: 'Enable IAM User Permissions', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${PROTECTED}:root` }, Action: 'kms:*', Resource: '*' },
  ],
};

/** Deploys all that replication needs by the CDK. */
export async function deployScene(): Promise<Scene> {
  const workplace = await Workplace.open();
  const { emulator, accounts, path } = workplace;
  const place = { account: PROTECTED, region: BY_HAND_REGION };
  const byHand = { ...place, ...await new LiveRegion(emulator, PROTECTED, BY_HAND_REGION).createKey(POLICY_BY_HAND) };
  await accounts.kms(PROTECTED, BY_HAND_REGION).enableKeyRotation({ KeyId: byHand.id });

  const app = join(path, 'cdk.out');
  synthesize(app, byHand.arn);
  await cdkDeploy({ emulator, app });

  const regions = [HOME_REGION, OPT_IN_REGION, RETIRED_REGION];
  const replicaKeys = await Promise.all(regions.map(async (region) => keyByAlias(workplace, VAULT, region, ALIAS)));
  const owned = await keyByAlias(workplace, PROTECTED, HOME_REGION, OWNED_ALIAS);
  return sceneOf({ workplace, args: ['--profile', `${PROTECTED}=protected`] }, replicaKeys, [owned, byHand], [RETIRED_REGION]);
}

/** All resources except the key that was created by hand. */
function synthesize(outdir: string, keyByHand: string): void {
  // Without a bootstrap bucket, templates travel in the request.
  const app = new App({ outdir, defaultStackSynthesizer: new BootstraplessSynthesizer() });
  const vault = new Stack(app, 'VaultRole', { env: { account: VAULT, region: HOME_REGION } });
  const vaultRole = new iam.Role(vault, 'Role', { roleName: VAULT_ROLE, assumedBy: new iam.AccountPrincipal(VAULT) });
  const replicaKeys = new VaultReplicaKeys(app, 'ReplicaKeys', options({
    regions: [HOME_REGION, OPT_IN_REGION], retiredRegions: [RETIRED_REGION], vaultRole: VaultRole.fromRole(vaultRole),
  }));

  const source = new Stack(app, 'Source', { env: { account: PROTECTED, region: HOME_REGION } });
  const sourceRole = new iam.Role(source, 'Role', { roleName: SOURCE_ROLE, assumedBy: new iam.AccountPrincipal(PROTECTED) });
  replicaKeys.grantUse(sourceRole);
  const access = new ProtectedKeyAccess(source, 'VaultAccess', {
    keys: [
      new kms.Key(source, 'Snapshots', { alias: OWNED_ALIAS, enableKeyRotation: true }),
      kms.Key.fromKeyArn(source, 'ByHand', keyByHand),
    ],
    vaultAccount: VAULT,
    vaultRole: VaultRole.fromRole(vaultRole),
  });
  access.grantUse(vaultRole);
  app.synth();
}
