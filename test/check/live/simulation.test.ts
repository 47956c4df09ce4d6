import { credentialsOf, NO_RETRIES, UserEnvironment } from './environment';
import { connect } from '../../../src/check/live/connect';
import type { FakeAccount } from '../fake-aws/fake-account';
import { FakeAws } from '../fake-aws/fake-aws';

const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/backup/BackupIAMRole`;
const KEYS = ['1', '2'].map((id) => `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${id}`);
const ACTIONS = ['kms:Decrypt', 'kms:CreateGrant'];

let aws: FakeAws;
let user: UserEnvironment;

afterEach(async () => {
  user.restore();
  await aws.stop();
});

/** What is seen where the simulator answers this. */
async function simulated(simulate: FakeAccount['simulate'], actions = ACTIONS) {
  aws = await FakeAws.start([{ id: ACCOUNT, simulate }]);
  user = new UserEnvironment(aws, credentialsOf(ACCOUNT));
  const accounts = await connect({ profiles: new Map(), region: 'eu-west-1' }, NO_RETRIES);
  return accounts(ACCOUNT).simulate(ROLE, actions, KEYS);
}

const specific = (resource: string, decision: string, boundary?: boolean) => ({
  EvalResourceName: resource,
  EvalResourceDecision: decision,
  ...boundary !== undefined && { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: boundary } },
});

test('the simulator is asked about the role, all actions and all keys in one call', async () => {
  await simulated(undefined);
  const { parameters } = aws.calls.find(({ operation }) => operation === 'SimulatePrincipalPolicy')!;
  expect(parameters).toEqual({
    'PolicySourceArn': ROLE,
    'ActionNames.member.1': ACTIONS[0],
    'ActionNames.member.2': ACTIONS[1],
    'ResourceArns.member.1': KEYS[0],
    'ResourceArns.member.2': KEYS[1],
    'MaxItems': '1000',
  });
  expect(aws.count('iam:SimulatePrincipalPolicy')).toBe(1);
});

test('a result for each action and key says whether it is allowed', async () => {
  const seen = await simulated((action, resources) => resources.map((resource) => (
    { EvalActionName: action, EvalResourceName: resource, EvalDecision: action === 'kms:Decrypt' ? 'allowed' : resource === KEYS[0] ? 'implicitDeny' : 'explicitDeny' }
  )));
  expect(seen).toEqual({
    value: [
      { action: 'kms:Decrypt', resource: KEYS[0], allowed: true },
      { action: 'kms:Decrypt', resource: KEYS[1], allowed: true },
      { action: 'kms:CreateGrant', resource: KEYS[0], allowed: false },
      { action: 'kms:CreateGrant', resource: KEYS[1], allowed: false },
    ],
  });
});

test('results for each key within the result of an action count, with boundary and organization', async () => {
  const seen = await simulated((action, resources) => [{
    EvalActionName: action,
    EvalResourceName: '*',
    EvalDecision: 'implicitDeny',
    OrganizationsDecisionDetail: { AllowedByOrganizations: true },
    ResourceSpecificResults: resources.map((resource, index) => specific(resource, index === 0 ? 'allowed' : 'implicitDeny', index === 0)),
  }], ['kms:Decrypt']);
  expect(seen).toEqual({
    value: [
      { action: 'kms:Decrypt', resource: KEYS[0], allowed: true, allowedByBoundary: true, allowedByOrganization: true },
      { action: 'kms:Decrypt', resource: KEYS[1], allowed: false, allowedByBoundary: false, allowedByOrganization: true },
    ],
  });
});

test('what the organization denies is denied for every key, although the simulation ended before the keys', async () => {
  const seen = await simulated((action) => [
    { EvalActionName: action, EvalResourceName: '*', EvalDecision: 'explicitDeny', OrganizationsDecisionDetail: { AllowedByOrganizations: false } },
  ], ['kms:Decrypt']);
  expect(seen).toEqual({ value: KEYS.map((resource) => ({ action: 'kms:Decrypt', resource, allowed: false, allowedByOrganization: false })) });
});

test('all pages count', async () => {
  const actions = Array.from({ length: 600 }, (_, index) => `kms:Action${index}`);
  const seen = await simulated((action, resources) => resources.map((resource) => (
    { EvalActionName: action, EvalResourceName: resource, EvalDecision: action === 'kms:Action599' ? 'explicitDeny' : 'allowed' }
  )), actions);
  expect(aws.count('iam:SimulatePrincipalPolicy')).toBe(2);
  expect('value' in seen && seen.value.filter(({ allowed }) => !allowed).map(({ action }) => action)).toEqual(['kms:Action599', 'kms:Action599']);
});

test.each([
  ['a key', (action: string) => [{ EvalActionName: action, EvalResourceName: KEYS[0], EvalDecision: 'allowed' }], `kms:Decrypt on ${KEYS[1]}`],
  ['an action', (action: string, resources: readonly string[]) => action === 'kms:Decrypt'
    ? resources.map((resource) => ({ EvalActionName: action, EvalResourceName: resource, EvalDecision: 'allowed' })) : [], `kms:CreateGrant on ${KEYS[0]}`],
])('an answer that leaves out %s is a wrong answer', async (_, simulate, what) => {
  expect(await simulated(simulate)).toEqual({
    refused: { reason: 'failed', action: 'iam:SimulatePrincipalPolicy', message: `The answer to iam:SimulatePrincipalPolicy says nothing of ${what}.` },
  });
});
