import { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { CloudTrailClient, DescribeTrailsCommand, GetEventSelectorsCommand, GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail';
import { EventBridgeClient, ListRulesCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import {
  GetPolicyCommand, GetPolicyVersionCommand, GetRoleCommand, GetRolePolicyCommand, IAMClient, ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand, SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  DescribeKeyCommand, GetKeyLastUsageCommand, GetKeyPolicyCommand, GetKeyRotationStatusCommand, KMSClient, ListAliasesCommand, ListKeyPoliciesCommand,
} from '@aws-sdk/client-kms';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { AwsClient } from '../../../../src/check/live/aws/aws-client';
import { Endpoints } from '../../../../src/check/live/aws/endpoints';
import { OPERATIONS } from '../../../../src/check/live/operations';
import type { FakeAccount } from '../../fake-aws/fake-account';
import { FakeAws } from '../../fake-aws/fake-aws';
import { credentialsOf, UserEnvironment } from '../environment';

const ACCOUNT = '111122223333';
const REGION = 'us-east-1';
const ARN = `arn:aws:iam::${ACCOUNT}:policy/path/Managed`;
const TRAIL = `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/all`;
const DOCUMENT = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '<a> & "b" ü +%20', Resource: '*' }] };
const WORLD: FakeAccount = {
  id: ACCOUNT,
  regions: {
    [REGION]: {
      keys: [{ KeyId: 'key', policy: JSON.stringify(DOCUMENT), policyNames: ['default', 'AWS_RAM'], lastUsed: 1790000000 }],
      aliases: { 'alias/a&b': 'key', 'alias/b': 'key' },
      rules: [{
        Name: 'a b&c', State: 'ENABLED', EventPattern: JSON.stringify({ source: ['aws.kms'] }), targets: [`arn:aws:sns:${REGION}:${ACCOUNT}:topic`],
      }],
      stacks: { Vault: ['A', 'B'].map((id) => ({ LogicalResourceId: id, PhysicalResourceId: `${id}<&>`, ResourceStatus: 'CREATE_COMPLETE' })) },
    },
  },
  trails: [{ arn: TRAIL, homeRegion: REGION, isMultiRegion: true, selectors: { EventSelectors: [{ ReadWriteType: 'All' }] } }],
  roles: { Role: { id: 'AROAROLE', inline: { 'a b&c': DOCUMENT, 'd': DOCUMENT }, attached: [ARN, `${ARN}2`], boundary: ARN } },
  managed: { [ARN]: DOCUMENT },
  simulate: (action, resources) => [{
    EvalActionName: action,
    EvalResourceName: '*',
    EvalDecision: 'implicitDeny',
    OrganizationsDecisionDetail: { AllowedByOrganizations: true },
    ResourceSpecificResults: resources.map((resource) => (
      { EvalResourceName: resource, EvalResourceDecision: 'allowed', PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false } }
    )),
  }],
};

/** Each operation, asked for by the SDK's own client, and what the same question is to ours. */
const ROLE = { RoleName: 'Role' };
const KEY = { KeyId: 'key' };
const SIMULATION = { PolicySourceArn: 'arn', ActionNames: ['kms:Decrypt', 'kms:Encrypt'], ResourceArns: ['arn:1', 'arn:2'], MaxItems: 1000 };
const QUESTIONS: readonly (readonly [string, any, object])[] = [
  ['sts:GetCallerIdentity', GetCallerIdentityCommand, {}],
  ['account:ListRegions', ListRegionsCommand, { MaxResults: 50 }],
  ['cloudformation:ListStackResources', ListStackResourcesCommand, { StackName: 'Vault' }],
  ['cloudtrail:DescribeTrails', DescribeTrailsCommand, { includeShadowTrails: true }],
  ['cloudtrail:GetEventSelectors', GetEventSelectorsCommand, { TrailName: TRAIL }],
  ['cloudtrail:GetTrailStatus', GetTrailStatusCommand, { Name: TRAIL }],
  ['events:ListRules', ListRulesCommand, { Limit: 100 }],
  ['events:ListTargetsByRule', ListTargetsByRuleCommand, { Rule: 'a b&c', Limit: 100 }],
  ['iam:GetPolicy', GetPolicyCommand, { PolicyArn: ARN }],
  ['iam:GetPolicyVersion', GetPolicyVersionCommand, { PolicyArn: ARN, VersionId: 'v3' }],
  ['iam:GetRole', GetRoleCommand, ROLE],
  ['iam:GetRolePolicy', GetRolePolicyCommand, { ...ROLE, PolicyName: 'a b&c' }],
  ['iam:ListAttachedRolePolicies', ListAttachedRolePoliciesCommand, ROLE],
  ['iam:ListRolePolicies', ListRolePoliciesCommand, ROLE],
  ['iam:SimulatePrincipalPolicy', SimulatePrincipalPolicyCommand, SIMULATION],
  ['kms:DescribeKey', DescribeKeyCommand, { KeyId: 'alias/a&b' }],
  ['kms:GetKeyLastUsage', GetKeyLastUsageCommand, KEY],
  ['kms:GetKeyPolicy', GetKeyPolicyCommand, { ...KEY, PolicyName: 'default' }],
  ['kms:GetKeyRotationStatus', GetKeyRotationStatusCommand, KEY],
  ['kms:ListAliases', ListAliasesCommand, { Limit: 100 }],
  ['kms:ListKeyPolicies', ListKeyPoliciesCommand, KEY],
];
const CLIENTS: Readonly<Record<string, any>> = {
  account: AccountClient,
  cloudformation: CloudFormationClient,
  cloudtrail: CloudTrailClient,
  events: EventBridgeClient,
  iam: IAMClient,
  kms: KMSClient,
  sts: STSClient,
};

let aws: FakeAws;
let user: UserEnvironment;
let client: AwsClient;

beforeAll(async () => {
  aws = await FakeAws.start([WORLD]);
  user = new UserEnvironment(aws, credentialsOf(ACCOUNT));
  const credentials = async () => ({ accessKeyId: ACCOUNT, secretAccessKey: `secret of ${ACCOUNT}` });
  client = new AwsClient({ credentials, endpoints: new Endpoints(), handler: new NodeHttpHandler(), attempts: 1 });
});

afterAll(async () => {
  user.restore();
  await aws.stop();
});

/**
 * An answer of ours as the SDK's clients have it: lists are lists, dates and booleans are what they say, and what AWS says of the call is left out.
 */
function asOfSdk(value: any): any {
  if (Array.isArray(value)) { return value.map(asOfSdk); }
  if (typeof value !== 'object') { return value; }
  if ('member' in value) { return [value.member].flat().map(asOfSdk); }
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'xmlns').map(([name, item]) => [name, asOfSdk(item)]));
}

/** What an answer says, as text: the SDK's clients know the types of XML and of dates, ours has the text. */
function asText(value: any): any {
  if (value instanceof Date) { return String(value.getTime() / 1000); }
  if (Array.isArray(value)) { return value.map(asText); }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).filter(([name, item]) => name !== '$metadata' && item !== undefined).map(([name, item]) => [name, asText(item)]));
  }
  const text = String(value);
  return /^\d{4}-\d\d-\d\dT/.test(text) ? String(Date.parse(text) / 1000) : text;
}

test.each(QUESTIONS)('%s is asked and answered as by the client of the SDK', async (operation, Command, input) => {
  const [service, action] = operation.split(':');
  aws.calls.length = 0;
  const sdk = new CLIENTS[service]({ region: REGION });
  const ofSdk = await sdk.send(new Command(input));
  const ours = await client.send({ service: service as any, action, input }, REGION, new AbortController().signal);
  const [callOfSdk, ourCall] = aws.calls;
  expect(ourCall).toEqual(callOfSdk);
  expect(asText(asOfSdk(ours))).toEqual(asText(ofSdk));
  expect(Object.keys(ours)).not.toEqual([]);
  expect(aws.problems).toEqual([]);
});

test('every operation is compared but that of EC2, whose client would be the largest dependency', () => {
  expect([...QUESTIONS.map(([operation]) => operation), 'ec2:DescribeSnapshots'].sort()).toEqual([...OPERATIONS].sort());
});

test.each([
  ['kms:DescribeKey', DescribeKeyCommand, { KeyId: 'none' }], ['iam:GetRole', GetRoleCommand, { RoleName: 'none' }],
  ['cloudformation:ListStackResources', ListStackResourcesCommand, { StackName: 'none' }],
] as readonly (readonly [string, any, object])[])('an error of %s is that of the client of the SDK', async (operation, Command, input) => {
  const [service, action] = operation.split(':');
  const errorOf = async (answer: Promise<unknown>) => answer.then(() => 'no error', ({ name, message, $metadata }) => [name, message, $metadata.httpStatusCode]);
  const ofSdk = await errorOf(new CLIENTS[service]({ region: REGION }).send(new Command(input)));
  const ours = await errorOf(client.send({ service: service as any, action, input }, REGION, new AbortController().signal));
  // The SDK appends a suffix to the name of one of them.
  expect(ours).toEqual([String(ofSdk[0]).replace(/^NoSuchEntityException$/, 'NoSuchEntity'), ofSdk[1], ofSdk[2]]);
});
