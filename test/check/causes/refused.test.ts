import type { Verdict } from '../../../src/check/evaluator/verdict';
import type { Finding } from '../../../src/check/finding';
import { inspect } from '../../../src/check/inspect';
import type { Refusal } from '../../../src/check/live/live';
import { UnreachableAccount } from '../../../src/check/live/unreachable-account';
import { BREAKS, broken } from '../fixtures/breaks';
import { about, casesIn, check } from '../fixtures/check';
import { healthy, PROTECTED, VAULT, type Scenario } from '../fixtures/healthy';
import { paste } from '../fixtures/paste';

/** What is asked, and whether a case depends on it. */
const QUESTIONS: ReadonlyArray<readonly [action: string, weight: Finding['level']]> = [
  ['account:ListRegions', 'unknown'],
  ['cloudformation:ListStackResources', 'unknown'],
  ['ec2:DescribeSnapshots', 'note'],
  ['iam:GetRole', 'unknown'],
  ['iam:ListRolePolicies', 'unknown'],
  ['iam:SimulatePrincipalPolicy', 'note'],
  ['kms:DescribeKey', 'unknown'],
  ['kms:GetKeyLastUsage', 'note'],
  ['kms:GetKeyPolicy', 'unknown'],
  ['kms:GetKeyRotationStatus', 'note'],
  ['kms:ListAliases', 'unknown'],
  ['kms:ListKeyPolicies', 'note'],
];

/** Whether nothing depends on the answer: only IAM policies of `SourceIAMRole` ask for aliases, and where KMS answers, the Region is enabled. */
function isNeedless(action: string, account: string): boolean {
  return action === 'kms:ListAliases' ? account !== VAULT : action === 'account:ListRegions' && account === VAULT;
}

const REASONS: ReadonlyArray<Refusal['reason']> = ['denied', 'failed'];

function refuse({ world }: Scenario, action: string, reason: Refusal['reason'], accounts: readonly string[] = world.accounts().map(({ id }) => id)): void {
  for (const id of accounts) { world.account(id).refused.set(action, reason); }
}

const verdictsOf = (cases: Record<string, string>) => Object.values(cases).flatMap((text) => text.split(/[ /]/)) as Verdict[];

function lessSpecific(id: string, refused: string): string[] {
  switch (refused) {
    case 'kms:ListAliases': return id === 'alias-misspelt' ? ['alias-missing'] : [];
    // The key that a moved alias leads to has no policy.
    case 'cloudformation:ListStackResources': return ({ 'alias-moved': ['policy-lacks'], 'stack-missing': ['alias-missing'], 'key-missing': ['alias-missing'] })[id] ?? [];
    default: return [];
  }
}

/** What a finding may become where less is seen: the same, or less sure. */
function weaker(finding: Finding, refused: string): string[] {
  const levels: Array<Finding['level']> = ['fails', 'unknown', 'note'];
  return [finding.id, ...lessSpecific(finding.id, refused)]
    .flatMap((id) => levels.slice(levels.indexOf(finding.level)).map((level) => about({ ...finding, id, level })));
}

test('the questions are all that are asked', async () => {
  const scenario = healthy();
  scenario.vault.roles.get('BackupIAMRole')!.boundary = { name: 'All', document: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } };
  await check(scenario);
  const asked = new Set(scenario.world.asked().map((question) => question.split(' ')[1]));
  // What alarms.test.ts refuses.
  const aboutAlarms = ['cloudtrail:DescribeTrails', 'events:ListRules'];
  expect([...asked].sort()).toEqual([...QUESTIONS.map(([action]) => action), ...aboutAlarms, 'iam:GetPolicyVersion'].sort());
});

describe.each(QUESTIONS)('where %s is refused', (action, weight) => {
  test.each(REASONS)('in every account (%s), it is said once for each account, and what depends on it is not called a yes', async (reason) => {
    const scenario = healthy();
    refuse(scenario, action, reason);
    const outcome = await check(scenario);
    const asked = scenario.world.asked().map((question) => question.split(' '));
    const askedIn = new Set(asked.filter(([account, one]) => one === action && !isNeedless(action, account)).map(([account]) => account));
    expect(outcome.findings.map(({ id, level, account, text }) => ({ id, level, account, named: text.includes(action) })))
      .toEqual(expect.arrayContaining([...askedIn].map((account) => ({ id: 'not-seen', level: expect.any(String), account, named: true }))));
    expect(outcome.findings).toHaveLength(askedIn.size);
    expect(new Set(outcome.findings.map(({ level }) => level)).has('unknown')).toBe(weight === 'unknown');
    expect(verdictsOf(casesIn(outcome)).includes('unknown')).toBe(weight === 'unknown');
    expect(verdictsOf(casesIn(outcome))).not.toContain('no');
    const remedy = reason === 'denied' ? 'npx cdk-vault-replica-keys permissions' : undefined;
    expect(new Set(outcome.findings.map((finding) => finding.remedy))).toEqual(new Set([remedy]));
  });

  // All pairs would take long: every fourth, and all where an alias may be moved.
  const some = BREAKS.filter(({ touches }, index) => (index + QUESTIONS.findIndex(([name]) => name === action)) % 4 === 0
    || (touches === 'alias' && action === 'cloudformation:ListStackResources'));
  test.each(some)('and $name, no sure answer changes, and nothing else is blamed', async (given) => {
    const full = await check(broken(given));
    const scenario = broken(given);
    refuse(scenario, action, 'denied');
    const outcome = await check(scenario);
    const verdicts = verdictsOf(casesIn(full));
    const changed = verdictsOf(casesIn(outcome)).filter((verdict, index) => verdict !== 'unknown' && verdict !== verdicts[index]);
    // Nobody but the simulator knows service control policies.
    expect(changed).toEqual(given.finding.id === 'scp-denies' && action === 'iam:SimulatePrincipalPolicy' ? expect.arrayContaining(['yes']) : []);
    const known = new Set(full.findings.flatMap((finding) => weaker(finding, action)));
    expect(outcome.findings.filter(({ id }) => id !== 'not-seen').map(about).filter((one) => !known.has(one))).toEqual([]);
    const isLessSure = verdictsOf(casesIn(outcome)).some((verdict, index) => verdict !== verdicts[index] && verdict === 'unknown');
    expect(outcome.findings.some(({ level }) => level === 'unknown') || !isLessSure).toBe(true);
  });
});

test('without credentials for the VAULT account nothing is sure, and one finding says what to give', async () => {
  const scenario = healthy();
  scenario.vault.hasCredentials = false;
  const outcome = await check(scenario);
  expect(outcome.findings.map(({ id, level, account, text }) => ({ id, level, account, text }))).toEqual([
    { id: 'no-credentials', level: 'unknown', account: VAULT, text: 'Nothing of account 111111111111 could be seen: specify --profile 111111111111=NAME.' },
  ]);
  expect(new Set(verdictsOf(casesIn(outcome)))).toEqual(new Set(['unknown']));
});

test('accounts that the network does not reach have one finding each, which says what to check', async () => {
  const message = 'connect ECONNREFUSED 127.0.0.1:4566';
  const outcome = await inspect(healthy().expectation, (id) => new UnreachableAccount(id, { reason: 'failed', message }));
  expect(outcome.findings.map(({ id, text }) => [id, text])).toContainEqual([
    'no-credentials',
    `Nothing of account 111111111111 could be seen: ${message}. Check the network connection, the proxy, and AWS_ENDPOINT_URL if it is set.`,
  ]);
  expect(new Set(outcome.findings.map(({ id }) => id))).toEqual(new Set(['no-credentials']));
  expect(outcome.notSeen.join()).not.toContain(message);
});

test('without credentials for a PROTECTED account a key policy that lacks it is still found', async () => {
  const scenario = healthy();
  scenario.protectedAccount.hasCredentials = false;
  scenario.replicaKeys['eu-west-1'].policy.Statement.splice(2);
  const outcome = await check(scenario);
  expect(outcome.findings.map(about)).toEqual([
    `unknown no-credentials ${PROTECTED}`, `fails policy-lacks ${VAULT} eu-west-1`,
  ]);
  expect(outcome.findings[1].text).toContain('accounts 222222222222 and 333333333333');
});

test('a boundary that could not be read leaves open what it allows', async () => {
  const scenario = healthy();
  const role = scenario.protectedAccount.roles.get('SourceIAMRole')!;
  role.boundary = { name: 'Boundary', document: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } };
  refuse(scenario, 'iam:GetPolicyVersion', 'denied', [PROTECTED]);
  const outcome = await check(scenario);
  expect(outcome.findings.map(about)).toEqual([`unknown not-seen ${PROTECTED}`]);
  expect(new Set(verdictsOf(casesIn(outcome)))).toEqual(new Set(['unknown']));
});


test('of a boundary, the simulator is asked only where it could not be read', async () => {
  const scenario = healthy();
  const role = scenario.protectedAccount.roles.get('SourceIAMRole')!;
  role.boundary = { name: 'Boundary', document: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } };
  scenario.protectedAccount.deniedByBoundary.add('kms:CreateGrant');
  expect((await check(scenario)).findings).toEqual([]);
  refuse(scenario, 'iam:GetPolicyVersion', 'denied', [PROTECTED]);
  const { findings } = await check(scenario);
  expect(findings.map(about)).toEqual([`unknown not-seen ${PROTECTED}`, `unknown boundary-denies ${PROTECTED}`]);
  expect(findings[1].text).toContain('its permissions boundary keeps role "SourceIAMRole" of account 222222222222 from kms:CreateGrant on');
});

test('a check by hand is told the options of the command that prints the permissions', async () => {
  const scenario = healthy({ byHand: true });
  refuse(scenario, 'kms:GetKeyRotationStatus', 'denied');
  const { findings: [{ level, remedy }] } = await check(scenario);
  expect(level).toBe('note');
  expect(paste(remedy!)).toEqual([[
    'npx', 'cdk-vault-replica-keys', 'permissions', '--alias', 'alias/very_secret_key', '--vault-account', VAULT,
    '--vault-role', `arn:aws:iam::${VAULT}:role/BackupIAMRole`, '--protected-account', '222222222222', '--protected-account', '333333333333',
    '--regions', 'eu-west-1,af-south-1', '--source-key', scenario.sourceKeys.imported.arn, '--source-key', 'arn:aws:kms:eu-west-1:333333333333:alias/databases',
  ]]);
});

test('a VAULT account that does not say its Regions has enabled those in which KMS answers', async () => {
  const scenario = healthy();
  refuse(scenario, 'account:ListRegions', 'denied', [VAULT]);
  expect((await check(scenario)).findings).toEqual([]);
});

test('what a server says that is not AWS is shown in quotes', async () => {
  const scenario = healthy();
  const failed = { reason: 'failed', action: 'ec2:DescribeSnapshots', message: '\u001b[31m<html>\nè' } as const;
  Object.assign(scenario.vault, { failedCopies: async () => ({ refused: failed }) });
  const { findings: [{ text }] } = await check(scenario);
  expect(text).toBe('ec2:DescribeSnapshots failed in account 111111111111 in eu-west-1, af-south-1, and us-east-1: "\\u001b[31m<html>\\n\\u00e8".');
});

test('where only the alias of a key could not be looked up, nothing is sure, and its own policy is still judged', async () => {
  const scenario = healthy();
  const { key } = scenario.vault;
  const refused = { reason: 'denied', action: 'kms:DescribeKey', message: 'No.' } as const;
  Object.assign(scenario.vault, {
    key: async (region: string, keyId: string) => keyId.startsWith('alias/') ? { refused } : key.call(scenario.vault, region, keyId),
  });
  scenario.replicaKeys['eu-west-1'].policy.Statement.splice(2);
  const outcome = await check(scenario);
  expect(outcome.findings.map(about)).toEqual([`unknown not-seen ${VAULT}`, `fails policy-lacks ${VAULT} eu-west-1`]);
  expect(casesIn(outcome)['af-south-1']).toBe('unknown unknown/unknown unknown');
});

test.each([false, true])('an alias that could not be looked up leaves open whether replicas arrive (keys created by hand: %s)', async (byHand) => {
  const scenario = healthy({ byHand });
  refuse(scenario, 'kms:DescribeKey', 'failed', [VAULT]);
  expect((await check(scenario)).findings.map(about)).toEqual([`unknown not-seen ${VAULT}`]);
});

test('the key of a retired Region is found without its alias', async () => {
  const scenario = healthy();
  const { key } = scenario.vault;
  const refused = { reason: 'failed', action: 'kms:DescribeKey', message: 'No.' } as const;
  Object.assign(scenario.vault, {
    key: async (region: string, keyId: string) => region === 'us-east-1' && keyId.startsWith('alias/') ? { refused } : key.call(scenario.vault, region, keyId),
  });
  expect((await check(scenario)).findings.map(about)).toEqual([`note not-seen ${VAULT} us-east-1`]);
});

test('of a key that may not be of the app, nothing is sure but what works', async () => {
  const scenario = healthy();
  refuse(scenario, 'cloudformation:ListStackResources', 'denied', [VAULT]);
  const guard = [{ Effect: 'Deny', Action: 'kms:Decrypt', Resource: '*' }];
  scenario.vault.roles.get('BackupIAMRole')!.policies.push({ name: 'Guard', document: { Version: '2012-10-17', Statement: guard } });
  scenario.replicaKeys['eu-west-1'].state = 'Disabled';
  scenario.replicaKeys['af-south-1'].spec = 'RSA_2048';
  const outcome = await check({ ...scenario, expectation: { ...scenario.expectation, sourceKeys: [] } });
  expect(outcome.findings.map(about)).toEqual([
    `unknown not-seen ${VAULT}`, `unknown key-disabled ${VAULT} eu-west-1`, `unknown key-wrong-kind ${VAULT} af-south-1`, `unknown identity-denies ${VAULT}`,
  ]);
});

test.each(['cloudformation:ListStackResources', 'none'])('the policy of a key that may not be of the app is never replaced (refused: %s)', async (action) => {
  const scenario = healthy();
  refuse(scenario, action, 'denied', [VAULT]);
  scenario.vault.stacks.clear();
  scenario.replicaKeys['eu-west-1'].policy.Statement.splice(2);
  const { findings } = await check(scenario);
  const lack = findings.find(({ id }) => id === 'policy-lacks')!;
  expect([lack.region, lack.level, lack.remedy]).toEqual(['eu-west-1', action === 'none' ? 'fails' : 'unknown', undefined]);
});
