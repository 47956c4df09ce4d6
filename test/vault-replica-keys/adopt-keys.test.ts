import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Aspects, Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { VaultReplicaKeys } from '../../src';
import { errorOf } from '../fixtures/error-of';
import { options, VAULT } from '../fixtures/vault-app';

const ARN = `arn:aws:kms:eu-west-1:${VAULT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const POLICY = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${VAULT}:root` }, Action: 'kms:*', Resource: '*' }] };

let directory: string;
beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'mappings-')); });
afterEach(() => rmSync(directory, { recursive: true }));

function adopt(keys: VaultReplicaKeys, keyArn = ARN): void {
  keys.adoptKeys({ directory, keys: { 'eu-west-1': { keyArn, policy: JSON.stringify(POLICY) } } });
}

function propertiesOf(keys: VaultReplicaKeys, region: string): any {
  return Template.fromStack(Stack.of(keys.keyIn(region))).toJSON().Resources.ReplicaKey2E487A43.Properties;
}

test('an adopted key is described without the tags of the app, which it does not have yet', () => {
  const app = new App();
  Tags.of(app).add('cost-center', '4711');
  const keys = new VaultReplicaKeys(app, 'ReplicaKeys', options());
  adopt(keys);
  expect(propertiesOf(keys, 'eu-west-1')).toEqual({ KeyPolicy: POLICY });
  expect(propertiesOf(keys, 'eu-central-1').Tags).toEqual([{ Key: 'cost-center', Value: '4711' }]);
});

test('an adopted key is described without what an aspect sets on all keys', () => {
  const app = new App();
  Aspects.of(app).add({
    visit: (construct) => {
      if (!(construct instanceof CfnKey)) { return; }
      construct.enableKeyRotation = true;
      construct.rotationPeriodInDays = 90;
      construct.pendingWindowInDays = 7;
      construct.description = 'ours';
    },
  });
  const keys = new VaultReplicaKeys(app, 'ReplicaKeys', options());
  adopt(keys);
  expect(propertiesOf(keys, 'eu-west-1')).toEqual({ KeyPolicy: POLICY });
});

test('a directory without a name is refused', () => {
  const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', options());
  expect(errorOf(() => keys.adoptKeys({ directory: '', keys: {} }))).toBe('directory is the string "", but must be the path of a directory; write one, such as "mappings"');
});

test('a multi-Region key is refused, and nothing is written', () => {
  const arn = ARN.replace('1234abcd-12ab-34cd-56ef-1234567890ab', 'mrk-1234abcd12ab34cd56ef1234567890ab');
  const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', options());
  expect(errorOf(() => adopt(keys, arn))).toBe(`key "${arn}" is a multi-Region key, but a replica key is a single-Region key and KMS converts neither into the other; `
    + 'adopt a single-Region key, or let this app create a key under another alias');
  expect(readdirSync(directory)).toEqual([]);
});
