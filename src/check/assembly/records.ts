import { dummyIn } from '../../arns/deploy-time/dummy-value';
import { RECORD_TYPE, RECORD_VERSION, type AssemblyRecord } from '../../assembly-records/record';
import { isObject } from '../evaluator/json-object';
import { UsageError } from '../usage-error';

/** A record, and the path of the construct that left it. */
export interface PlacedRecord {
  readonly path: string;
  readonly record: AssemblyRecord;
}

/** The fields of each kind of record that are lists. */
const LISTS: Readonly<Record<AssemblyRecord['kind'], readonly string[]>> = {
  'replica keys': ['protectedAccounts', 'services', 'administrators', 'breakGlass', 'keys'],
  'replica keys of a StackSet': ['protectedAccounts', 'services', 'administrators', 'breakGlass', 'regions', 'retiredRegions'],
  'source key': ['statements'],
  'source keys of a StackSet': ['aliases', 'regions', 'statements'],
  'added statements': ['statements'],
};

/**
 * The records in the construct metadata of a stack.
 *
 * @param metadata the entries by the paths of the constructs.
 * @throws when this version cannot read a record, or a record contains a value that was not looked up yet.
 */
export function recordsIn(metadata: Readonly<Record<string, unknown>>): PlacedRecord[] {
  return Object.entries(metadata).flatMap(([path, entries]) => (Array.isArray(entries) ? entries : [])
    .filter((entry) => isObject(entry) && entry.type === RECORD_TYPE)
    .map(({ data }) => ({ path: path.replace(/^\//, ''), record: parseRecord(data, path.replace(/^\//, '')) })));
}

function parseRecord(text: unknown, path: string): AssemblyRecord {
  const record = `record of "${path}" in the cloud assembly`;
  const data = parsed(text);
  if (!isObject(data) || typeof data.version !== 'number') {
    throw new UsageError(`${record} is not one that cdk-vault-replica-keys leaves; run "npx cdk synth" again, without what changes construct metadata`);
  }
  if (data.version > RECORD_VERSION) {
    throw new UsageError(`${record} has version ${data.version}, but this command reads versions up to ${RECORD_VERSION}; use the command of the cdk-vault-replica-keys that the app uses, or a later one`);
  }
  const lists = LISTS[data.kind as AssemblyRecord['kind']] as readonly string[] | undefined;
  if (!lists?.every((name) => Array.isArray(data[name]))) {
    throw new UsageError(`${record} is incomplete; run "npx cdk synth" again, without what changes construct metadata`);
  }
  const dummy = dummyIn(`${text}`);
  if (dummy !== undefined) {
    throw new UsageError(`"${dummy}" of "${path}" is not looked up yet; run "npx cdk synth" with credentials for the account and without --no-lookups`);
  }
  return data as unknown as AssemblyRecord;
}

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(`${text}`);
  } catch {
    return undefined;
  }
}
