import { App, CfnResource, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { MANUAL_EXAMPLE } from '../../examples/demo/manual-example';
import { addSample } from '../../examples/demo/sample';
import { VaultReplicaKey, VaultRole } from '../../src';
import { PROTECTED, VAULT } from '../fixtures/vault-app';

// The setting came after the oldest aws-cdk-lib supported.
const SETTING = '@aws-cdk/core:defaultCrossStackReferences';
const STRENGTHS = ['strong', 'both', 'weak'];
const env = { account: VAULT, region: 'eu-west-1' };

const appOf = (strength?: string) => new App({ context: strength === undefined ? {} : { [SETTING]: strength } });

/** A named role, and another stack in the same account and Region, where the CDK turns what is not literal into a reference. */
function roleAndStack(app: App): { role: iam.Role; stack: Stack } {
  const role = new iam.Role(new Stack(app, 'Roles', { env }), 'Role', { roleName: 'Copier', assumedBy: new iam.AccountRootPrincipal() });
  return { role, stack: new Stack(app, 'Keys', { env }) };
}

const templatesOf = (app: Stage) => app.synth().stacks.map(({ stackName, template }) => ({ stackName, template }));

describe.each(STRENGTHS)('with %s references between stacks', (strength) => {
  test('the templates of the sample are as without the setting, and refer to no other stack', () => {
    const [given, usual] = [appOf(strength), appOf()];
    for (const app of [given, usual]) { addSample(app, MANUAL_EXAMPLE); }
    const templates = templatesOf(given);
    expect(templates).toEqual(templatesOf(usual));
    expect(JSON.stringify(templates)).not.toMatch(/Fn::GetStackOutput|Fn::ImportValue|"Export"/);
  });

  test('a key that names a role of another stack by its construct has a literal policy', () => {
    const app = appOf(strength);
    const { role, stack } = roleAndStack(app);
    const { key } = new VaultReplicaKey(stack, 'ReplicaKey', {
      alias: 'x', vaultRole: VaultRole.fromRole(role), administrators: [role], protectedAccounts: [PROTECTED],
    });
    app.synth();
    const policy = JSON.stringify(stack.resolve((key.node.defaultChild as kms.CfnKey).keyPolicy));
    expect(policy).toContain(`arn:aws:iam::${VAULT}:role/Copier`);
    expect(policy).not.toContain('Fn::');
  });

  test('a hand-written key does refer to the other stack', () => {
    const app = appOf(strength);
    const { role, stack } = roleAndStack(app);
    new CfnResource(stack, 'Key', { type: 'AWS::KMS::Key', properties: { KeyPolicy: { Principal: { AWS: role.roleArn } } } });
    expect(JSON.stringify(templatesOf(app))).toContain(strength === 'strong' ? 'Fn::ImportValue' : 'Fn::GetStackOutput');
  });
});
