import { App, Aspects, Aws, CfnOutput, CfnResource, Duration, RemovalPolicy, Stack, Stage, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { VaultReplicaKeys, VaultRole, type VaultReplicaKeysProps } from '../../src';
import { errorOf } from '../fixtures/error-of';
import { ALL_FLAGS_OFF, ALL_FLAGS_ON } from '../fixtures/feature-flags';
import { manualKeyPolicy } from '../fixtures/manual';
import { ADMINISTRATOR, options, PROTECTED, VAULT } from '../fixtures/vault-app';

const IDS = { vaultAccount: VAULT, vaultRole: 'BackupIAMRole', protectedAccount: PROTECTED };

function make(overrides: Partial<VaultReplicaKeysProps> = {}, scope: App | Stage | Stack = new App()): VaultReplicaKeys {
  return new VaultReplicaKeys(scope, 'ReplicaKeys', options(overrides));
}

function templateOf(keys: VaultReplicaKeys, region: string): any {
  return Template.fromStack(Stack.of(keys.keyIn(region))).toJSON();
}

function policyIn(template: any): any {
  return (Object.values(template.Resources) as any[]).find(({ Type }) => Type === 'AWS::KMS::Key').Properties.KeyPolicy;
}

function stackOf(keys: VaultReplicaKeys, region = 'eu-west-1'): Stack {
  return Stack.of(keys.keyIn(region));
}

// Paths, as the newest CDK fails to print a stack that is not the one expected.
function dependencyPaths(keys: VaultReplicaKeys, region = 'eu-west-1'): string[] {
  return stackOf(keys, region).dependencies.map(({ node }) => node.path);
}

describe.each([['off', ALL_FLAGS_OFF], ['on', ALL_FLAGS_ON]])('with all feature flags %s', (_state, context) => {
  test.each([
    ['aws', ['eu-west-1', 'eu-central-1', 'us-east-1', 'ap-southeast-3']],
    ['aws-cn', ['cn-north-1', 'cn-northwest-1']],
    ['aws-us-gov', ['us-gov-west-1', 'us-gov-east-1']],
  ])('the policy in %s is the manual\'s example to the byte, in every region', (partition, regions) => {
    const administrators = [new iam.ArnPrincipal(ADMINISTRATOR.replace('arn:aws:', `arn:${partition}:`))];
    const keys = make({ regions, administrators, policyId: 'example-key-policy' }, new App({ context }));
    for (const region of regions) {
      const expected = manualKeyPolicy(IDS, partition);
      expect(policyIn(templateOf(keys, region))).toStrictEqual(expected);
      // Equal in the order of fields, statements, principals and actions too.
      expect(JSON.stringify(policyIn(templateOf(keys, region)))).toBe(JSON.stringify(expected));
      expect(JSON.stringify(keys.keyIn(region).renderKeyPolicy())).toBe(JSON.stringify(expected));
    }
  });
});

test('all feature flags on and off give the same resources and outputs', () => {
  const [{ Resources, Outputs }, off] = [ALL_FLAGS_ON, ALL_FLAGS_OFF].map((context) => templateOf(make({}, new App({ context })), 'eu-west-1'));
  expect({ Resources, Outputs }).toEqual({ Resources: off.Resources, Outputs: off.Outputs });
});

test('all flags are those of v2, and some concern iam and kms', () => {
  expect(Object.keys(ALL_FLAGS_ON).length).toBeGreaterThan(40);
  expect(ALL_FLAGS_ON).toHaveProperty('@aws-cdk/aws-iam:minimizePolicies', true);
});

describe('the regional stacks', () => {
  test('contain a key and an alias each, and no reference to another stack', () => {
    const keys = make({ regions: ['eu-west-1', 'eu-central-1', 'us-east-1'] });
    for (const region of keys.regions) {
      const template = templateOf(keys, region);
      expect(Object.values<any>(template.Resources).map(({ Type }) => Type)).toEqual(['AWS::KMS::Key', 'AWS::KMS::Alias']);
      expect(JSON.stringify(template)).not.toMatch(/Fn::ImportValue|Fn::Join|Fn::Sub|Export/);
      expect(JSON.stringify(policyIn(template))).not.toMatch(/Fn::|Ref/);
    }
  });

  test('are the same but for nothing', () => {
    const keys = make();
    expect(templateOf(keys, 'eu-west-1')).toEqual(templateOf(keys, 'eu-central-1'));
  });

  test('have logical ids that never change, as a changed id replaces the key', () => {
    expect(Object.keys(templateOf(make(), 'eu-west-1').Resources)).toEqual(['ReplicaKey2E487A43', 'ReplicaKeyAliasED123300']);
  });

  test('retain their keys and delete their aliases', () => {
    const { ReplicaKey2E487A43: key, ReplicaKeyAliasED123300: alias } = templateOf(make(), 'eu-west-1').Resources;
    expect(key).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(alias).not.toHaveProperty('DeletionPolicy');
  });

  test('have rotation on, KMS\'s own periods, and the outputs KeyArn and KeyAlias', () => {
    const template = templateOf(make(), 'eu-west-1');
    const { KeyPolicy, ...properties } = template.Resources.ReplicaKey2E487A43.Properties;
    expect(properties).toEqual({ Description: 'AutoBackup replica key', EnableKeyRotation: true });
    expect(template.Outputs).toEqual({
      KeyArn: { Value: { 'Fn::GetAtt': ['ReplicaKey2E487A43', 'Arn'] } },
      KeyAlias: { Value: 'alias/very_secret_key' },
    });
  });

  test('have the options of the key', () => {
    const keys = make({
      description: 'Backups', rotationPeriod: Duration.days(180), pendingWindow: Duration.days(7), removalPolicy: RemovalPolicy.DESTROY,
    });
    const { Properties: { KeyPolicy, ...properties }, ...attributes } = templateOf(keys, 'eu-west-1').Resources.ReplicaKey2E487A43;
    expect(properties).toEqual({ Description: 'Backups', EnableKeyRotation: true, RotationPeriodInDays: 180, PendingWindowInDays: 7 });
    expect(attributes).toEqual({ Type: 'AWS::KMS::Key', DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
  });

  test.each([['very_secret_key'], ['alias/very_secret_key']])('carry the alias %s', (alias) => {
    const keys = make({ alias });
    expect(keys.aliasName).toBe('alias/very_secret_key');
    for (const region of keys.regions) {
      expect(keys.keyIn(region).aliasName).toBe('alias/very_secret_key');
      Template.fromStack(stackOf(keys, region)).hasResourceProperties('AWS::KMS::Alias', {
        AliasName: 'alias/very_secret_key', TargetKeyId: { 'Fn::GetAtt': ['ReplicaKey2E487A43', 'Arn'] },
      });
    }
  });

  test('are in the VAULT account and their region', () => {
    const keys = make();
    expect(keys.regions.map((region) => stackOf(keys, region).environment))
      .toEqual([`aws://${VAULT}/eu-west-1`, `aws://${VAULT}/eu-central-1`]);
  });

  test('do not depend on one another', () => {
    const keys = make();
    (keys.node.root as App).synth();
    expect(keys.regions.flatMap((region) => dependencyPaths(keys, region))).toEqual([]);
  });

  test('are protected from termination on demand', () => {
    expect(stackOf(make()).terminationProtection).toBe(false);
    expect(stackOf(make({ terminationProtection: true })).terminationProtection).toBe(true);
  });

  test('are reached by tags and aspects', () => {
    const app = new App();
    const keys = make({}, app);
    Tags.of(app).add('team', 'backup');
    const seen: string[] = [];
    Aspects.of(app).add({ visit: (node: IConstruct) => { if (node instanceof CfnResource) { seen.push(node.cfnResourceType); } } });
    for (const region of keys.regions) {
      Template.fromStack(stackOf(keys, region)).hasResourceProperties('AWS::KMS::Key', { Tags: [{ Key: 'team', Value: 'backup' }] });
    }
    expect(seen.filter((type) => type === 'AWS::KMS::Key')).toHaveLength(2);
  });
});

describe('stack names', () => {
  test('begin with the id of the construct', () => {
    const keys = make();
    expect(keys.regions.map((region) => stackOf(keys, region).stackName)).toEqual(['ReplicaKeys-eu-west-1', 'ReplicaKeys-eu-central-1']);
  });

  test('begin with the names of the Stages around it', () => {
    const stage = new Stage(new Stage(new App(), 'Outer'), 'Prod');
    expect(stackOf(make({}, stage)).stackName).toBe('Outer-Prod-ReplicaKeys-eu-west-1');
    expect(stackOf(make({}, new Stage(new App(), 'Prod'))).stackName).toBe('Prod-ReplicaKeys-eu-west-1');
  });

  test('begin with the prefix given, and nothing else', () => {
    expect(stackOf(make({ stackNamePrefix: 'Backup' }, new Stage(new App(), 'Prod'))).stackName).toBe('Backup-eu-west-1');
  });
});

test.each<[string, () => App | Stage | Stack]>([
  ['an App', () => new App()],
  ['a Stage', () => new Stage(new App(), 'Prod')],
  ['a Stack', () => new Stack(new App(), 'Base', { env: { account: VAULT, region: 'us-east-1' } })],
  ['a Stack of a Stage', () => new Stack(new Stage(new App(), 'Prod'), 'Base')],
])('in %s, the resources are the same', (_what, scope) => {
  const keys = make({}, scope());
  for (const region of keys.regions) {
    expect(templateOf(keys, region).Resources).toEqual(templateOf(make(), region).Resources);
    expect(Stage.of(stackOf(keys, region))).toBe(Stage.of(keys));
  }
});

describe('the VAULT account', () => {
  const env = { account: VAULT, region: 'us-east-1' };

  test.each<[string, () => App | Stage | Stack]>([
    ['a Stack', () => new Stack(new App(), 'Base', { env })],
    ['a Stack in a Stack', () => new Stack(new Stack(new App(), 'Outer', { env: { ...env, account: '999999999999' } }), 'Inner', { env })],
    ['a Stage', () => new Stage(new App(), 'Prod', { env })],
    ['a Stack in a Stage', () => new Stack(new Stage(new App(), 'Prod', { env }), 'Base')],
  ])('is that of %s around it', (_what, scope) => {
    const keys = make({ vaultAccount: undefined }, scope());
    expect(stackOf(keys).account).toBe(VAULT);
    expect(stackOf(keys).region).toBe('eu-west-1');
  });

  test('may be another one than that of the Stack around it', () => {
    const pipeline = new Stack(new App(), 'Pipeline', { env: { account: '999999999999', region: 'us-east-1' } });
    expect(stackOf(make({}, pipeline)).account).toBe(VAULT);
  });
});

describe('a VAULT role and administrators of the same app', () => {
  const base = (scope: App | Stage, region = 'us-east-1') => new Stack(scope, 'Base', { env: { account: VAULT, region } });
  const assumedBy = new iam.AccountRootPrincipal();

  test.each(['us-east-1', 'eu-west-1'])('are literal ARNs, in a stack of %s that the regional stacks depend on', (region) => {
    const app = new App();
    const stack = base(app, region);
    const keys = make({
      vaultRole: VaultRole.fromRole(new iam.Role(stack, 'VaultRole', { assumedBy, roleName: 'Copier', path: '/backup/' })),
      administrators: [
        new iam.Role(stack, 'Admin', { assumedBy, roleName: 'KeyAdmin' }),
        new iam.User(stack, 'User', { userName: 'jane' }),
      ],
    }, app);
    for (const listed of keys.regions) {
      const policy = policyIn(templateOf(keys, listed));
      expect(policy.Statement[1].Principal.AWS).toEqual([`arn:aws:iam::${VAULT}:role/KeyAdmin`, `arn:aws:iam::${VAULT}:user/jane`]);
      expect(policy.Statement[2].Principal.AWS).toEqual([`arn:aws:iam::${VAULT}:role/backup/Copier`, `arn:aws:iam::${PROTECTED}:root`]);
      expect(dependencyPaths(keys, listed)).toEqual([stack.node.path]);
    }
    expect(Template.fromStack(stack).toJSON()).not.toHaveProperty('Outputs');
  });

  test('may be in an environment-agnostic stack, and are then treated as those of VAULT', () => {
    const app = new App();
    const stack = new Stack(app, 'Base');
    const keys = make({ vaultRole: VaultRole.fromRole(new iam.Role(stack, 'VaultRole', { assumedBy, roleName: 'Copier' })) }, app);
    expect(policyIn(templateOf(keys, 'eu-west-1')).Statement[2].Principal.AWS[0]).toBe(`arn:aws:iam::${VAULT}:role/Copier`);
    expect(dependencyPaths(keys)).toEqual([stack.node.path]);
  });

  test('may be in the stack that the construct is in', () => {
    const stack = base(new App());
    const keys = make({ vaultRole: VaultRole.fromRole(new iam.Role(stack, 'VaultRole', { assumedBy, roleName: 'Copier' })) }, stack);
    templateOf(keys, 'eu-west-1');
    expect(dependencyPaths(keys)).toEqual([stack.node.path]);
  });

  test('may be added later, and by an ARN that names them', () => {
    const app = new App();
    const stack = base(app);
    const keys = make({ administrators: [] }, app);
    keys.addAdministrator(new iam.ArnPrincipal(new iam.Role(stack, 'Admin', { assumedBy, roleName: 'KeyAdmin' }).roleArn));
    expect(policyIn(templateOf(keys, 'eu-west-1')).Statement[1].Principal.AWS).toBe(`arn:aws:iam::${VAULT}:role/KeyAdmin`);
    expect(dependencyPaths(keys)).toEqual([stack.node.path]);
  });

  test('may have a policy that names the key by its alias, without a circle', () => {
    const app = new App();
    const stack = base(app);
    const role = new iam.Role(stack, 'VaultRole', { assumedBy, roleName: 'Copier' });
    role.addToPolicy(new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: ['*'] }));
    const keys = make({ vaultRole: VaultRole.fromRole(role) }, app);
    expect(() => templateOf(keys, 'eu-west-1')).not.toThrow();
  });

  test('that are imported bring no dependency', () => {
    const app = new App();
    const stack = base(app);
    new iam.Role(stack, 'Unrelated', { assumedBy });
    const keys = make({
      vaultRole: VaultRole.fromRole(iam.Role.fromRoleName(stack, 'VaultRole', 'Copier')),
      administrators: [
        iam.Role.fromRoleArn(stack, 'Admin', `arn:aws:iam::${VAULT}:role/KeyAdmin`),
        iam.User.fromUserName(stack, 'User', 'jane'),
      ],
    }, app);
    const policy = policyIn(templateOf(keys, 'eu-west-1'));
    expect(policy.Statement[1].Principal.AWS).toEqual([`arn:aws:iam::${VAULT}:role/KeyAdmin`, `arn:aws:iam::${VAULT}:user/jane`]);
    expect(policy.Statement[2].Principal.AWS[0]).toBe(`arn:aws:iam::${VAULT}:role/Copier`);
    expect(dependencyPaths(keys)).toEqual([]);
  });

  test('that are in another Stage bring a warning, as the CDK cannot order stages', () => {
    const app = new App();
    const stack = base(new Stage(app, 'Roles'));
    const keys = make({ vaultRole: VaultRole.fromRole(new iam.Role(stack, 'VaultRole', { assumedBy, roleName: 'Copier' })) }, app);
    const warnings = app.synth().stacks.flatMap(({ messages }) => messages.map(({ entry }) => entry.data));
    const warning = expect.stringMatching(/^"Roles\/Base\/VaultRole" is in another Stage, .* \[ack: cdk-vault-replica-keys:principalInOtherStage\]$/);
    expect(warnings).toEqual(keys.regions.map(() => warning));
    expect(policyIn(templateOf(keys, 'eu-west-1')).Statement[2].Principal.AWS[0]).toBe(`arn:aws:iam::${VAULT}:role/Copier`);
  });
});

describe('what is added later', () => {
  test('reaches every region, until synthesis', () => {
    const keys = make();
    keys.addProtectedAccount('000000000003');
    keys.addAdministrator(new iam.ArnPrincipal(`arn:aws:iam::${VAULT}:role/KeyAdmin`));
    keys.addToKeyPolicy(new iam.PolicyStatement({
      sid: 'Deny use from elsewhere',
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['kms:Decrypt'],
      resources: ['*'],
      conditions: { StringNotEquals: { 'kms:CallerAccount': [VAULT, PROTECTED] } },
    }));
    for (const region of keys.regions) {
      const policy = policyIn(templateOf(keys, region));
      expect(policy.Statement[1].Principal.AWS).toEqual([`arn:aws:iam::${VAULT}:role/KeyAdmin`, ADMINISTRATOR]);
      for (const index of [2, 3]) {
        expect(policy.Statement[index].Principal.AWS)
          .toEqual([`arn:aws:iam::${VAULT}:role/BackupIAMRole`, 'arn:aws:iam::000000000003:root', `arn:aws:iam::${PROTECTED}:root`]);
      }
      expect(policy.Statement.slice(4)).toEqual([{
        Sid: 'Deny use from elsewhere',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'kms:Decrypt',
        Resource: '*',
        Condition: { StringNotEquals: { 'kms:CallerAccount': [VAULT, PROTECTED] } },
      }]);
    }
  });

  test('equals what is listed at once', () => {
    const later = make({ protectedAccounts: [PROTECTED], administrators: [] });
    later.addProtectedAccount('333333333333');
    later.addAdministrator(new iam.ArnPrincipal(ADMINISTRATOR));
    const atOnce = make({ protectedAccounts: ['333333333333', PROTECTED] });
    expect(templateOf(later, 'eu-west-1')).toEqual(templateOf(atOnce, 'eu-west-1'));
  });

  test('is literal in a statement too: partition, account, region and names', () => {
    const app = new App();
    const stack = new Stack(app, 'Base', { env: { account: VAULT, region: 'us-east-1' } });
    const keys = make({}, app);
    keys.addToKeyPolicy(new iam.PolicyStatement({
      principals: [
        new iam.AccountPrincipal('333333333333'),
        new iam.AccountRootPrincipal(),
        new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal(), roleName: 'Reader' }),
      ],
      actions: ['kms:Decrypt'],
      resources: ['*'],
      conditions: { StringEquals: { 'kms:ViaService': `ec2.${Aws.REGION}.amazonaws.com` } },
    }));
    for (const region of keys.regions) {
      const added = policyIn(templateOf(keys, region)).Statement[4];
      expect(added.Principal.AWS).toEqual(['arn:aws:iam::333333333333:root', `arn:aws:iam::${VAULT}:root`, `arn:aws:iam::${VAULT}:role/Reader`]);
      expect(added.Condition).toEqual({ StringEquals: { 'kms:ViaService': `ec2.${region}.amazonaws.com` } });
    }
    expect(dependencyPaths(keys)).toEqual([stack.node.path]);
  });

  test('follows the library\'s statements when the CDK adds it to one key', () => {
    const keys = make();
    keys.keyIn('eu-west-1').key.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ArnPrincipal(`arn:aws:iam::${VAULT}:role/Reader`)], actions: ['kms:Decrypt'], resources: ['*'],
    }));
    expect(policyIn(templateOf(keys, 'eu-west-1')).Statement).toHaveLength(5);
    expect(policyIn(templateOf(keys, 'eu-west-1')).Statement[4].Principal.AWS).toBe(`arn:aws:iam::${VAULT}:role/Reader`);
    expect(policyIn(templateOf(keys, 'eu-central-1')).Statement).toHaveLength(4);
  });
});

test('a consumer can snapshot the policy of a region', () => {
  const keys = make();
  expect(keys.keyIn('eu-west-1').renderKeyPolicy()).toMatchSnapshot();
  expect(keys.keyIn('eu-west-1').renderKeyPolicy().Statement[2].Principal.AWS).toHaveLength(2);
  keys.addProtectedAccount('333333333333');
  expect(keys.keyIn('eu-west-1').renderKeyPolicy().Statement[2].Principal.AWS).toHaveLength(3);
  expect(keys.keyIn('eu-west-1').renderKeyPolicy()).toEqual(policyIn(templateOf(keys, 'eu-west-1')));
});

test('the stack of a Region can contain what belongs next to the key', () => {
  const keys = make({ retiredRegions: ['us-east-1'] });
  new CfnOutput(keys.stackIn('eu-west-1'), 'Extra', { value: 'x' });
  expect(keys.stackIn('eu-west-1')).toBe(Stack.of(keys.keyIn('eu-west-1')));
  expect(Template.fromStack(keys.stackIn('eu-west-1')).toJSON().Outputs.Extra).toEqual({ Value: 'x' });
  expect(keys.stackIn('us-east-1').region).toBe('us-east-1');
  expect(errorOf(() => keys.stackIn('eu-west-3'))).toMatch(/^region "eu-west-3" has no key in ".*"; use one of "eu-west-1"/);
});
