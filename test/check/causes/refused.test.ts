import type { Verdict } from '../../../src/check/evaluator/verdict';
import type { Finding } from '../../../src/check/finding';
import type { Refusal } from '../../../src/check/live/live';
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

/** What a finding may become where less is seen: the same, or less sure. */
function weaker(finding: Finding, refused: string): string[] {
  const id = refused === 'kms:ListAliases' && finding.id === 'alias-misspelt' ? 'alias-missing' : finding.id;
  const levels: Array<Finding['level']> = ['fails', 'unknown', 'note'];
  return levels.slice(levels.indexOf(finding.level)).map((level) => about({ ...finding, id, level }));
}

test('the questions are all that are asked', async () => {
  const scenario = healthy();
  scenario.vault.roles.get('BackupIAMRole')!.boundary = { name: 'All', document: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } };
  await check(scenario);
  const asked = new Set(scenario.world.asked().map((question) => question.split(' ')[1]));
  expect([...asked].sort()).toEqual([...QUESTIONS.map(([action]) => action), 'iam:GetPolicyVersion'].sort());
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

  // Each with every seventh break: all pairs would take long.
  const some = BREAKS.filter((_, index) => (index + QUESTIONS.findIndex(([name]) => name === action)) % 4 === 0);
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
    { id: 'no-credentials', level: 'unknown', account: VAULT, text: 'Nothing of account 111111111111 could be seen: give --profile 111111111111=NAME.' },
  ]);
  expect(new Set(verdictsOf(casesIn(outcome)))).toEqual(new Set(['unknown']));
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
  expect(text).toBe('ec2:DescribeSnapshots failed in account 111111111111 in eu-west-1, af-south-1 and us-east-1: "\\u001b[31m<html>\\n\\u00e8".');
});
