import { about, check } from '../fixtures/check';
import { ACCESS_STATEMENTS, ALIAS, healthy, PROTECTED, REGION, replicaPolicy, VAULT, type Scenario } from '../fixtures/healthy';
import { paste } from '../fixtures/paste';

describe('statements that a custom resource adds to a key', () => {
  const added = { Sid: 'Backup', Effect: 'Allow', Principal: { AWS: VAULT }, Action: 'kms:CreateGrant', Resource: '*' };
  const live = { ...added, Sid: 'KeyPolicyStatements-0123456789abcdef-Backup' };

  function withAddition(arn: (scenario: Scenario) => string, account = VAULT): Scenario {
    const scenario = healthy();
    const addition = { account, region: REGION, arn: arn(scenario), stackName: 'Extra', statements: [added] };
    return { ...scenario, expectation: { ...scenario.expectation, addedStatements: [addition] } };
  }

  const toReplicaKey = () => withAddition(() => `arn:aws:kms:${REGION}:${VAULT}:${ALIAS}`);

  test('are no drift of a replica key', async () => {
    const scenario = toReplicaKey();
    scenario.replicaKeys[REGION].policy.Statement.push(live);
    expect((await check(scenario)).findings).toEqual([]);
  });

  test('stay in it when the policy of the app is written again', async () => {
    const scenario = toReplicaKey();
    scenario.replicaKeys[REGION].policy.Statement.splice(2, 2, live);
    const { findings: [{ remedy }] } = await check(scenario);
    const [args] = paste(remedy!);
    expect(JSON.parse(args[args.indexOf('--policy') + 1])).toEqual({ ...replicaPolicy(), Statement: [...replicaPolicy().Statement, live] });
  });

  test('are reported where they are lost, with a command that adds them', async () => {
    const scenario = toReplicaKey();
    const { findings: [finding, ...others] } = await check(scenario);
    expect(others).toEqual([]);
    expect(about(finding)).toBe(`note statements-lost ${VAULT} ${REGION}`);
    expect(finding.text).toContain('"Backup"');
    expect(finding.text).toContain('"Extra"');
    const [args] = paste(finding.remedy!);
    scenario.replicaKeys[REGION].policy = JSON.parse(args[args.indexOf('--policy') + 1]);
    expect((await check(scenario)).findings).toEqual([]);
  });

  test('come back with what a source key lacks', async () => {
    const scenario = withAddition(({ sourceKeys }) => sourceKeys.owned.arn, PROTECTED);
    scenario.sourceKeys.owned.policy.Statement.splice(1);
    const { findings } = await check(scenario);
    expect(findings.map(about)).toEqual([`fails policy-lacks ${PROTECTED} ${REGION}`, `note statements-lost ${PROTECTED} ${REGION}`]);
    const [args] = paste(findings[0].remedy!);
    expect(JSON.parse(args[args.indexOf('--policy') + 1]).Statement.slice(1)).toEqual([...ACCESS_STATEMENTS, added]);
    expect(findings[1].remedy).toBeUndefined();
  });

  test('are reported of a key that is no replica key either', async () => {
    const scenario = withAddition(({ protectedAccount }) => protectedAccount.addKey(REGION, { Version: '2012-10-17', Statement: [] }).arn, PROTECTED);
    expect((await check(scenario)).findings.map(about)).toEqual([`note statements-lost ${PROTECTED} ${REGION}`]);
  });
});
