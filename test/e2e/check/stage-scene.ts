import { join } from 'node:path';
import { App, BootstraplessSynthesizer, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { keyByAlias, sceneOf, SOURCE_ROLE, VAULT_ROLE, type Scene } from './scene';
import { Workplace } from './workplace';
import { options, PROTECTED, VAULT } from '../../fixtures/vault-app';
import { cdkDeploy } from '../cdk-cli';
import { VaultReplicaKeys, VaultRole } from 'cdk-vault-replica-keys';

/** Where the replica key is. */
export const STAGE_REGION = 'eu-north-1';
/** The alias of the replica key. */
export const STAGE_ALIAS = 'alias/key_of_prod';

/** Deploys roles and a replica key in a Stage inside another, which have assemblies of their own. Nothing encrypts snapshots in PROTECTED. */
export async function deployStageScene(): Promise<Scene> {
  const workplace = await Workplace.open();
  const outdir = join(workplace.path, 'cdk.out');
  const app = new App({ outdir, defaultStackSynthesizer: new BootstraplessSynthesizer() });
  const stage = new Stage(new Stage(app, 'Europe'), 'Prod');
  const vault = new Stack(stage, 'VaultRole', { env: { account: VAULT, region: STAGE_REGION } });
  const vaultRole = new iam.Role(vault, 'Role', { roleName: VAULT_ROLE, assumedBy: new iam.AccountPrincipal(VAULT) });
  const keys = new VaultReplicaKeys(stage, 'ReplicaKeys', options({
    alias: STAGE_ALIAS, regions: [STAGE_REGION], vaultRole: VaultRole.fromRole(vaultRole),
  }));
  const source = new Stack(stage, 'Source', { env: { account: PROTECTED, region: STAGE_REGION } });
  keys.grantUse(new iam.Role(source, 'Role', { roleName: SOURCE_ROLE, assumedBy: new iam.AccountPrincipal(PROTECTED) }));
  app.synth();
  await cdkDeploy({ emulator: workplace.emulator, app: outdir, stacks: ['Europe/Prod/**'] });
  const key = await keyByAlias(workplace, VAULT, STAGE_REGION, STAGE_ALIAS);
  return sceneOf({ workplace, args: ['--profile', `${PROTECTED}=protected`] }, [key], []);
}
