import { about, casesIn, check } from '../fixtures/check';
import { ACCESS_STATEMENTS, ALIAS, asKmsReturnsIt, healthy, OTHER_PROTECTED, OTHER_REGION, PROTECTED, REGION, replicaPolicy, RETIRED_REGION, VAULT, withSet, type Scenario } from '../fixtures/healthy';

/** Narrows the use of a replica key to calls by services, as `viaServices` does. */
function narrow(policy: any, services: string | string[]): any {
  const { Action, ...use } = policy.Statement[2];
  const described = { ...use, Sid: 'Allow key users to describe the key', Action: 'kms:DescribeKey' };
  const Condition = { StringEquals: { 'kms:ViaService': services } };
  const narrowed = { ...use, Action: [Action].flat().filter((one: string) => one !== 'kms:DescribeKey'), Condition };
  return { ...policy, Statement: [...policy.Statement.slice(0, 2), narrowed, described, ...policy.Statement.slice(3)] };
}

describe('keys that are for some services only', () => {
  function narrowed(...services: string[]): Scenario {
    const scenario = healthy();
    for (const key of Object.values(scenario.replicaKeys)) {
      key.policy = narrow(asKmsReturnsIt(replicaPolicy(key.region === RETIRED_REGION)), services.map((service) => `${service}.${key.region}.amazonaws.com`));
    }
    const { replicaKeys: [{ keys }] } = scenario.expectation;
    return withSet(scenario, { services, keys: keys.map((key) => ({ ...key, policy: scenario.replicaKeys[key.region].policy })) });
  }

  test('work for calls by all of the services', async () => {
    expect((await check(narrowed('ec2', 'rds'))).findings).toEqual([]);
  });

  test('do not work for a service that their policy forgot, and the missing calls are named once', async () => {
    const scenario = narrowed('ec2', 'rds');
    scenario.replicaKeys[REGION].policy = narrow(asKmsReturnsIt(replicaPolicy()), `ec2.${REGION}.amazonaws.com`);
    const outcome = await check(scenario);
    expect(outcome.findings.map(about)).toEqual([`fails policy-lacks ${VAULT} ${REGION}`]);
    expect(outcome.findings[0].text).toContain('allow kms:Encrypt, kms:Decrypt, kms:ReEncrypt*, and kms:GenerateDataKey* for');
    expect(casesIn(outcome)[REGION]).toBe('no no/no no');
  });
});

describe('a VAULT role that is named late', () => {
  function late(): Scenario {
    const scenario = healthy();
    const arn = `arn:aws:iam::${VAULT}:role/BackupIAMRole`;
    const named = (policy: any) => ({
      ...policy,
      Statement: policy.Statement.flatMap((one: any) => one.Principal.AWS?.includes?.(arn)
        ? [
          { ...one, Principal: { AWS: [one.Principal.AWS].flat().filter((principal: string) => principal !== arn) } },
          {
            ...one,
            Sid: `${one.Sid} by the VAULT role`,
            Principal: '*',
            Condition: { ...one.Condition, StringEquals: { 'kms:CallerAccount': VAULT }, ArnEquals: { 'aws:PrincipalArn': arn } },
          },
        ]
        : [one]).filter(({ Principal }: any) => Principal === '*' || Principal.AWS.length > 0),
    });
    for (const key of Object.values(scenario.replicaKeys)) { key.policy = named(key.policy); }
    const { replicaKeys: [{ keys }] } = scenario.expectation;
    return withSet(scenario, {
      vaultRole: { arn, lateBound: true },
      keys: keys.map((key) => ({ ...key, policy: named(key.policy) })),
    });
  }

  test('has access, also after it was re-created', async () => {
    const scenario = late();
    expect((await check(scenario)).findings).toEqual([]);
    const { policies } = scenario.vault.roles.get('BackupIAMRole')!;
    scenario.vault.deleteRole('BackupIAMRole');
    scenario.vault.addRole('BackupIAMRole', policies);
    const { findings } = await check(scenario);
    // The keys of PROTECTED accounts name it as a principal.
    expect(new Set(findings.map(({ id, account }) => `${id} ${account}`))).toEqual(new Set([
      `dead-principal ${PROTECTED}`, `dead-principal ${OTHER_PROTECTED}`,
    ]));
  });

  test('that is missing does not keep the key policy from being repaired', async () => {
    const scenario = late();
    scenario.vault.deleteRole('BackupIAMRole');
    scenario.replicaKeys[REGION].policy.Statement.splice(2);
    const outcome = await check(scenario);
    const lack = outcome.findings.find(({ id }) => id === 'policy-lacks')!;
    expect(lack.remedy).toContain('put-key-policy');
    // The policy allows a role that does not exist.
    expect(casesIn(outcome)[OTHER_REGION]).toBe('no no/no yes');
  });
});

describe('an organization', () => {
  function ofOrganization(): Scenario {
    const scenario = healthy();
    const grant = (policy: any) => ({
      ...policy,
      Statement: policy.Statement.flatMap((one: any, index: number) => index < 2 ? [one] : [
        { ...one, Principal: { AWS: `arn:aws:iam::${VAULT}:role/BackupIAMRole` } },
        {
          ...one,
          Sid: `${one.Sid} by the organization`,
          Principal: '*',
          Condition: { ...one.Condition, StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, StringNotEquals: { 'kms:CallerAccount': VAULT } },
        },
      ]),
    });
    for (const key of Object.values(scenario.replicaKeys)) { key.policy = grant(key.policy); }
    const { replicaKeys: [{ keys }] } = scenario.expectation;
    return withSet(scenario, {
      protectedAccounts: [], organization: { id: 'o-a1b2c3d4e5' }, keys: keys.map((key) => ({ ...key, policy: grant(key.policy) })),
    });
  }

  test('is nothing that a call shows, so the accounts of known keys may or may not be in it', async () => {
    const { findings, notSeen, cases } = await check(ofOrganization());
    expect(findings.map(about)).toEqual([REGION, OTHER_REGION, RETIRED_REGION].map((region) => `unknown cannot-tell ${VAULT} ${region}`));
    expect(findings[0].text).toContain('role "SourceIAMRole" of accounts 222222222222 and 333333333333');
    expect(findings[0].text).toContain('"aws:PrincipalOrgID"');
    expect(cases[0].regions[0]).toEqual({ region: REGION, A: 'unknown', B: { [REGION]: 'unknown', [RETIRED_REGION]: 'unknown' }, C: 'unknown' });
    expect(notSeen).toEqual(expect.arrayContaining([expect.stringContaining('o-a1b2c3d4e5')]));
  });

  test('without any known account leaves open whether replicas arrive', async () => {
    const scenario = ofOrganization();
    const { cases } = await check({ ...scenario, expectation: { ...scenario.expectation, sourceKeys: [] } });
    expect(cases[0].regions[0]).toEqual({ region: REGION, A: 'unknown', B: {}, C: 'unknown' });
  });
});

describe('the role of the PROTECTED accounts', () => {
  test('is the one that is asked for', async () => {
    const scenario = healthy();
    const { findings } = await check(scenario, { sourceRole: 'Copier' });
    expect(findings.map(about)).toEqual([`fails source-role-missing ${PROTECTED}`, `fails source-role-missing ${OTHER_PROTECTED}`]);
  });

  test('is the one that the key policies are narrowed to, unless another is asked for', async () => {
    const scenario = withSet(healthy(), { protectedRoleName: 'Narrowed' });
    expect((await check(scenario)).findings.map(({ text }) => text)).toEqual([
      expect.stringContaining('"Narrowed"'), expect.stringContaining('"Narrowed"'),
    ]);
    expect((await check(scenario, { sourceRole: 'SourceIAMRole' })).findings).toEqual([]);
  });
});

test('a VAULT role with another path is not the one that key policies name', async () => {
  const scenario = healthy();
  const [, policies] = [scenario.vault.roles.delete('BackupIAMRole'), scenario.vault.addRole('BackupIAMRole', [], 'service-role/')];
  expect(policies.arn).toBe(`arn:aws:iam::${VAULT}:role/service-role/BackupIAMRole`);
  const { findings } = await check(scenario);
  expect(findings.map(about)).toEqual([`fails vault-role-missing ${VAULT}`]);
  expect(findings[0].text).toContain('service-role/BackupIAMRole');
});

describe('a StackSet', () => {
  const ofStackSet = (scenario: Scenario, policy = replicaPolicy): Scenario => withSet(scenario, {
    keys: scenario.expectation.replicaKeys[0].keys.map(({ region, retired }) => ({ region, retired, policy: policy(retired) })),
  });

  test('has keys that are found by their aliases', async () => {
    const scenario = ofStackSet(healthy());
    expect((await check(scenario)).findings).toEqual([]);
    scenario.vault.aliasTargets.delete(`${REGION} ${ALIAS}`);
    const { findings } = await check(scenario);
    expect(findings.map(about)).toEqual([`fails alias-missing ${VAULT} ${REGION}`]);
    expect(findings[0].remedy).toBeUndefined();
  });

  test('has policies that are known at deployment only, which are neither compared nor written', async () => {
    const scenario = ofStackSet(healthy(), (retired) => {
      const policy = replicaPolicy(retired);
      policy.Statement[1].Principal.AWS = { 'Fn::GetAtt': ['Administrator', 'Arn'] };
      return policy;
    });
    expect((await check(scenario)).findings).toEqual([]);
    scenario.replicaKeys[REGION].policy.Statement.splice(3);
    const { findings: [{ id, remedy }, ...others] } = await check(scenario);
    expect([id, remedy, others]).toEqual(['policy-lacks', undefined, []]);
  });
});

test('an app with keys of PROTECTED accounts only has findings and no cases', async () => {
  const scenario = healthy();
  scenario.sourceKeys.imported.policy.Statement.splice(1);
  const { cases, findings } = await check({ ...scenario, expectation: { ...scenario.expectation, replicaKeys: [] } });
  expect(cases).toEqual([]);
  expect(findings.map(about)).toEqual([`fails statements-lost ${PROTECTED} ${RETIRED_REGION}`]);
});

test('a source key for a role that no alias has counts for all aliases of the VAULT account, as that is a slip', async () => {
  const scenario = healthy();
  const statements = JSON.parse(JSON.stringify(ACCESS_STATEMENTS).replaceAll('BackupIAMRole', 'Other'));
  scenario.sourceKeys.imported.policy.Statement.splice(1, 2, ...statements);
  scenario.vault.addRole('Other', scenario.vault.roles.get('BackupIAMRole')!.policies);
  const { sourceKeys } = scenario.expectation;
  const other = { arn: `arn:aws:iam::${VAULT}:role/Other`, lateBound: false };
  const outcome = await check({
    ...scenario,
    expectation: {
      ...scenario.expectation,
      sourceKeys: sourceKeys.map((key) => key.by === 'custom resource' ? { ...key, vaultRole: other, statements } : key),
    },
  });
  expect(outcome.findings.map(about)).toEqual([`fails policy-lacks ${PROTECTED} ${RETIRED_REGION}`]);
  expect(casesIn(outcome)[REGION]).toBe('yes yes/no yes');
});
