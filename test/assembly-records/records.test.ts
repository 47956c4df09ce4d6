import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnResource, Lazy, NestedStack, Stack, Stage, type AppProps } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Node } from 'constructs';
import { KeyPolicyStatements, ProtectedKeyAccess, VaultReplicaKey, VaultReplicaKeys } from '../../src';
import { leaveRecord } from '../../src/assembly-records/leave-record';
import { RECORD_TYPE, RECORD_VERSION } from '../../src/assembly-records/record';
import { HOME, keyAccess, replicaKeys } from '../fixtures/places';
import { KEY_ARN, keyStatement } from '../fixtures/protected-app';
import { ALL_OPTIONS, options, PROTECTED, VAULT } from '../fixtures/vault-app';

/** Every construct of the library, in stacks, nested stacks and Stages, with every option. */
function everything(props: AppProps = {}): App {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'records-')), ...props });
  new VaultReplicaKeys(app, 'ReplicaKeys', options(ALL_OPTIONS));
  const stage = new Stage(app, 'Prod', { env: HOME });
  const vault = new Stack(stage, 'Vault');
  replicaKeys(vault, { retiredRegions: ['us-west-2'] });
  const nested = new NestedStack(vault, 'Nested');
  new VaultReplicaKey(nested, 'ReplicaKey', { alias: 'nested', protectedAccounts: [PROTECTED] });
  new VaultReplicaKey(new Stack(app, 'Anywhere'), 'ReplicaKey', { alias: 'anywhere', protectedAccounts: [PROTECTED] });
  const protectedStack = new Stack(app, 'Protected', { env: { account: PROTECTED, region: 'eu-west-1' } });
  const imported = kms.Key.fromKeyArn(protectedStack, 'Imported', KEY_ARN);
  new ProtectedKeyAccess(protectedStack, 'KeyAccess', { keys: [imported, new kms.Key(protectedStack, 'Key')], vaultAccount: VAULT });
  new KeyPolicyStatements(protectedStack, 'Readers', { key: imported, statements: [keyStatement()] });
  keyAccess(protectedStack);
  return app;
}

/** The texts of the files of an assembly by their names, except those with construct metadata. */
function filesWithoutMetadata(directory: string): Map<string, string> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/(^manifest|\.metadata)\.json$|^validation-report/.test(entry.name));
  return new Map(files.map(({ parentPath, name }) => join(parentPath, name)).sort().map((file) => [file.slice(directory.length), readFileSync(file, 'utf8')]));
}

/** All entries with records, in any file of the assembly. */
function entriesIn(directory: string): Array<Record<string, unknown>> {
  const entries: Array<Record<string, unknown>> = [];
  for (const name of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
    if (!/(^|\/)manifest\.json$|\.metadata\.json$/.test(name)) { continue; }
    JSON.parse(readFileSync(join(directory, name), 'utf8'), (_key, value) => {
      if (value?.type === RECORD_TYPE) { entries.push(value); }
      return value;
    });
  }
  return entries;
}

const { directory } = everything().synth();

test('every construct leaves its records, each of the present version', () => {
  const data = entriesIn(directory).map((entry): any => JSON.parse(`${entry.data}`));
  expect(data.map(({ kind }) => kind).sort()).toEqual([
    'added statements', 'added statements', 'replica keys', 'replica keys', 'replica keys',
    'replica keys of a StackSet', 'source key', 'source key', 'source keys of a StackSet',
  ]);
  expect(new Set(data.map(({ version }) => version))).toEqual(new Set([RECORD_VERSION]));
});

test('the command of any version finds the records by their type', () => {
  expect(RECORD_TYPE).toBe('cdk-vault-replica-keys:record');
});

test.each<[string, any]>([
  ['in a text', Lazy.string({ produce: () => 'a' })],
  ['in a list', Lazy.list({ produce: () => ['a'] })],
  ['as an object', Lazy.any({ produce: () => 'a' })],
])('a token %s is resolved in a record', (_how, value) => {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'records-')) });
  leaveRecord(new Stack(app, 'Stack'), () => ({ kind: 'added statements', statements: [{ Effect: 'Allow', Action: value }] } as any));
  const [{ data }] = entriesIn(app.synth().directory);
  expect(JSON.parse(`${data}`).statements).toEqual([{ Effect: 'Allow', Action: Array.isArray(value) ? ['a'] : 'a' }]);
});

test('records add not a byte to any template or other file that is deployed', () => {
  const addMetadata = Node.prototype.addMetadata;
  const dropped = jest.spyOn(Node.prototype, 'addMetadata').mockImplementation(function(this: Node, type, ...rest) {
    if (type !== RECORD_TYPE) { addMetadata.call(this, type, ...rest); }
  });
  try {
    const without = everything().synth().directory;
    expect(entriesIn(without)).toEqual([]);
    expect(filesWithoutMetadata(without)).toEqual(filesWithoutMetadata(directory));
    expect(filesWithoutMetadata(without).size).toBeGreaterThan(12);
  } finally {
    dropped.mockRestore();
  }
});

test('records have no stack traces, even where the CDK is asked for all', () => {
  process.env.CDK_DEBUG = 'true';
  try {
    const { directory: debugged } = everything({ context: { 'aws:cdk:disable-stack-trace': false } }).synth();
    expect(new Set(entriesIn(debugged).flatMap((entry) => Object.keys(entry)))).toEqual(new Set(['type', 'data']));
    expect(JSON.stringify(entriesIn(debugged))).not.toContain(__filename);
  } finally {
    delete process.env.CDK_DEBUG;
  }
});

test('records contain no unresolved token', () => {
  expect(JSON.stringify(entriesIn(directory))).not.toMatch(/\$\{Token\[|Token\.|unresolved/);
});

test('the record of 100 PROTECTED accounts and two Regions needs less than 3 KB', () => {
  const app = new App();
  new VaultReplicaKeys(app, 'ReplicaKeys', options({ protectedAccounts: Array.from({ length: 100 }, (_, index) => `${400000000000 + index}`) }));
  const sizes = entriesIn(app.synth().directory).map((entry) => JSON.stringify(entry).length);
  expect(sizes).toHaveLength(1);
  expect(Math.max(...sizes)).toBeLessThan(3000);
});

test('a construct of somebody else leaves none', () => {
  const app = new App();
  new CfnResource(new Stack(app, 'Stack'), 'Key', { type: 'AWS::KMS::Key' });
  expect(entriesIn(app.synth().directory)).toEqual([]);
});
