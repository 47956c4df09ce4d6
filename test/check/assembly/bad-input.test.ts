import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, BootstraplessSynthesizer, CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { VaultReplicaKeys, VaultReplicaKeyStackSet } from '../../../src';
import { readAssembly } from '../../../src/check/assembly/read-assembly';
import { UsageError } from '../../../src/check/usage-error';
import { options, VAULT } from '../../fixtures/vault-app';

const SYNTHESIZE = 'run "npx cdk synth", and specify the directory that it writes, such as "cdk.out"';
const AGAIN = 'run "npx cdk synth" again';
const BY_HAND = 'specify "--alias", "--vault-account", "--protected-account" and "--regions" for keys that were created by hand';

let directory: string;
beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'assembly-')); });
afterEach(() => rmSync(directory, { recursive: true }));

const app = new App({ defaultStackSynthesizer: new BootstraplessSynthesizer() });
new VaultReplicaKeys(new Stage(app, 'Prod'), 'ReplicaKeys', options({ regions: ['eu-west-1'] }));
new VaultReplicaKeyStackSet(new Stack(app, 'Home', { env: { account: VAULT, region: 'eu-west-1' } }), 'Keys', options({ alias: 'other' }));
const { directory: synthesized } = app.synth();

/** The sentence of a usage error; any other error is a bug. */
function sentenceOf(path = directory): string {
  try {
    readAssembly(path);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

function write(file: string, content: unknown): void {
  writeFileSync(join(directory, file), typeof content === 'string' ? content : JSON.stringify(content));
}

/** The synthesized assembly with one text replaced in each of its JSON files. */
function spoiled(from: string | RegExp, to: string): string {
  cpSync(synthesized, directory, { recursive: true });
  let changed = false;
  for (const file of ['manifest.json', 'Home.metadata.json', 'Home.template.json']) {
    let text: string;
    try { text = readFileSync(join(directory, file), 'utf8'); } catch { continue; }
    changed ||= text.replace(from, to) !== text;
    write(file, text.replace(from, to));
  }
  expect(changed).toBe(true);
  return sentenceOf();
}

test('a directory that is not there is refused', () => {
  expect(sentenceOf('cdk.uot')).toBe('directory "cdk.uot" does not exist; run "npx cdk synth" first, or specify the directory of the cloud assembly by "--app"');
});

test('a command in place of the directory is refused', () => {
  expect(sentenceOf('npx ts-node bin/app.ts')).toBe(`"--app npx ts-node bin/app.ts" is a command, but the cloud assembly is read; ${SYNTHESIZE}`);
});

test('a file in place of the directory is refused', () => {
  expect(sentenceOf(__filename)).toBe(`"--app ${__filename}" is a file, but a cloud assembly is a directory; ${SYNTHESIZE}`);
});

test('a directory without a manifest is refused', () => {
  expect(sentenceOf()).toBe(`directory "${directory}" contains no manifest.json, so it is not a cloud assembly; ${SYNTHESIZE}`);
});

test.each(['', '{"version": "36.0.0", "artifacts": {', 'x'])('a manifest that is cut off is refused: %j', (text) => {
  write('manifest.json', text);
  expect(sentenceOf()).toBe(`file "${join(directory, 'manifest.json')}" is truncated or not JSON, so the cloud assembly is half-written; ${AGAIN}`);
});

test.each(['[]', 'null', '7'])('a manifest that is no object is refused: %s', (text) => {
  write('manifest.json', text);
  expect(sentenceOf()).toBe(`file "${join(directory, 'manifest.json')}" is not what the CDK writes, which is a JSON object; ${AGAIN}`);
});

test('a manifest without artifacts is refused, and its schema is blamed where that is newer', () => {
  write('manifest.json', { version: '36.0.0' });
  expect(sentenceOf()).toBe(`manifest of "${directory}" lists no artifacts, so it is not the one of a cloud assembly; ${AGAIN}`);
  write('manifest.json', { version: '990.1.0', parts: {} });
  expect(sentenceOf()).toBe(`manifest of "${directory}" lists no artifacts, so it is not the one of a cloud assembly that this command reads: its schema 990.1.0 is newer than 55, so use a later version`);
});

test('what CDK for Terraform writes is refused', () => {
  write('manifest.json', { version: '0.20.7', stacks: { app: { name: 'app', constructPath: 'app', workingDirectory: 'stacks/app' } } });
  expect(sentenceOf()).toBe(`directory "${directory}" was written by CDK for Terraform, but only AWS CDK apps can use cdk-vault-replica-keys; ${BY_HAND}`);
});

test('an assembly without keys of the library is refused, and its schema is blamed where that is newer', () => {
  const other = new App({ outdir: directory });
  new CfnResource(new Stack(other, 'Stack'), 'Topic', { type: 'AWS::SNS::Topic' });
  other.synth();
  expect(sentenceOf()).toBe(`cloud assembly "${directory}" has nothing of cdk-vault-replica-keys; synthesize an app that uses its constructs with this version or a later one, or ${BY_HAND}`);
  write('manifest.json', { version: '990.1.0', artifacts: { Stack: 7 } });
  expect(sentenceOf()).toBe(`cloud assembly "${directory}" has nothing of cdk-vault-replica-keys; its schema 990.1.0 is newer than 55, so use a later version of this command`);
});

test('an assembly of a newer schema is read where it has what is needed', () => {
  cpSync(synthesized, directory, { recursive: true });
  write('manifest.json', readFileSync(join(directory, 'manifest.json'), 'utf8').replace(/"version": "[\d.]+"/, '"version": "990.1.0"'));
  expect(readAssembly(directory).replicaKeys).toHaveLength(2);
});

test.each(['Home.template.json', 'assembly-Prod/manifest.json'])('an assembly without its file %s is refused', (file) => {
  cpSync(synthesized, directory, { recursive: true });
  rmSync(join(directory, file));
  expect(sentenceOf()).toBe(`file "${join(directory, file)}" is missing, so the cloud assembly is half-written; ${AGAIN}`);
});

test('an assembly with a template that is cut off is refused', () => {
  cpSync(synthesized, directory, { recursive: true });
  write('Home.template.json', readFileSync(join(directory, 'Home.template.json'), 'utf8').slice(0, -10));
  expect(sentenceOf()).toBe(`file "${join(directory, 'Home.template.json')}" is truncated or not JSON, so the cloud assembly is half-written; ${AGAIN}`);
});

test('an assembly whose file is a directory is refused', () => {
  cpSync(synthesized, directory, { recursive: true });
  rmSync(join(directory, 'Home.template.json'));
  cpSync(join(directory, 'assembly-Prod'), join(directory, 'Home.template.json'), { recursive: true });
  expect(sentenceOf()).toBe(`file "${join(directory, 'Home.template.json')}" cannot be read (EISDIR); make it readable, or run "npx cdk synth" again`);
});

test('a StackSet whose template is cut off is refused', () => {
  expect(spoiled(/"TemplateBody": "\{/, '"TemplateBody": "')).toBe(`template of the StackSet "KeysStackSetDCEAE7ED" is truncated or not JSON, so the cloud assembly is half-written; ${AGAIN}`);
});

test('a template without the resource of a key is refused', () => {
  expect(spoiled('"KeysStackSetDCEAE7ED": {', '"Renamed": {')).toBe(`resource "KeysStackSetDCEAE7ED" is in no template, so the cloud assembly is half-written; ${AGAIN}`);
});

test('an assembly without the stack of a key is refused', () => {
  const other = new App({ outdir: directory });
  const keys = new VaultReplicaKeys(other, 'ReplicaKeys', options({ regions: ['eu-west-1', 'us-east-1'] }));
  const { manifest: { artifacts, ...manifest } } = other.synth();
  const { artifactId } = keys.stackIn('us-east-1');
  const { [artifactId]: removed, ...rest } = artifacts!;
  expect(removed).toBeDefined();
  write('manifest.json', { ...manifest, artifacts: rest });
  expect(sentenceOf()).toBe(`stack "${artifactId}" is missing, so the cloud assembly is half-written; ${AGAIN}`);
});

test('a key without a policy in its template is refused', () => {
  expect(spoiled('\\"KeyPolicy\\":', '\\"Policy\\":')).toBe('policy of the key "ReplicaKey2E487A43" is not a JSON object in its template; let the construct of the key write it');
});

describe('a record', () => {
  const RECORD = 'record of "Home/Keys" in the cloud assembly';
  const NO_RECORD = `${RECORD} is not one that cdk-vault-replica-keys leaves; run "npx cdk synth" again, without what changes construct metadata`;
  const START = /"\{\\"version\\":1,/;

  test('of a newer version is refused', () => {
    expect(spoiled(START, '"{\\"version\\":2,'))
      .toBe(`${RECORD} has version 2, but this command reads versions up to 1; use the command of the cdk-vault-replica-keys that the app uses, or a later one`);
  });

  test.each(['"text', '"', 'null, "rest": "', '{}, "rest": "', '[1], "rest": "', '"7", "rest": "', '"[]", "rest": "', '"null", "rest": "', '"{}", "rest": "'])(
    'that is no object, or has no version, is refused: %s', (data) => expect(spoiled(START, data)).toBe(NO_RECORD),
  );

  test.each([['kind\\":\\"replica keys of a StackSet', 'kind\\":\\"others'], ['\\"services\\":', '\\"service\\":'], ['\\"regions\\":[', '\\"region\\":[']])(
    'that lacks a part is refused: %s', (from, to) => {
      expect(spoiled(from, to)).toBe(`${RECORD} is incomplete; run "npx cdk synth" again, without what changes construct metadata`);
    },
  );

  test('with a value that is not looked up yet is refused', () => {
    const looking = new App({ outdir: directory });
    new VaultReplicaKeys(looking, 'ReplicaKeys', options({ alias: 'dummy-value-for-/names/alias', regions: ['eu-west-1'] }));
    looking.synth();
    expect(sentenceOf()).toBe('"dummy-value-for--names-alias" of "ReplicaKeys/eu-west-1/ReplicaKey" is not looked up yet; run "npx cdk synth" with credentials for the account and without --no-lookups');
  });

  test('of another type, and metadata that is not as the CDK writes it, is left alone', () => {
    cpSync(synthesized, directory, { recursive: true });
    const manifest = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'));
    manifest.artifacts.Home.metadata = { ...manifest.artifacts.Home.metadata, '/Odd': 'text', '/List': ['text', null, { type: 'other', data: null }] };
    write('manifest.json', manifest);
    expect(readAssembly(directory).replicaKeys).toHaveLength(2);
  });

  test.each(['the metadata file', 'the manifest'])('is read from %s, whatever the other place has of the construct', (place) => {
    cpSync(synthesized, directory, { recursive: true });
    const manifest = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'));
    const { metadata, additionalMetadataFile } = manifest.artifacts.Home;
    const all = { ...metadata, ...additionalMetadataFile && JSON.parse(readFileSync(join(directory, additionalMetadataFile), 'utf8')) };
    const other = Object.fromEntries(Object.keys(all).map((path) => [path, [{ type: 'aws:cdk:info', data: 'hello' }]]));
    write('Home.metadata.json', place === 'the metadata file' ? all : other);
    Object.assign(manifest.artifacts.Home, { metadata: place === 'the metadata file' ? other : all, additionalMetadataFile: 'Home.metadata.json' });
    write('manifest.json', manifest);
    expect(readAssembly(directory).replicaKeys).toHaveLength(2);
  });
});
