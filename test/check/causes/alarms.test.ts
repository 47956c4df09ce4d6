import { exitCodeOf } from '../../../src/check/report/exit-code-of';
import { policyChangePattern } from '../../../src/key-policy-statements/policy-change-pattern';
import { deployedPatterns } from '../../key-events/deployed-patterns';
import * as document from '../../key-events/event-document';
import { BREAKS, broken } from '../fixtures/breaks';
import { about, check } from '../fixtures/check';
import { healthy, OTHER_PROTECTED, OTHER_REGION, PROTECTED, REGION, RETIRED_REGION, VAULT, type Scenario } from '../fixtures/healthy';
import type { KeyModel } from '../fixtures/world';

const ALARM_ACTIONS = [
  'cloudtrail:DescribeTrails', 'cloudtrail:GetEventSelectors', 'cloudtrail:GetTrailStatus', 'events:ListRules', 'events:ListTargetsByRule',
];

/** The pattern that the library deploys for a key. */
function patternFor(kind: 'key change' | 'failed copy', key: KeyModel, account = VAULT): unknown {
  const ofDocuments = deployedPatterns()[kind];
  return JSON.parse(ofDocuments.replaceAll(document.KEY_ARN, key.arn).replaceAll(document.ACCOUNT, account).replaceAll(document.REGION, key.region));
}

/** The pattern of the rule with which `restoreStatements` answers a change of the policy of a key. */
function restorePattern(keyArn: string): object {
  return policyChangePattern(keyArn, ['Handler', 'Restorer'].map((name) => `arn:aws:iam::${PROTECTED}:role/${name}`));
}

/** A world with all rules that the library can make, and a trail in each account. */
function withAllRules(): Scenario {
  const scenario = healthy();
  const { world, vault, protectedAccount, replicaKeys, sourceKeys: { owned, imported } } = scenario;
  for (const key of Object.values(replicaKeys)) {
    vault.addRule(key.region, 'KeyChange', patternFor('key change', key));
    vault.addRule(key.region, 'CopyFailed', patternFor('failed copy', key));
  }
  for (const key of [owned, imported]) { protectedAccount.addRule(key.region, 'Restore', restorePattern(key.arn)); }
  for (const account of world.accounts()) { account.addTrail('main'); }
  return scenario;
}

const alarmsOf = async (scenario: Scenario) => (await check(scenario)).alarms.map(({ key, ...alarm }) => alarm);

test('without any rule and trail every answer is no, which is no finding, and nothing is said not to be seen', async () => {
  const outcome = await check(healthy());
  expect(outcome.alarms.map(({ account, region, key, ...answers }) => [`${account} ${region}`, Object.values(answers).join(' ')])).toEqual([
    [`${VAULT} ${REGION}`, 'no no no'], [`${VAULT} ${OTHER_REGION}`, 'no no no'], [`${VAULT} ${RETIRED_REGION}`, 'no no'],
    [`${PROTECTED} ${REGION}`, 'no no no'], [`${PROTECTED} ${RETIRED_REGION}`, 'no no no'], [`${OTHER_PROTECTED} ${REGION}`, 'no no no'],
  ]);
  expect(outcome.findings).toEqual([]);
  expect(exitCodeOf(outcome, true)).toBe(0);
  expect(outcome.notSeen.join()).not.toMatch(/notified|EventBridge/);
});

test('the rules that the library makes are found, those of source keys too', async () => {
  const scenario = withAllRules();
  const replica = { account: VAULT, keyChanges: 'yes', failedCopies: 'yes', trail: 'yes' };
  const source = { keyChanges: 'no', policyChanges: 'yes', trail: 'yes' };
  expect(await alarmsOf(scenario)).toEqual([
    { ...replica, region: REGION },
    { ...replica, region: OTHER_REGION },
    { account: VAULT, region: RETIRED_REGION, keyChanges: 'yes', trail: 'yes' },
    { ...source, account: PROTECTED, region: REGION },
    { ...source, account: PROTECTED, region: RETIRED_REGION },
    { ...source, account: OTHER_PROTECTED, region: REGION, policyChanges: 'no' },
  ]);
  const { findings, notSeen } = await check(scenario);
  expect(findings).toEqual([]);
  expect(notSeen).toContain('What the targets of EventBridge rules do with events is not read.');
});

test('a rule for another key, or in another Region, is none for this key', async () => {
  const scenario = healthy();
  const { vault, replicaKeys } = scenario;
  vault.addRule(REGION, 'Other', patternFor('key change', { ...replicaKeys[REGION], arn: `${replicaKeys[REGION].arn}0` }));
  vault.addRule(OTHER_REGION, 'Elsewhere', patternFor('key change', replicaKeys[REGION]));
  expect((await alarmsOf(scenario)).slice(0, 2).map(({ keyChanges }) => keyChanges)).toEqual(['no', 'no']);
  expect((await check(scenario)).findings).toEqual([]);
});

test('two rules may share the work, and one that is disabled does not matter where another notifies', async () => {
  const scenario = healthy();
  const call = (eventName: string) => ({ source: ['aws.kms'], detail: { eventName: [eventName] } });
  for (const region of [REGION, OTHER_REGION, RETIRED_REGION]) {
    scenario.vault.addRule(region, 'Old', call('DisableKey'), { state: 'DISABLED' });
    scenario.vault.addRule(region, 'Empty', call('DisableKey'), { targets: 0 });
    scenario.vault.addRule(region, 'Disable', call('DisableKey'), { state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' });
    scenario.vault.addRule(region, 'Delete', call('ScheduleKeyDeletion'));
  }
  scenario.vault.addTrail('main');
  expect((await alarmsOf(scenario))[0]).toMatchObject({ keyChanges: 'yes' });
  expect((await check(scenario)).findings).toEqual([]);
});

test.each<[string, unknown, string]>([
  ['that compares with a number', { detail: { eventName: [{ numeric: ['>', 1] }] } }, 'unknown'],
  ['that is no JSON', undefined, 'unknown'],
  ['for the root user only', { source: ['aws.kms'], detail: { userIdentity: { type: ['Root'] } } }, 'no'],
  ['for users only', { source: ['aws.kms'], detail: { userIdentity: { type: ['IAMUser', 'Root'] } } }, 'no'],
  ['for one of the administrators only', { source: ['aws.kms'], detail: { userIdentity: { arn: [`arn:aws:iam::${VAULT}:user/Alice`] } } }, 'no'],
  ['that depends on what the caller wrote', { source: ['aws.kms'], detail: { requestParameters: { keyId: ['key'] } } }, 'unknown'],
  ['for all events', { source: [{ prefix: '' }] }, 'yes'],
  ['for everybody but the deployment role', {
    source: ['aws.kms'], detail: { userIdentity: { arn: [{ 'anything-but': [`arn:aws:iam::${VAULT}:role/Deploy`] }, { exists: false }] } },
  }, 'unknown'],
])('a rule %s', async (_, pattern, keyChanges) => {
  const scenario = healthy();
  for (const region of [REGION, OTHER_REGION, RETIRED_REGION]) { scenario.vault.addRule(region, 'Rule', pattern); }
  scenario.vault.addTrail('main');
  expect((await alarmsOf(scenario))[0]).toMatchObject({ keyChanges });
  expect((await check(scenario)).findings).toEqual([]);
});

test('a rule in a state that AWS invented later may or may not notify', async () => {
  const scenario = withAllRules();
  for (const rule of scenario.vault.rules) { rule.state = 'PAUSED'; }
  expect((await alarmsOf(scenario))[0]).toMatchObject({ keyChanges: 'unknown', failedCopies: 'unknown' });
});

test('a trail that logs makes up for those that do not, and a trail of another Region does not count', async () => {
  const scenario = withAllRules();
  scenario.vault.trailModels.unshift({ name: 'stopped', isLogging: false, basic: [], advanced: [] });
  expect((await check(scenario)).findings).toEqual([]);
  scenario.vault.trailModels.splice(0, 2, { name: 'other', region: 'eu-north-1', isLogging: true, basic: [{}], advanced: [] });
  expect((await check(scenario)).findings.map(about)).toEqual([REGION, OTHER_REGION, RETIRED_REGION].map((region) => `note events-without-trail ${VAULT} ${region}`));
});

test('failed copies need no trail', async () => {
  const scenario = healthy();
  for (const region of [REGION, OTHER_REGION]) { scenario.vault.addRule(region, 'CopyFailed', patternFor('failed copy', scenario.replicaKeys[REGION])); }
  expect((await alarmsOf(scenario))[0]).toMatchObject({ failedCopies: 'yes', trail: 'no' });
  expect((await check(scenario)).findings).toEqual([]);
});

describe.each(ALARM_ACTIONS)('where %s is refused', (action) => {
  const refuse = (scenario: Scenario, reason: 'denied' | 'failed') => {
    for (const account of scenario.world.accounts()) { account.refused.set(action, reason); }
  };

  test.each(['denied', 'failed'] as const)('(%s), nothing fails, the exit code stays 0, and the report says it', async (reason) => {
    const scenario = withAllRules();
    refuse(scenario, reason);
    const outcome = await check(scenario);
    expect(outcome.findings).toEqual([]);
    expect([exitCodeOf(outcome, false), exitCodeOf(outcome, true)]).toEqual([0, 0]);
    const said = outcome.notSeen.filter((sentence) => sentence.includes(action));
    expect(said.map((sentence) => /account (\d+)/.exec(sentence)![1])).toEqual(expect.arrayContaining([VAULT, PROTECTED]));
    expect(said[0]).toMatch(reason === 'denied' ? `because AWS denied ${action}.` : `because ${action} failed: ${action} said no.`);
  });

  test('no answer but unknown takes the place of a sure one', async () => {
    const full = await alarmsOf(withAllRules());
    const scenario = withAllRules();
    refuse(scenario, 'denied');
    const partial: readonly Record<string, string | undefined>[] = await alarmsOf(scenario);
    const changed = full.flatMap((alarm, index) => Object.entries(alarm)
      .filter(([name, answer]) => partial[index][name] !== answer)
      .map(([name]) => partial[index][name]));
    expect(new Set(changed)).toEqual(new Set(['unknown']));
  });

  test.each(BREAKS.filter(({ touches }) => touches === 'alarms'))('and $name, nothing new is blamed', async (given) => {
    const scenario = broken(given);
    refuse(scenario, 'denied');
    const known = (await check(broken(given))).findings.map(about);
    expect((await check(scenario)).findings.map(about).filter((one) => !known.includes(one))).toEqual([]);
  });
});

test('what was refused and would not have changed the answer is not mentioned', async () => {
  const scenario = withAllRules();
  const { vault } = scenario;
  const { trails } = vault;
  const refused = { reason: 'denied', action: 'cloudtrail:GetTrailStatus', message: 'No.' } as const;
  const organization = { name: 'organization', isLogging: async () => ({ refused }), selectors: async () => ({ refused }) };
  Object.assign(vault, { trails: async (region: string) => ({ value: [organization, ...(await trails.call(vault, region) as any).value] }) });
  const outcome = await check(scenario);
  expect(outcome.alarms[0].trail).toBe('yes');
  expect(outcome.notSeen.join()).not.toContain('cloudtrail');
});

test('of an account without credentials nothing is known, which one finding says', async () => {
  const scenario = withAllRules();
  scenario.vault.hasCredentials = false;
  const outcome = await check(scenario);
  expect(outcome.findings.map(about)).toEqual([`unknown no-credentials ${VAULT}`]);
  expect(outcome.alarms[0]).toMatchObject({ keyChanges: 'unknown', failedCopies: 'unknown', trail: 'unknown' });
  expect(outcome.notSeen.join()).not.toContain('notified');
});

test('a Region that is not enabled is not asked, and its alarms are unknown', async () => {
  const scenario = withAllRules();
  for (const account of scenario.world.accounts()) { account.optedInto.clear(); }
  expect((await alarmsOf(scenario))[1]).toMatchObject({ region: OTHER_REGION, keyChanges: 'unknown', failedCopies: 'unknown', trail: 'unknown' });
  expect(scenario.world.asked().filter((question) => /events:|cloudtrail:/.test(question) && question.includes(OTHER_REGION))).toEqual([]);
});

test('of a key that may not be the app\'s, a rule for its ARN says nothing, and one for all keys does', async () => {
  const scenario = withAllRules();
  scenario.vault.refused.set('cloudformation:ListStackResources', 'denied');
  expect((await alarmsOf(scenario))[0]).toMatchObject({ keyChanges: 'unknown', failedCopies: 'yes' });
  scenario.vault.addRule(REGION, 'All', { source: ['aws.kms'] });
  expect((await alarmsOf(scenario))[0]).toMatchObject({ keyChanges: 'yes' });
});

test('rules that have their say already are not said to be missing', async () => {
  const scenario = withAllRules();
  for (const rule of scenario.vault.rules.filter(({ region }) => region === REGION)) { rule.state = 'DISABLED'; }
  expect((await check(scenario)).findings.map(about)).toEqual([
    `note event-rule-disabled ${VAULT} ${REGION}`, `note event-rule-disabled ${VAULT} ${REGION}`,
  ]);
});

test('rules that may notify are not said to be missing', async () => {
  const scenario = withAllRules();
  scenario.vault.rules.splice(0, 2);
  scenario.vault.addRule(REGION, 'Maybe', { detail: { requestParameters: { keyId: ['key'] } } });
  scenario.vault.addRule(REGION, 'Copy', { 'detail-type': ['EBS Snapshot Notification'], 'detail': { cause: ['No.'] } });
  expect((await check(scenario)).findings).toEqual([]);
});
