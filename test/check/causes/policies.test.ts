import { about, casesIn, check } from '../fixtures/check';
import { healthy, PROTECTED, REGION, RETIRED_REGION, VAULT, type Scenario } from '../fixtures/healthy';

test('a policy that names the VAULT role as a principal cannot be written while that role is missing', async () => {
  const scenario = healthy();
  scenario.vault.deleteRole('BackupIAMRole');
  scenario.replicaKeys[REGION].policy.Statement.splice(2);
  const { findings } = await check(scenario);
  expect(findings.map(about)).toEqual([`fails vault-role-missing ${VAULT}`, `fails policy-lacks ${VAULT} ${REGION}`]);
  expect(findings[1].remedy).toBeUndefined();
});

test('a policy that was written by hand cannot be written either while the VAULT role is missing', async () => {
  const scenario = healthy({ byHand: true });
  scenario.vault.deleteRole('BackupIAMRole');
  scenario.replicaKeys[REGION].policy.Statement.splice(2);
  const { findings } = await check(scenario);
  expect(findings.find(({ id }) => id === 'policy-lacks')!.remedy).toBeUndefined();
});

test('whether the key of a retired Region rotates does not matter', async () => {
  const scenario = healthy();
  scenario.replicaKeys[RETIRED_REGION].rotates = false;
  expect((await check(scenario)).findings).toEqual([]);
});

test('the id of a deleted administrator does not count as that of the VAULT role', async () => {
  const scenario = healthy();
  const { policy } = scenario.replicaKeys[REGION];
  policy.Statement[1].Principal.AWS = 'AIDAEXAMPLEDELETED1';
  policy.Statement.splice(2);
  const { findings } = await check(scenario);
  expect(findings.map(about)).toEqual([`fails policy-lacks ${VAULT} ${REGION}`, `note dead-principal ${VAULT} ${REGION}`]);
  expect(findings[0].text).toContain('kms:CreateGrant');
});

describe('a second policy, by which AWS RAM shares the key,', () => {
  test('may allow what the first one lacks, so that is not sure', async () => {
    const scenario = healthy();
    scenario.replicaKeys[REGION].sharedByRam = true;
    scenario.replicaKeys[REGION].policy.Statement.splice(2);
    const outcome = await check(scenario);
    expect(outcome.findings.map(about)).toEqual([`unknown policy-lacks ${VAULT} ${REGION}`, `note shared-by-ram ${VAULT} ${REGION}`]);
    expect(outcome.findings[0].text).toMatch(/, and the policy that AWS RAM may have added to the key was not seen\.$/);
    expect(casesIn(outcome)[REGION]).toBe('unknown unknown/unknown unknown');
  });

  test('makes up neither for a Deny nor for IAM of another account', async () => {
    const scenario = healthy();
    const { policy } = Object.assign(scenario.replicaKeys[REGION], { sharedByRam: true });
    policy.Statement.push({ Effect: 'Deny', Principal: { AWS: `arn:aws:iam::${VAULT}:role/BackupIAMRole` }, Action: 'kms:Encrypt', Resource: '*' });
    scenario.protectedAccount.roles.get('SourceIAMRole')!.policies = [];
    const outcome = await check(scenario);
    expect(outcome.findings.map(about)).toEqual([
      `fails policy-denies ${VAULT} ${REGION}`, `fails identity-lacks ${PROTECTED}`, `note shared-by-ram ${VAULT} ${REGION}`,
    ]);
    expect(outcome.findings[0].text).toContain('a statement without Sid');
    expect(casesIn(outcome)[REGION]).toBe('no no/no no');
  });
});

describe.each([
  ['without its stack', ({ vault }: Scenario) => vault.stacks.delete(`${REGION} ReplicaKeys-${REGION}`)],
  ['that its stack does not have', ({ vault }: Scenario) => vault.stacks.get(`${REGION} ReplicaKeys-${REGION}`)!.delete('Key')],
])('a key %s', (_, abandon) => {
  test('is not compared with the app', async () => {
    const scenario = healthy();
    abandon(scenario);
    scenario.replicaKeys[REGION].policy.Statement.splice(1, 1);
    expect((await check(scenario)).findings.map(about)).toEqual([`note stack-missing ${VAULT} ${REGION}`]);
  });

  test('does not get the policy of the app', async () => {
    const scenario = healthy();
    abandon(scenario);
    scenario.replicaKeys[REGION].policy.Statement.splice(2);
    const { findings } = await check(scenario);
    expect(findings.map(({ id, remedy }) => ({ id, remedy }))).toEqual([{ id: 'stack-missing' }, { id: 'policy-lacks' }]);
  });
});
