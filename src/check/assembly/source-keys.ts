import type { AssemblyOptions } from './assembly-options';
import { resourceOf, type AssemblyStack } from './stacks';
import { TemplateValues, type Deployment } from './template-values';
import { policyOf, templateOf } from './templates';
import type { AccessRecord, AddedStatementsRecord, SourceKeyRecord, StackSetSourceKeysRecord } from '../../assembly-records/record';
import type { StatementJson } from '../../key-policy/key-policy-json';
import type { AddedStatements, SourceKey } from '../expectation';
import { partitionOf } from '../regions';

/** What stacks say of keys of PROTECTED accounts, and of others whose policies they add to. */
export interface KeysOfOthers {
  readonly sourceKeys: readonly SourceKey[];
  readonly addedStatements: readonly AddedStatements[];
  /** What they do not say. */
  readonly notSaid: readonly string[];
}

/** A key, or a sentence that says why it is not known which key it is. */
type Found<T> = { readonly key: T } | { readonly unknown: string };

export function keysOfOthers(stacks: readonly AssemblyStack[], { regions = [] }: AssemblyOptions): KeysOfOthers {
  const all = stacks.flatMap((stack) => stack.records.map((placed) => ({ stack, ...placed })));
  const sources = all.flatMap(({ stack, record, path }): Array<Found<SourceKey>> => {
    switch (record.kind) {
      case 'source key': return sourceKeys(stack, record, path, regions);
      case 'source keys of a StackSet': return sourceKeysOfStackSet(stack, record, path);
      default: return [];
    }
  });
  const added = all.flatMap(({ stack, record, path }) => record.kind === 'added statements' ? addedStatements(stack, record, path, regions) : []);
  return {
    sourceKeys: keysIn(sources),
    addedStatements: keysIn(added),
    notSaid: [...new Set([...sources, ...added].flatMap((found) => 'unknown' in found ? [found.unknown] : []))],
  };
}

/** Two accesses may be to one key. */
function keysIn<T>(found: ReadonlyArray<Found<T>>): T[] {
  return [...new Map(found.flatMap((one) => 'key' in one ? [[JSON.stringify(one.key), one.key] as const] : [])).values()];
}

function sourceKeys(stack: AssemblyStack, record: SourceKeyRecord, path: string, regions: readonly string[]): Array<Found<SourceKey>> {
  if (record.key !== undefined && record.nestedTemplate !== undefined) {
    return [{ unknown: `The key "${path}" is in a nested stack, whose name is known at deployment only, so it is not checked.` }];
  }
  const template = templateOf(stack, record.nestedTemplate);
  return placesOf(stack, record, path, regions).map((place) => {
    if ('unknown' in place) { return place; }
    const { account, region } = place.key;
    const values = new TemplateValues(template, place.key);
    return {
      key: {
        account,
        region,
        ...record.key === undefined
          ? { arn: values.text(record.arn), by: 'custom resource' }
          : { resource: resourceOf(stack, record.key), by: 'template', policy: policyOf(template, record.key, values) },
        ...accessOf(record, values),
        stackName: stack.name,
      },
    };
  });
}

function sourceKeysOfStackSet(stack: AssemblyStack, record: StackSetSourceKeysRecord, path: string): Array<Found<SourceKey>> {
  const accounts = record.accounts?.map((account) => /^\d{12}$/.test(account) ? account : stack.account);
  if (!accounts?.every((account) => account !== undefined)) {
    return [{ unknown: `The accounts that the StackSet of "${path}" goes to are not in the cloud assembly, so their keys are not checked.` }];
  }
  return accounts.flatMap((account) => record.regions.flatMap((region) => {
    const partition = partitionOf(region);
    const values = new TemplateValues({}, { account, region, partition });
    return record.aliases.map((alias) => ({
      key: {
        account, region, arn: `arn:${partition}:kms:${region}:${account}:${alias}`, ...accessOf(record, values), by: 'custom resource',
      } as const,
    }));
  }));
}

function addedStatements(
  stack: AssemblyStack, record: AddedStatementsRecord, path: string, regions: readonly string[],
): Array<Found<AddedStatements>> {
  // Those of an access are said with its key.
  if (stack.records.some((other) => other.path === path && other.record.kind === 'source key')) { return []; }
  const template = templateOf(stack, record.nestedTemplate);
  return placesOf(stack, record, path, regions).map((place) => {
    if ('unknown' in place) { return place; }
    const { account, region } = place.key;
    const values = new TemplateValues(template, place.key);
    return { key: { account, region, arn: `${values.text(record.arn)}`, stackName: stack.name, statements: statementsOf(record, values) } };
  });
}

/** Where a key is: as its ARN says, or else where the stack is deployed to. */
function placesOf(
  stack: AssemblyStack, { arn, key }: { readonly arn?: string; readonly key?: string }, path: string, regions: readonly string[],
): Array<Found<Deployment>> {
  if (arn === undefined && key === undefined) {
    return [{ unknown: `The ARN of the key that "${path}" is about is known at deployment only, so that key is not checked.` }];
  }
  const [, regionInArn, accountInArn] = /:kms:([a-z0-9-]+|\$\{AWS::Region\}):(\d{12}|\$\{AWS::AccountId\}):/.exec(arn ?? '') ?? [];
  const [ofRegion, account] = [isOpen(regionInArn) ? stack.region : regionInArn, isOpen(accountInArn) ? stack.account : accountInArn];
  const inRegions = ofRegion === undefined ? regions : [ofRegion];
  if (account === undefined || inRegions.length === 0) {
    const what = account === undefined ? 'account' : 'region';
    return [{ unknown: `The ${what} of stack "${stack.name}" is not in the cloud assembly, so the key that "${path}" is about is not checked.` }];
  }
  return inRegions.map((region) => ({ key: { account, region, partition: partitionOf(region) } }));
}

function isOpen(part: string | undefined): boolean {
  return part === undefined || part.startsWith('$');
}

function accessOf(record: AccessRecord, values: TemplateValues): Pick<SourceKey, 'vaultAccount' | 'vaultRole' | 'statements'> {
  const { vaultAccount, vaultRole } = record;
  return { vaultAccount, vaultRole: { ...vaultRole, arn: values.text(vaultRole.arn) ?? vaultRole.arn }, statements: statementsOf(record, values) };
}

function statementsOf({ statements }: { readonly statements: readonly StatementJson[] }, values: TemplateValues): StatementJson[] {
  return values.resolve(statements) as StatementJson[];
}
