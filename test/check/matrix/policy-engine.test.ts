import { App } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { AccountMatching, ProtectedKeyAccess, ProtectedOrganization, VaultReplicaKeys, VaultRole, ViaService, type VaultReplicaKeysProps } from '../../../src';
import { readAssembly } from '../../../src/check/assembly/read-assembly';
import type { Context } from '../../../src/check/evaluator/decide';
import { accessTables } from '../../../src/check/matrix/access-tables';
import { ATTEMPTS } from '../../../src/check/matrix/attempts';
import { questionsOf } from '../../../src/check/matrix/questions';
import { isAllowed } from '../../access/evaluate';
import { protectedStack } from '../../fixtures/protected-app';
import { ALL_OPTIONS, BREAK_GLASS, options, ORGANIZATION, PATTERN, PROTECTED, UNIT, VAULT } from '../../fixtures/vault-app';

/** No option of replica keys matters for source keys but the partition. */
const WITH_SOURCE_KEYS = { 'the manual\'s options': true, 'Regions of China': true };

const OPTIONS: Record<string, Partial<VaultReplicaKeysProps>> = {
  'the manual\'s options': {},
  'all options': ALL_OPTIONS,
  'two accounts by a condition': { protectedAccounts: [PROTECTED, '333333333333'], accountMatching: AccountMatching.CALLER_ACCOUNT },
  'one role of the PROTECTED accounts': { protectedRoleName: 'SourceIAMRole' },
  'an organization': { protectedAccounts: [], protectedOrganization: ProtectedOrganization.fromId(ORGANIZATION) },
  'a unit of an organization': { protectedOrganization: ProtectedOrganization.fromPaths([UNIT]) },
  'services': { viaServices: [ViaService.EBS, ViaService.RDS] },
  'a late-bound role': { vaultRole: VaultRole.fromRoleName('BackupIAMRole', { lateBound: true }) },
  'deletion protection': { deletionProtection: true, breakGlassPrincipals: [new iam.ArnPrincipal(BREAK_GLASS)], administratorPatterns: [PATTERN] },
  'a retired Region': { regions: ['eu-west-1'], retiredRegions: ['eu-central-1'] },
  'Regions of China': { regions: ['cn-north-1'], administrators: [new iam.ArnPrincipal(`arn:aws-cn:iam::${VAULT}:user/ada`)] },
};

/** The engine refuses a context key that a call does not have, and one without values; those that follow from the caller it has to be told. */
function contextFor(action: string, context: Context): Record<string, string[]> {
  const ofGrants = ['kms:GrantIsForAWSResource', 'kms:GranteePrincipal', 'kms:GrantOperations'];
  const known = Object.entries(context).filter(([key, values]) => values.length > 0 && (!ofGrants.includes(key) || action === 'kms:CreateGrant' || key === ofGrants[0]));
  return Object.fromEntries(known.map(([key, values]) => [key, [...values]]));
}

test.each(Object.keys(OPTIONS))('the tables say what the policy engine says, with %s', async (which) => {
  const app = new App();
  const keys = new VaultReplicaKeys(app, 'ReplicaKeys', options(OPTIONS[which]));
  if (which in WITH_SOURCE_KEYS) {
    const stack = protectedStack(app, keys.regions[0]);
    new ProtectedKeyAccess(stack, 'Access', { keys: [kms.Alias.fromAliasName(stack, 'Key', 'alias/databases')], vaultAccount: VAULT });
  }
  const expectation = readAssembly(app.synth().directory);
  const tables = accessTables(expectation);
  for (const [index, { key, actors }] of questionsOf(expectation).entries()) {
    for (const [row, { name, caller, contexts: circumstances = [{}] }] of actors.entries()) {
      expect(tables[index].rows[row].actor).toBe(name);
      for (const [column, { actions, contexts }] of ATTEMPTS.entries()) {
        const asked = circumstances.flatMap((who) => contexts(actors[row], key)
          .flatMap((what) => actions.map((action) => ({ action, context: { ...who, ...what } }))));
        const allowed = await Promise.all(asked.map(({ action, context }) => isAllowed(key.arn, key.policy, {
          principal: caller.arn,
          identityPolicy: caller.policies![0],
          action,
          context: contextFor(action, {
            ...context, 'kms:ResourceAliases': key.aliases, 'kms:CallerAccount': [caller.arn.split(':')[4]], 'aws:PrincipalArn': [caller.arn],
          }),
        })));
        const answer = allowed.every((one) => one) ? 'yes' : allowed.some((one) => one) ? 'partly' : 'no';
        expect([tables[index].title, name, ATTEMPTS[column].name, tables[index].rows[row].answers[column]])
          .toEqual([tables[index].title, name, ATTEMPTS[column].name, answer]);
      }
    }
  }
});
