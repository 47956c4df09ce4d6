import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { SSM } from '@aws-sdk/client-ssm';
import { App, BootstraplessSynthesizer, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { cdkDeploy } from './cdk-cli';
import { Emulator } from './emulator';
import { LiveRegion } from './live';
import { putKeyPolicyEvent, stackStatusEvent } from '../fakes/event-documents';
import { PROTECTED } from '../fixtures/vault-app';
import { KeyPolicyStatements } from 'cdk-vault-replica-keys';

const REGION = 'eu-west-1';
const ROOT = { Sid: 'Root', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${PROTECTED}:root` }, Action: 'kms:*', Resource: '*' };
const FORMER = { Version: '2012-10-17', Statement: [ROOT] };
const ALICE = `arn:aws:iam::${PROTECTED}:user/Alice`;
/** Six seconds before the first read, up to eight after the write, and what the functions need to start. */
const ENDED_WITHIN_MS = 60_000;

let emulator: Emulator;
let protectedRegion: LiveRegion;
let eventBridge: EventBridge;
let logs: CloudWatchLogs;
let ssm: SSM;

beforeEach(async () => {
  emulator = await Emulator.start();
  protectedRegion = new LiveRegion(emulator, PROTECTED, REGION);
  const client = { endpoint: emulator.endpoint, region: REGION, credentials: { accessKeyId: PROTECTED, secretAccessKey: 'secret' } };
  eventBridge = new EventBridge(client);
  logs = new CloudWatchLogs(client);
  ssm = new SSM(client);
});

afterEach(() => emulator?.stop());

async function deploy(keyArn: string): Promise<void> {
  const app = join(emulator.directory, 'app');
  const assembly = new App({ outdir: app, defaultStackSynthesizer: new BootstraplessSynthesizer() });
  const stack = new Stack(assembly, 'ProtectedKeys', { env: { account: PROTECTED, region: REGION } });
  new KeyPolicyStatements(stack, 'Auditors', {
    key: kms.Key.fromKeyArn(stack, 'Key', keyArn),
    statements: [new iam.PolicyStatement({ sid: 'Audit', principals: [new iam.AccountPrincipal('444444444444')], actions: ['kms:DescribeKey'], resources: ['*'] })],
    restoreStatements: true,
  });
  assembly.synth();
  await cdkDeploy({ emulator, app });
}

/**
 * The emulator's KMS and CloudFormation send no events, and as in AWS nobody else may send those of AWS. So the rules get another source, and the
 * test sends the events with that.
 */
async function hearOfTest(): Promise<void> {
  for (const { Name, EventPattern } of (await eventBridge.listRules({})).Rules!) {
    await eventBridge.putRule({ Name, EventPattern: EventPattern!.replace('"aws.', '"test.') });
  }
}

async function send(event: any): Promise<void> {
  const { FailedEntryCount } = await eventBridge.putEvents({
    Entries: [{ Source: event.source.replace('aws.', 'test.'), DetailType: event['detail-type'], Detail: JSON.stringify(event.detail), Resources: event.resources }],
  });
  expect(FailedEntryCount).toBe(0);
}

const sids = async (keyArn: string): Promise<string[]> => [(await protectedRegion.keyPolicy(keyArn)).Statement].flat().map(({ Sid }) => Sid.replace(/-\w{16}-/, '-'));

/**
 * Waits until this many invocations have ended, and returns what each says. One that is still reading back what it wrote would restore what the
 * next one is for.
 */
async function outcomes(count: number): Promise<string[]> {
  const { logGroups = [] } = await logs.describeLogGroups({});
  const { logGroupName } = logGroups.find((group) => group.logGroupName!.includes('Restorer'))!;
  let found: string[] = [];
  for (let waited = 0; waited < ENDED_WITHIN_MS && found.length < count; waited += 500) {
    await setTimeout(500);
    const { events = [] } = await logs.filterLogEvents({ logGroupName });
    found = events.map(({ message }) => message!).filter((message) => message.includes('"outcome"')).map((message) => JSON.parse(message).outcome);
  }
  return found;
}

test('statements come back after an event of CloudTrail, and at the end of an operation, and go with the stack', async () => {
  const { arn } = await protectedRegion.createKey(FORMER);
  await deploy(arn);
  expect(await sids(arn)).toEqual(['Root', 'KeyPolicyStatements-Audit']);
  await hearOfTest();

  await protectedRegion.putKeyPolicy(arn, FORMER);
  await send(putKeyPolicyEvent(ALICE, arn, FORMER));
  expect(await outcomes(1)).toEqual(['restored, 1 of at most 5 times within an hour']);
  expect(await sids(arn)).toEqual(['Root', 'KeyPolicyStatements-Audit']);

  await protectedRegion.putKeyPolicy(arn, FORMER);
  await send(stackStatusEvent(await stackId(), 'UPDATE_COMPLETE'));
  expect(await outcomes(2)).toEqual(['restored, 1 of at most 5 times within an hour', 'restored, 2 of at most 5 times within an hour']);
  expect(await sids(arn)).toEqual(['Root', 'KeyPolicyStatements-Audit']);

  // Both are counted.
  const { Parameters = [] } = await ssm.getParametersByPath({ Path: '/cdk-vault-replica-keys', Recursive: true });
  expect(Parameters.map(({ Value }) => JSON.parse(Value!).length)).toEqual([2]);

  await protectedRegion.deleteStack('ProtectedKeys');
  expect(await sids(arn)).toEqual(['Root']);
}, 180_000);

test('the emulator\'s own rules for patterns agree on which events the rules get', async () => {
  const { arn } = await protectedRegion.createKey(FORMER);
  await deploy(arn);
  const { Rules = [] } = await eventBridge.listRules({});
  const rule = Rules.find(({ EventPattern }) => EventPattern!.includes('PutKeyPolicy'))!;
  const roles = [...rule.EventPattern!.matchAll(/arn:aws:iam::\d{12}:role\/[^"]+/g)].map(([role]) => role);
  expect(roles).toHaveLength(2);
  const gets = async (event: any) => (await eventBridge.testEventPattern({ EventPattern: rule.EventPattern, Event: JSON.stringify(event) })).Result;
  const answers = await Promise.all([
    putKeyPolicyEvent(ALICE, arn, {}),
    putKeyPolicyEvent(`arn:aws:iam::${PROTECTED}:role/Terraform`, arn, {}),
    ...roles.map((role) => putKeyPolicyEvent(role, arn, {})),
    putKeyPolicyEvent(ALICE, arn, {}, { errorCode: 'AccessDenied' }),
    putKeyPolicyEvent(ALICE, arn.replace(/.$/, 'x'), {}),
    putKeyPolicyEvent(ALICE, arn, {}, { eventName: 'GetKeyPolicy' }),
  ].map(gets));
  expect(answers).toEqual([true, true, false, false, false, false, false]);
}, 180_000);

async function stackId(): Promise<string> {
  const { Rules = [] } = await eventBridge.listRules({});
  return JSON.parse(Rules.find(({ EventPattern }) => EventPattern!.includes('stack-id'))!.EventPattern!).detail['stack-id'][0];
}
