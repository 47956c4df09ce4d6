import {
  Annotations, App, Aspects, CfnOutput, CfnParameter, CfnResource, DefaultStackSynthesizer, PermissionsBoundary, Stack, Stage, Tags,
  type AppProps, type StageProps,
} from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ArtifactMetadataEntryType } from 'aws-cdk-lib/cloud-assembly-schema';
import { ProtectedKeyAccessStackSet, ProtectedOrganization, StackSetDeployment, VaultReplicaKeys, VaultReplicaKeyStackSet, VaultRole, ViaService, type VaultReplicaKeyStackSetProps } from '../../src';
import { RECORD_TYPE } from '../../src/assembly-records/record';
import { errorOf, synthesisErrorOf } from '../fixtures/error-of';
import { stackSetOf } from '../fixtures/stack-set-of';
import { ALL_OPTIONS, BREAK_GLASS, options, PATTERN, PROTECTED, UNIT, VAULT } from '../fixtures/vault-app';

/** Not an account or Region that any option names: where they show in a template, they came from around it. */
const ACCOUNT = '999999999999';
const REGION = 'ap-south-1';

/** Each place that a StackSet may be in, with what it may inherit there. The CDK's aspects of an App do not reach into a Stage. */
const PLACES: Record<string, (app: App, props?: StageProps) => Stack> = {
  'a stack of the App': (app) => new Stack(app, 'Home', { env: { account: ACCOUNT, region: REGION } }),
  'a stack without env': (app) => new Stack(app, 'Home'),
  'a Stage': (app, props) => new Stack(new Stage(app, 'Prod', props), 'Home'),
  'a Stage with a Region': (app, props) => new Stack(new Stage(app, 'Prod', { ...props, env: { region: REGION } }), 'Home'),
  'a Stage with env': (app, props) => new Stack(new Stage(app, 'Prod', { ...props, env: { account: ACCOUNT, region: REGION } }), 'Home'),
  'a Stage of a pipeline': (app, props) => {
    const pipeline = new Stack(app, 'Pipeline', { env: { account: ACCOUNT, region: REGION } });
    return new Stack(new Stage(pipeline, 'Prod', { ...props, env: { account: ACCOUNT, region: REGION } }), 'Home');
  },
};
const places = Object.keys(PLACES);
const ENV_IS_KNOWN = ['a stack of the App', 'a Stage with env', 'a Stage of a pipeline'];

const OPTIONS: Record<string, Partial<VaultReplicaKeyStackSetProps>> = {
  'the manual\'s options': {},
  'viaServices': { viaServices: [ViaService.EBS, ViaService.RDS] },
  'retiredRegions': { retiredRegions: ['us-west-2'], viaServices: [ViaService.EBS] },
  'a late-bound role': { vaultRole: VaultRole.fromRoleName('BackupIAMRole', { lateBound: true }) },
  'a role by its ARN': { vaultRole: VaultRole.fromRoleArn(`arn:aws:iam::${VAULT}:role/x/Copier`) },
  'patterns and break-glass principals': {
    administratorPatterns: [PATTERN], deletionProtection: true, breakGlassPrincipals: [new iam.ArnPrincipal(BREAK_GLASS)],
  },
  'an organization': { protectedOrganization: ProtectedOrganization.fromPaths([UNIT]) },
  'all options': ALL_OPTIONS,
};

function replicaKeys(stack: Stack, overrides: Partial<VaultReplicaKeyStackSetProps> = {}): VaultReplicaKeyStackSet {
  return new VaultReplicaKeyStackSet(stack, 'Keys', options({ regions: ['eu-west-1', 'us-east-1'], ...overrides }));
}

function access(stack: Stack): ProtectedKeyAccessStackSet {
  return new ProtectedKeyAccessStackSet(stack, 'Access', { aliases: ['databases'], regions: ['eu-west-1', 'us-east-1'], vaultAccount: VAULT });
}

/** The template of the one StackSet in that place. */
function bodyIn(place: string, make: (stack: Stack) => unknown, appProps?: AppProps, stageProps?: StageProps): any {
  const stack = PLACES[place](new App(appProps), stageProps);
  make(stack);
  return stackSetOf(stack).body;
}

describe.each(places)('in %s', (place) => {
  test.each(Object.keys(OPTIONS))('the template of replica keys is the same as elsewhere, with %s', (which) => {
    const body = bodyIn(place, (stack) => replicaKeys(stack, OPTIONS[which]));
    expect(body).toEqual(bodyIn('a stack without env', (stack) => replicaKeys(stack, OPTIONS[which])));
    expect(JSON.stringify(body)).not.toMatch(`${ACCOUNT}|${REGION}`);
  });

  test('a service has the name that it has in the Region of the instance', () => {
    const body = bodyIn(place, (stack) => replicaKeys(stack, { viaServices: [ViaService.EBS] }));
    const { Condition } = body.Resources.ReplicaKey2E487A43.Properties.KeyPolicy.Statement.find(({ Sid }: any) => Sid === 'Allow use of the key');
    expect(Condition).toEqual({ StringEquals: { 'kms:ViaService': { 'Fn::Sub': 'ec2.${AWS::Region}.amazonaws.com' } } });
  });

  test('the VAULT account is that of the instance, where nothing says which', () => {
    const deployment = StackSetDeployment.serviceManaged({ organizationalUnits: ['r-f6g7'] });
    const body = bodyIn(place, (stack) => replicaKeys(stack, { vaultAccount: undefined, administrators: [], deployment }));
    expect(body.Resources.ReplicaKey2E487A43.Properties.KeyPolicy.Statement[0].Principal.AWS).toEqual({ 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' });
    expect(JSON.stringify(body)).not.toMatch(`${ACCOUNT}|${REGION}`);
  });

  test('access is to the key of the instance\'s account and Region', () => {
    const body = bodyIn(place, access);
    const [{ Properties }] = Object.values<any>(body.Resources).filter(({ Type }) => Type === 'Custom::KeyPolicyStatements');
    expect(Properties.Key).toEqual({ 'Fn::Sub': 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:alias/databases' });
    expect(body).toEqual(bodyIn('a stack without env', access));
    expect(JSON.stringify(body)).not.toMatch(`${ACCOUNT}|${REGION}`);
  });

  test('access may be deployed from the VAULT account', () => {
    const stack = PLACES[place](new App());
    expect(() => new ProtectedKeyAccessStackSet(stack, 'Access', {
      aliases: ['databases'], regions: ['eu-west-1'], vaultAccount: ACCOUNT, deployment: StackSetDeployment.selfManaged({ accounts: [PROTECTED] }),
    })).not.toThrow();
  });

  test('regional stacks may have the same alias for the time of a move', () => {
    const app = new App();
    const stack = PLACES[place](app);
    const props = options({ vaultAccount: ACCOUNT, administrators: [], regions: [REGION] });
    new VaultReplicaKeyStackSet(stack, 'Keys', props);
    new VaultReplicaKeys(Stage.of(stack)!, 'Regional', props);
    expect(() => app.synth()).not.toThrow();
  });

  describe('a permissions boundary', () => {
    const [ref, join] = [(value: string) => ({ Ref: `AWS::${value}` }), (...parts: any[]) => ({ 'Fn::Join': ['', parts] })];
    const boundaryOf = (body: any) => Object.values<any>(body.Resources).find(({ Type }) => Type === 'AWS::IAM::Role').Properties.PermissionsBoundary;
    const of = (permissionsBoundary: PermissionsBoundary) => {
      const app = new App({ defaultStackSynthesizer: new DefaultStackSynthesizer({ qualifier: 'acme' }) });
      permissionsBoundary._bind(app);
      const stack = PLACES[place](app);
      access(stack);
      return boundaryOf(stackSetOf(stack).body);
    };

    test('of the app has the qualifier of the stack that is deployed', () => {
      expect(of(PermissionsBoundary.fromName('${Qualifier}-boundary'))).toEqual(join('arn:', ref('Partition'), ':iam::', ref('AccountId'), ':policy/acme-boundary'));
      expect(of(PermissionsBoundary.fromArn('arn:aws:iam::aws:policy/ReadOnlyAccess'))).toBe('arn:aws:iam::aws:policy/ReadOnlyAccess');
    });

    // Elsewhere the CDK refuses them for the stack around it.
    (ENV_IS_KNOWN.includes(place) ? test : test.skip)('of the app has the account and Region of the instance', () => {
      const name = 'boundary-${AWS::AccountId}-${AWS::Region}';
      const [account, region] = [ref('AccountId'), ref('Region')];
      expect(of(PermissionsBoundary.fromName(name))).toEqual(join('arn:', ref('Partition'), ':iam::', account, ':policy/boundary-', account, '-', region));
      expect(of(PermissionsBoundary.fromArn(`arn:aws:iam::\${AWS::AccountId}:policy/${name}`))).toEqual(join('arn:aws:iam::', account, ':policy/boundary-', account, '-', region));
    });

    test('by an aspect reaches the role', () => {
      const body = bodyIn(place, (stack) => {
        access(stack);
        iam.PermissionsBoundary.of(Stage.of(stack)!).apply(iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'));
      });
      expect(boundaryOf(body)).toEqual(join('arn:', ref('Partition'), ':iam::aws:policy/ReadOnlyAccess'));
    });
  });

  test.each(['addError', 'addWarning', 'addInfo'] as const)('what an aspect says of a resource in the template by %s, is said of the StackSet, once', (method) => {
    const app = new App();
    const stack = PLACES[place](app);
    replicaKeys(stack);
    access(stack);
    Aspects.of(Stage.of(stack)!).add({
      visit: (node) => { if (node instanceof CfnResource && node.cfnResourceType === 'AWS::KMS::Key') { Annotations.of(node)[method]('no keys, please'); } },
    });
    const artifact = Stage.of(stack)!.synth().getStackArtifact(stack.artifactId);
    const level = { addError: 'error', addWarning: 'warning', addInfo: 'info' }[method];
    expect(artifact.messages.filter(({ entry: { data } }) => data === 'no keys, please')).toEqual([
      expect.objectContaining({ level, id: `/${stack.node.path}/Keys` }),
    ]);
    // Whatever else the CDK notes of resources in the template is about no resource of the stack.
    const noted = [RECORD_TYPE, ...Object.values(ArtifactMetadataEntryType)].flatMap((type) => artifact.findMetadataByType(type));
    expect(noted.filter(({ path }) => path === `/${stack.node.path}/Keys`).map(({ type }) => type)).toEqual([RECORD_TYPE, `aws:cdk:${level}`]);
  });

  test('a warning that is acknowledged stays so', () => {
    const app = new App();
    const stack = PLACES[place](app);
    Annotations.of(replicaKeys(stack)).acknowledgeWarning('test:later');
    Aspects.of(Stage.of(stack)!).add({ visit: (node) => { if (node instanceof CfnResource) { Annotations.of(node).addWarningV2('test:later', 'think again'); } } });
    expect(Stage.of(stack)!.synth().getStackArtifact(stack.artifactId).messages.filter(({ id }) => id.includes('Keys'))).toEqual([]);
  });

  test('tags reach the StackSet, and the resources in its template', () => {
    const stack = PLACES[place](new App());
    replicaKeys(stack);
    Tags.of(Stage.of(stack)!).add('team', 'backup');
    const { properties, body } = stackSetOf(stack);
    expect(properties.Tags).toEqual([{ Key: 'team', Value: 'backup' }]);
    expect(body.Resources.ReplicaKey2E487A43.Properties.Tags).toEqual([{ Key: 'team', Value: 'backup' }]);
  });

  test('a parameter that the StackSet cannot give a value is refused', () => {
    const stack = PLACES[place](new App());
    const template = replicaKeys(stack).node.findChild('Template') as Stack;
    new CfnParameter(template, 'Given', { default: 'x' });
    expect(stackSetOf(stack).body.Parameters).toHaveProperty('Given');
    new CfnParameter(template, 'Owner');
    expect(errorOf(() => Stage.of(stack)!.synth({ force: true })))
      .toBe(`template of "${stack.node.path}/Keys" has the parameter "Owner" without a default, and the StackSet sets no parameters; write the value as a literal`);
  });

  test('a validation plugin, which does not see the template, is warned of', () => {
    for (const method of ['log', 'error'] as const) { jest.spyOn(console, method).mockImplementation(); }
    const plugin = { name: 'plugin', validate: () => ({ success: true, violations: [] }) };
    const stack = PLACES[place](new App({ policyValidationBeta1: [plugin] }));
    replicaKeys(stack);
    const { messages } = Stage.of(stack)!.synth().getStackArtifact(stack.artifactId);
    expect(messages.map(({ entry: { data } }) => data)).toEqual([expect.stringMatching(/^validation plugins do not see the template of StackSet ".*Keys", which is text in another template; check the file of its stack "Template" in the cloud assembly \[ack: cdk-vault-replica-keys:stackSetNotValidated\]$/)]);
  });
});

test('a value of another stack is refused, as no instance has it', () => {
  const app = new App();
  const stack = new Stack(app, 'Home');
  const other = new Stack(app, 'Other');
  const template = replicaKeys(stack).node.findChild('Template') as Stack;
  new CfnOutput(template, 'Role', { value: new iam.Role(other, 'Role', { assumedBy: new iam.AccountRootPrincipal() }).roleArn });
  expect(errorOf(() => app.synth())).toBe('template of "Home/Keys" refers to a value of another stack, which does not exist in every account and Region; write the value as a literal');
});

describe('the name of a StackSet', () => {
  const twice = (names: [string, string], regions = ['us-east-1', 'us-east-1']) => {
    const app = new App();
    ['A', 'A-B'].forEach((id, index) => {
      const stack = new Stack(app, id, { env: { account: VAULT, region: regions[index] } });
      new VaultReplicaKeyStackSet(stack, names[index], options({ alias: `key${index}`, regions: ['eu-west-1'] }));
    });
    return app;
  };

  test('that two have in one account and Region is refused', () => {
    expect(synthesisErrorOf(twice(['B-C', 'C']))).toMatch(/^StackSet "A-B-C" exists twice in account "111111111111" and region "us-east-1", as "A\/B-C\/StackSet" and "A-B\/C\/StackSet", but must be unique there; set another stackSetName for one of them/);
  });

  test('may be the same in another Region, and different in one', () => {
    for (const app of [twice(['B-C', 'C'], ['us-east-1', 'us-west-2']), twice(['B-C', 'D'])]) { expect(() => app.synth()).not.toThrow(); }
  });
});

test('stacks with keys stay with an account that leaves a unit, and access goes', () => {
  const deployment = StackSetDeployment.serviceManaged({ organizationalUnits: ['r-f6g7'] });
  const stack = new Stack(new App(), 'Home');
  replicaKeys(stack, { vaultAccount: undefined, administrators: [], deployment });
  expect(stackSetOf(stack).properties.AutoDeployment).toEqual({ Enabled: true, RetainStacksOnAccountRemoval: true });
  const other = new Stack(new App(), 'Home');
  new ProtectedKeyAccessStackSet(other, 'Access', { aliases: ['databases'], regions: ['eu-west-1'], vaultAccount: VAULT, deployment });
  expect(stackSetOf(other).properties.AutoDeployment).toEqual({ Enabled: true, RetainStacksOnAccountRemoval: false });
});

afterEach(() => jest.restoreAllMocks());
