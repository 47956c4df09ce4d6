import type { ReplicaKeySet } from '../../../src/check/expectation';
import { check } from '../fixtures/check';
import { ALIAS, healthy, OTHER_REGION, PROTECTED, REGION, RETIRED_REGION, VAULT, withSet } from '../fixtures/healthy';
import { paste } from '../fixtures/paste';

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
