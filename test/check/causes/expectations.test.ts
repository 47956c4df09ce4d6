import type { Expectation, ReplicaKeySet } from '../../../src/check/expectation';
import { about, casesIn, check } from '../fixtures/check';
import { ACCESS_STATEMENTS, ALIAS, asKmsReturnsIt, healthy, OTHER_PROTECTED, OTHER_REGION, PROTECTED, REGION, replicaPolicy, RETIRED_REGION, VAULT, type Scenario } from '../fixtures/healthy';
import { paste } from '../fixtures/paste';

/** The scenario with a changed expectation of its replica keys. */
function withSet(scenario: Scenario, change: Partial<ReplicaKeySet>, more: Partial<Expectation> = {}): Scenario {
  const { replicaKeys: [set], ...rest } = scenario.expectation;
  return { ...scenario, expectation: { ...rest, replicaKeys: [{ ...set, ...change }], ...more } };
}

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
    expect(outcome.findings[0].text).toContain('allow kms:Encrypt, kms:Decrypt, kms:ReEncrypt* and kms:GenerateDataKey* for');
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

test('a policy that names the VAULT role as a principal cannot be written while that role is missing', async () => {
  const scenario = healthy();
  scenario.vault.deleteRole('BackupIAMRole');
  scenario.replicaKeys[REGION].policy.Statement.splice(2);
  const { findings } = await check(scenario);
  expect(findings.map(about)).toEqual([`fails vault-role-missing ${VAULT}`, `fails policy-lacks ${VAULT} ${REGION}`]);
  expect(findings[1].remedy).toBeUndefined();
});

test('nor can one that was written by hand', async () => {
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

describe('commands', () => {
  test('name the profile of the account that they are for, and no other', async () => {
    const scenario = healthy();
    scenario.replicaKeys[REGION].state = 'Disabled';
    scenario.sourceKeys.owned.state = 'Disabled';
    scenario.vault.stacks.delete(`${OTHER_REGION} ReplicaKeys-${OTHER_REGION}`);
    scenario.vault.aliasTargets.delete(`${OTHER_REGION} ${ALIAS}`);
    const { findings } = await check(scenario, { profiles: new Map([[VAULT, '--my vault']]) });
    const remedies = Object.fromEntries(findings.map(({ id, account, remedy }) => [`${id} ${account}`, paste(remedy!).flat()]));
    expect(remedies[`key-disabled ${VAULT}`]).toContain('--profile=--my vault');
    expect(remedies[`stack-missing ${VAULT}`]).toEqual(['npx', 'cdk', 'deploy', `ReplicaKeys/${OTHER_REGION}`, '--profile=--my vault']);
    expect(remedies[`key-disabled ${PROTECTED}`].join(' ')).not.toContain('profile');
  });

  test('find the app, and the key among those of several aliases and accounts', async () => {
    const scenario = healthy();
    scenario.replicaKeys[REGION].policy.Statement.splice(2);
    const { replicaKeys: [set] } = scenario.expectation;
    const remedyWith = async (more: Partial<ReplicaKeySet>) => {
      const expectation = { ...scenario.expectation, assembly: 'my app/cdk.out', replicaKeys: [set, { ...set, keys: [], ...more }] };
      const { findings } = await check({ ...scenario, expectation });
      return findings.find(({ id }) => id === 'policy-lacks')!.remedy!;
    };
    expect(await remedyWith({ alias: 'alias/other' }))
      .toContain(`--policy "$(npx cdk-vault-replica-keys policy ${REGION} --alias ${ALIAS} --app 'my app/cdk.out')"`);
    expect(await remedyWith({ vaultAccount: '444444444444' }))
      .toContain(`--policy "$(npx cdk-vault-replica-keys policy ${REGION} --vault-account ${VAULT} --app 'my app/cdk.out')"`);
  });

  test('allow a role no more than it lacks, on keys of VAULT by their alias and on those of PROTECTED accounts by their ARNs', async () => {
    const scenario = healthy();
    const statements = (document: any) => document.Statement as any[];
    const sourceRole = scenario.protectedAccount.roles.get('SourceIAMRole')!;
    const [use, grant] = statements(sourceRole.policies[0].document);
    use.Action = use.Action.filter((action: string) => action !== 'kms:Decrypt');
    grant.Resource = grant.Resource.slice(1);
    scenario.vault.roles.get('BackupIAMRole')!.policies = [];
    const { findings } = await check(scenario);
    const documents = Object.fromEntries(findings.map(({ account, remedy }) => {
      const [args] = paste(remedy!);
      return [account, JSON.parse(args[args.indexOf('--policy-document') + 1])];
    }));
    const byAlias = { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': ALIAS } };
    const keysIn = (region: string) => `arn:aws:kms:${region}:${VAULT}:key/*`;
    const forAws = { Bool: { 'kms:GrantIsForAWSResource': 'true' } };
    const grants = ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'];
    expect(documents[PROTECTED].Statement).toEqual([
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: [REGION, OTHER_REGION, RETIRED_REGION].map(keysIn), Condition: byAlias },
      { Effect: 'Allow', Action: grants, Resource: keysIn(REGION), Condition: { ...byAlias, ...forAws } },
    ]);
    const { owned, imported, byHand } = scenario.sourceKeys;
    expect(documents[VAULT].Statement).toEqual([
      { Effect: 'Allow', Action: expect.arrayContaining(['kms:Decrypt']), Resource: [owned.arn, imported.arn, byHand.arn] },
      { Effect: 'Allow', Action: grants, Resource: [owned.arn, imported.arn, byHand.arn], Condition: forAws },
    ]);
  });

  test('say what else they remove', async () => {
    const scenario = healthy();
    const { policy } = scenario.replicaKeys[REGION];
    policy.Statement.splice(3);
    policy.Statement.push({ Sid: 'Added', Effect: 'Allow', Principal: { AWS: VAULT }, Action: 'kms:Sign', Resource: '*' });
    const { findings: [{ text, remedy }] } = await check(scenario);
    expect(text).toMatch(/, and the command also removes statement "Added", which the app does not have\.$/);
    expect(remedy).toContain('put-key-policy');
  });

  test('do not write the policy of the app where that lacks the same', async () => {
    const scenario = healthy();
    scenario.replicaKeys[REGION].policy.Statement.splice(3);
    const { replicaKeys: [{ keys }] } = scenario.expectation;
    const lacking = withSet(scenario, {
      keys: keys.map((key) => ({ ...key, policy: { ...key.policy!, Statement: key.policy!.Statement.slice(0, 3) } })),
    });
    const { findings } = await check(lacking);
    const { text, remedy } = findings.find(({ id, region }) => id === 'policy-lacks' && region === REGION)!;
    expect(text).toMatch(/, nor does the policy of the app\.$/);
    expect(remedy).toBeUndefined();
  });
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


test('the id of an administrator that was deleted is not taken for that of the VAULT role', async () => {
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
