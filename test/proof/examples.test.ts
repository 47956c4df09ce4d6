import { join } from 'node:path';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import type { Policy } from './model/decision';
import { deployed } from './policies/deployed';
import { Prover } from './prover';
import { MANUAL, type Facts } from './specification/facts';
import { runApp } from '../examples/run-app';

const prover = new Prover();
afterAll(() => prover.end());

/** What each example says, in its own words, and how many replica keys it has. */
const EXAMPLES: Record<string, { keys: number; facts: Partial<Facts> }> = {
  'hello': { keys: 2, facts: {} },
  'existing-vault-app': { keys: 1, facts: { administrators: [] } },
  'role-in-the-same-app': { keys: 2, facts: { administrators: ['role/KeyAdministrator'] } },
  'different-keys': { keys: 2, facts: { administrators: [] } },
  'restored-statements': { keys: 1, facts: { administrators: [] } },
  'restricted-account': { keys: 1, facts: { administrators: [] } },
  'key-events': { keys: 2, facts: { administrators: [] } },
  'organization': {
    keys: 2,
    facts: {
      lateBound: true,
      protectedAccounts: [],
      organization: { id: 'o-a1b2c3d4e5', paths: ['o-a1b2c3d4e5/r-f6g7/ou-f6g7-h8i9j0k1/'] },
      protectedRoleName: 'SourceIAMRole',
      deletionProtection: true,
      breakGlass: ['role/BreakGlass'],
      administrators: [],
    },
  },
  'stack-set': { keys: 1, facts: { administrators: ['role/KeyAdministrator'] } },
  'pipeline': { keys: 4, facts: { administrators: [] } },
  'china': { keys: 2, facts: { partition: 'aws-cn', administrators: ['role/KeyAdministrator'] } },
};

describe('every claim holds for every request', () => {
  test.each(Object.entries(EXAMPLES))('under the policies of the example %s', async (name, { keys, facts }) => {
    const { stacksRecursively } = await runApp(join(__dirname, '../../examples', name, 'app.ts'));
    const policies = stacksRecursively.flatMap(policiesOf);
    for (const { region, policy } of policies) {
      const { refutations, empty } = await prover.examine({ ...MANUAL, ...facts, region }, policy);
      expect(refutations.map(({ sentence }) => sentence)).toEqual([]);
      expect(empty).toEqual([]);
    }
    expect(policies).toHaveLength(keys);
  });
});

/** The policies of the replica keys of a stack, and of the StackSet in it. */
function policiesOf({ template, environment: { account, region } }: CloudFormationStackArtifact): Array<{ region: string; policy: Policy }> {
  const place = { partition: region.startsWith('cn-') ? 'aws-cn' : 'aws', account, region };
  const resources = Object.values(template.Resources as Record<string, any>);
  const carried = resources.filter(({ Type }) => Type === 'AWS::CloudFormation::StackSet')
    .flatMap(({ Properties }) => Object.values(JSON.parse(Properties.TemplateBody).Resources as Record<string, any>));
  return [...resources, ...carried]
    .filter(({ Type, Properties }) => Type === 'AWS::KMS::Key' && /^AutoBackup replica key/.test(Properties.Description))
    .map(({ Properties }) => ({ region, policy: deployed(Properties.KeyPolicy, place) }));
}
