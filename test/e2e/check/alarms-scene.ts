import { join } from 'node:path';
import { App, BootstraplessSynthesizer, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { SOURCE_ROLE, VAULT_ROLE } from './scene';
import { Workplace } from './workplace';
import { options, PROTECTED, VAULT } from '../../fixtures/vault-app';
import { cdkDeploy } from '../cdk-cli';
import { VaultReplicaKeys, VaultRole } from 'cdk-vault-replica-keys';

/** Where the replica keys are. */
export const REGIONS = ['eu-west-1', 'eu-central-1'] as const;

const EVENT_BUS = `arn:aws:events:eu-west-1:${VAULT}:event-bus/key-alarms`;

/** Deploys replica keys with the rules that the library makes for them. */
export async function deployAlarms(): Promise<Workplace> {
  const workplace = await Workplace.open();
  const outdir = join(workplace.path, 'cdk.out');
  const app = new App({ outdir, defaultStackSynthesizer: new BootstraplessSynthesizer() });
  const [region] = REGIONS;
  const vault = new Stack(app, 'VaultRole', { env: { account: VAULT, region } });
  const vaultRole = new iam.Role(vault, 'Role', { roleName: VAULT_ROLE, assumedBy: new iam.AccountPrincipal(VAULT) });
  const keys = new VaultReplicaKeys(app, 'ReplicaKeys', options({ regions: [...REGIONS], vaultRole: VaultRole.fromRole(vaultRole) }));
  keys.onCloudTrailKeyChange('KeyChange', { eventBusArn: EVENT_BUS });
  keys.onReplicaCopyFailed('CopyFailed', { eventBusArn: EVENT_BUS });
  const source = new Stack(app, 'Source', { env: { account: PROTECTED, region } });
  keys.grantUse(new iam.Role(source, 'Role', { roleName: SOURCE_ROLE, assumedBy: new iam.AccountPrincipal(PROTECTED) }));
  app.synth();
  await cdkDeploy({ emulator: workplace.emulator, app: outdir });
  return workplace;
}
