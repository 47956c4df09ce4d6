import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { allOf, createRole } from './create-role';
import { keyByAlias, sceneOf, SOURCE_ROLE, VAULT_ROLE, type Scene } from './scene';
import { Workplace } from './workplace';
import { options, PROTECTED, VAULT } from '../../fixtures/vault-app';
import { MOTO } from '../servers';
import { StackSetApi } from '../stack-set-api';
import { stackSetIn } from '../stack-set-stacks';
import { VaultReplicaKeyStackSet } from 'cdk-vault-replica-keys';

/** Where the replica keys are. */
export const STACK_SET_REGIONS = ['eu-west-1', 'us-west-2'];
/** Where the replica key is retired. */
export const STACK_SET_RETIRED = 'ap-southeast-2';
/** The alias of the replica keys. */
export const STACK_SET_ALIAS = 'alias/very_secret_key';

/** Makes the keys of a StackSet as CloudFormation does, and roles by hand. */
export async function deployStackSetScene(): Promise<Scene> {
  const workplace = await Workplace.open(MOTO);
  const stack = new Stack(new App({ outdir: join(workplace.path, 'cdk.out') }), 'Vault', { env: { account: VAULT, region: 'us-east-1' } });
  new VaultReplicaKeyStackSet(stack, 'ReplicaKeys', options({
    alias: STACK_SET_ALIAS, regions: STACK_SET_REGIONS, retiredRegions: [STACK_SET_RETIRED],
  }));
  await new StackSetApi(workplace.emulator, VAULT).create(stackSetIn(stack));
  await createRole(workplace.accounts, VAULT, VAULT_ROLE);
  await createRole(workplace.accounts, PROTECTED, SOURCE_ROLE, allOf(`arn:aws:kms:*:${VAULT}:key/*`));
  const regions = [...STACK_SET_REGIONS, STACK_SET_RETIRED];
  const keys = await Promise.all(regions.map(async (region) => keyByAlias(workplace, VAULT, region, STACK_SET_ALIAS)));
  return sceneOf({ workplace, args: ['--profile', `${PROTECTED}=protected`] }, keys, [], [STACK_SET_RETIRED]);
}
