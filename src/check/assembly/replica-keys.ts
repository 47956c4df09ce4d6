import type { AssemblyOptions } from './assembly-options';
import { deploymentsOf, vaultAccountFor } from './deployments';
import { resourceOf, type AssemblyStack } from './stacks';
import { TemplateValues, type Deployment } from './template-values';
import { policyOf, templateOf, templateOfStackSet } from './templates';
import type { KeyUsersRecord, ReplicaKeyPlace, ReplicaKeysRecord, StackSetKeysRecord } from '../../assembly-records/record';
import type { ExpectedReplicaKey, ReplicaKeySet } from '../expectation';
import { partitionOf } from '../regions';
import { UsageError } from '../usage-error';

/** A replica key, and what all keys of its set have in common. */
interface FoundKey {
  readonly common: Omit<ReplicaKeySet, 'keys'>;
  readonly key: ExpectedReplicaKey;
}

/** The replica keys of stacks and of the StackSets in them, as one set where all but the Region is the same. */
export function replicaKeySets(stacks: readonly AssemblyStack[], options: AssemblyOptions): ReplicaKeySet[] {
  const sets = new Map<string, FoundKey[]>();
  for (const found of stacks.flatMap((stack) => keysOf(stack, stacks, options))) {
    const common = JSON.stringify(found.common);
    sets.set(common, [...sets.get(common) ?? [], found]);
  }
  return [...sets.values()].map((keys) => ({ ...keys[0].common, keys: keys.map(({ key }) => key) }));
}

function keysOf(stack: AssemblyStack, stacks: readonly AssemblyStack[], options: AssemblyOptions): FoundKey[] {
  return stack.records.flatMap(({ path, record }) => {
    switch (record.kind) {
      case 'replica keys': return record.keys.flatMap((key) => keyInStack(key.stack === undefined ? stack : stackWithId(key.stack, stacks), key, record, path, options));
      case 'replica keys of a StackSet': return keysOfStackSet(stack, record, path, options);
      default: return [];
    }
  });
}

function stackWithId(id: string, stacks: readonly AssemblyStack[]): AssemblyStack {
  const found = stacks.find((stack) => stack.id === id);
  if (found) { return found; }
  throw new UsageError(`stack "${id}" is missing, so the cloud assembly is half-written; run "npx cdk synth" again`);
}

/** The key where its stack is deployed to, which is several Regions if the stack has no env. */
function keyInStack(
  stack: AssemblyStack, { key, nestedTemplate, retired }: ReplicaKeyPlace, record: ReplicaKeysRecord, path: string, options: AssemblyOptions,
): FoundKey[] {
  const template = templateOf(stack, nestedTemplate);
  return deploymentsOf(stack, options).map((place) => {
    const deployment = { ...place, partition: partitionIn(record, place.region) };
    const values = new TemplateValues(template, deployment);
    return {
      common: commonOf(record, values, deployment, path),
      key: {
        region: deployment.region,
        retired,
        // The name of a nested stack is known at deployment only.
        resource: nestedTemplate === undefined ? resourceOf(stack, key) : undefined,
        policy: policyOf(template, key, values),
      },
    };
  });
}

function keysOfStackSet(stack: AssemblyStack, record: StackSetKeysRecord, path: string, options: AssemblyOptions): FoundKey[] {
  const template = templateOfStackSet(templateOf(stack, record.nestedTemplate), record.stackSet);
  const parameters = Object.fromEntries(Object.entries(template.Parameters ?? {}).map(([name, { Default }]) => [name, Default]));
  const regions = [...record.regions, ...record.retiredRegions];
  return accountsOf(stack, record, path, options).flatMap((account) => regions.map((region) => {
    const deployment = { account, region, partition: partitionIn(record, region) };
    const values = new TemplateValues(template, deployment, parameters);
    return {
      common: commonOf(record, values, deployment, path),
      key: { region, retired: record.retiredRegions.includes(region), policy: policyOf(template, record.key, values) },
    };
  }));
}

/** The accounts that a StackSet goes to. */
function accountsOf({ account }: AssemblyStack, record: StackSetKeysRecord, path: string, options: AssemblyOptions): readonly string[] {
  if (isId(record.account)) { return [record.account]; }
  const known = record.accounts?.map((one) => isId(one) ? one : account);
  return known?.every((one) => one !== undefined) ? known : [vaultAccountFor(`"${path}"`, options)];
}

function commonOf(record: KeyUsersRecord, values: TemplateValues, { account, partition }: Deployment, path: string): FoundKey['common'] {
  const alias = values.text(record.alias);
  if (alias === undefined) {
    throw new UsageError(`alias of "${path}" is known at deployment only; specify "--alias", "--vault-account", "--protected-account" and "--regions" instead of an app`);
  }
  const text = (value: string) => values.text(value) ?? value;
  return {
    alias,
    partition,
    vaultAccount: account,
    vaultRole: { ...record.vaultRole, arn: text(record.vaultRole.arn) },
    protectedAccounts: record.protectedAccounts,
    organization: record.organization,
    protectedRoleName: record.protectedRoleName,
    services: record.services,
    administrators: record.administrators.map(text),
    breakGlass: record.breakGlass.map(text),
  };
}

/** The CDK knows partitions that came after this command. */
function partitionIn({ partition }: KeyUsersRecord, region: string): string {
  return partition.startsWith('aws') ? partition : partitionOf(region);
}

function isId(text: unknown): text is string {
  return /^\d{12}$/.test(`${text}`);
}
