import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationStackArtifact, type CloudAssembly } from 'aws-cdk-lib/cx-api';
import { runApp } from './run-app';

const ROOT = join(__dirname, '../..');
const EXAMPLES = join(ROOT, 'examples');

/** The stacks of each example: name, environment, and the stacks that are deployed before. */
const STACKS: Record<string, string[]> = {
  'china': [
    'ReplicaKeys-cn-north-1 111111111111/cn-north-1',
    'ReplicaKeys-cn-northwest-1 111111111111/cn-northwest-1',
    'ProtectedKeys 222222222222/cn-north-1',
  ],
  'different-keys': [
    'VaultRole 111111111111/eu-west-1',
    'ReplicaKeys-eu-west-1 111111111111/eu-west-1 after VaultRole',
    'ReplicaKeys-eu-central-1 111111111111/eu-central-1 after VaultRole',
    'ProtectedKeys 222222222222/eu-west-1 after VaultRole',
  ],
  'existing-vault-app': ['Vault 111111111111/eu-west-1'],
  'hello': ['ReplicaKeys-eu-west-1 111111111111/eu-west-1', 'ReplicaKeys-eu-central-1 111111111111/eu-central-1'],
  'key-events': [
    'KeyAlarms 111111111111/eu-west-1',
    'ReplicaKeys-eu-west-1 111111111111/eu-west-1 after KeyAlarms',
    'ReplicaKeys-eu-central-1 111111111111/eu-central-1 after KeyAlarms',
  ],
  'organization': [
    'ReplicaKeys-eu-west-1 111111111111/eu-west-1',
    'ReplicaKeys-eu-central-1 111111111111/eu-central-1',
    'Organization 333333333333/eu-west-1',
    'VaultRolePolicy 111111111111/eu-west-1',
  ],
  'pipeline': [
    'VaultRole 111111111111/eu-west-1',
    'ReplicaKeys-eu-west-1 111111111111/eu-west-1',
    'ReplicaKeys-eu-central-1 111111111111/eu-central-1',
    'ReplicaKeys-us-east-1 111111111111/us-east-1',
    'ReplicaKeys-us-west-2 111111111111/us-west-2',
    'Pipeline-support-eu-central-1 333333333333/eu-central-1',
    'Pipeline-support-us-east-1 333333333333/us-east-1',
    'Pipeline-support-us-west-2 333333333333/us-west-2',
    'Pipeline 333333333333/eu-west-1 after Pipeline-support-eu-central-1, Pipeline-support-us-east-1, Pipeline-support-us-west-2',
  ],
  'restored-statements': ['ReplicaKeys-eu-west-1 111111111111/eu-west-1', 'ProtectedKeys 222222222222/eu-west-1'],
  'restricted-account': ['ReplicaKeys-eu-west-1 111111111111/eu-west-1', 'ProtectedKeys 222222222222/eu-west-1'],
  'role-in-the-same-app': [
    'VaultRoles 111111111111/eu-west-1',
    'ReplicaKeys-eu-west-1 111111111111/eu-west-1 after VaultRoles',
    'ReplicaKeys-eu-central-1 111111111111/eu-central-1 after VaultRoles',
  ],
  'stack-set': ['ReplicaKeys 111111111111/eu-west-1'],
};

/** What cdk-nag finds in what the library makes; test/cdk-nag.test.ts has the answers. */
const ANSWERED = new RegExp([
  '/KeyPolicyStatements(?:Handler|Restorer)/Function AwsSolutions-L1',
  '/KeyPolicyStatementsRestorer/Role/Resource AwsSolutions-IAM5',
  '/KeyPolicyStatements\\w{8}/Rights AwsSolutions-IAM5',
  // The same two, of the template of a StackSet.
  '/Organization/VaultAccess AwsSolutions-(?:L1:|IAM5\\[Resource::arn:<AWS::Partition>:kms:<AWS::Region>:<AWS::AccountId>:key/\\*\\])',
].join('|'));

/** What the examples make by themselves. */
const OWN = /^\/(?:VaultRole\/Role|ProtectedKeys\/SourceRole|VaultRolePolicy\/UseOfProtectedKeys|Pipeline|cross-region-stack-[\w:-]+)\//;

const directories = readdirSync(EXAMPLES).filter((name) => name !== 'demo');
const runs: Record<string, PromiseSettledResult<CloudAssembly>> = {};

beforeAll(async () => {
  const results = await Promise.allSettled(directories.map((name) => runApp(join(EXAMPLES, name, 'app.ts'), {
    preload: join(__dirname, 'with-cdk-nag.ts'),
    // Newer CDKs validate templates by default, and fail for what they find under this flag.
    context: { '@aws-cdk/core:validateAgainstDefaultRules': true },
  })));
  directories.forEach((name, index) => { runs[name] = results[index]; });
}, 120_000);

/** The stacks of an example, in its Stages too. */
function stacksOf(example: string): CloudFormationStackArtifact[] {
  const run = runs[example];
  if (run.status === 'rejected') { throw run.reason; }
  return run.value.stacksRecursively;
}

function describeStack({ stackName, environment, dependencies }: CloudFormationStackArtifact): string {
  const before = dependencies.flatMap((artifact) => artifact instanceof CloudFormationStackArtifact ? artifact.stackName : []).sort();
  return `${stackName} ${environment.account}/${environment.region}${before.length > 0 ? ` after ${before.join(', ')}` : ''}`;
}

/** The templates of an example by the names of their stacks, and those that its StackSets carry. */
function templatesOf(example: string): Record<string, any> {
  return Object.fromEntries(stacksOf(example).flatMap(({ stackName, template }) => [
    [stackName, template],
    ...resources(template, 'AWS::CloudFormation::StackSet').map(({ TemplateBody }) => [`${stackName}/StackSet`, JSON.parse(TemplateBody)]),
  ]));
}

function resources(template: any, type: string): any[] {
  return Object.values<any>(template.Resources).flatMap(({ Type, Properties }) => Type === type ? Properties : []);
}

function keyPolicies(example: string): any[] {
  return Object.values(templatesOf(example)).flatMap((template) => resources(template, 'AWS::KMS::Key'))
    .flatMap(({ Description, KeyPolicy }) => Description === 'AutoBackup replica key' ? KeyPolicy : []);
}

function statementsOf(template: any, type: 'AWS::IAM::Policy' | 'AWS::IAM::ManagedPolicy'): any[] {
  return resources(template, type).flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** The keys that IAM statements name, each with its alias where they name it by that. */
function namedKeys(statements: any[]): string[] {
  return [...new Set(statements.flatMap(({ Resource, Condition }) => [Resource].flat()
    .map((key) => [key, ...Object.values<any>(Condition ?? {}).flatMap((test) => test['kms:ResourceAliases'] ?? [])].join(' '))))].sort();
}

/** Each warning and error of an example, after the path of the construct that it is about. */
function messagesOf(example: string): string[] {
  return stacksOf(example).flatMap(({ messages }) => messages)
    .flatMap(({ level, id, entry }) => `${level}` === 'info' ? [] : `${id} ${entry.data}`);
}

test('every directory of examples/ has its stacks listed here', () => {
  expect(directories.sort()).toEqual(Object.keys(STACKS));
});

describe.each(directories)('%s', (example) => {
  const source = readFileSync(join(EXAMPLES, example, 'app.ts'), 'utf8');

  test('is one file that is read from top to bottom, with a word on when to use it', () => {
    expect(readdirSync(join(EXAMPLES, example))).toEqual(['app.ts']);
    expect(source).toMatch(/^(?:\/\/ .*\n){1,3}import /);
    expect(source.trim().split('\n').length).toBeLessThanOrEqual(60);
    expect(source).toContain('from \'cdk-vault-replica-keys\';');
  });

  test('is in the README\'s table of recipes', () => {
    const readme = readFileSync(join(EXAMPLES, '../README.md'), 'utf8');
    expect(readme).toMatch(new RegExp(`^\\| .+ \\| \\[${example}\\]\\(examples/${example}/app\\.ts\\) \\|$`, 'm'));
  });

  test('makes these stacks', () => {
    expect(stacksOf(example).map(describeStack).sort()).toEqual([...STACKS[example]].sort());
  });

  test('grants the VAULT role access to every replica key by a literal ARN', () => {
    expect(keyPolicies(example).length).toBeGreaterThan(0);
    const partition = example === 'china' ? 'aws-cn' : 'aws';
    for (const policy of keyPolicies(example)) {
      expect(JSON.stringify(policy)).toContain(`"arn:${partition}:iam::111111111111:role/BackupIAMRole"`);
      expect(JSON.stringify(policy)).not.toMatch(/"(?:Ref|Fn::\w+)"/);
    }
  });

  test('brings no warning and no error', () => {
    expect(messagesOf(example).filter((message) => !message.includes(' AwsSolutions-'))).toEqual([]);
  });

  test('has cdk-nag find nothing in what the library makes', () => {
    expect(messagesOf(example).filter((message) => !OWN.test(message) && !ANSWERED.test(message))).toEqual([]);
  });
});

test('cdk-nag does look', () => {
  for (const example of ['different-keys', 'organization', 'pipeline']) {
    expect(messagesOf(example)).toContainEqual(expect.stringContaining(' AwsSolutions-IAM5'));
  }
});

test('hello is the first program of the README', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const [, program] = /```ts nofixture\n([\s\S]*?)```/.exec(readme)!;
  expect(readFileSync(join(EXAMPLES, 'hello', 'app.ts'), 'utf8').replace(/^(?:\/\/ .*\n)+/, '')).toBe(program);
});

test('existing-vault-app: the stack gets the key, and the vault that it had uses it', () => {
  const { Vault } = templatesOf('existing-vault-app');
  const types = Object.values<any>(Vault.Resources).map(({ Type }) => Type).sort();
  expect(types).toEqual(['AWS::Backup::BackupVault', 'AWS::KMS::Alias', 'AWS::KMS::Key']);
  const [{ EncryptionKeyArn }] = resources(Vault, 'AWS::Backup::BackupVault');
  expect(Vault.Resources[EncryptionKeyArn['Fn::GetAtt'][0]].Type).toBe('AWS::KMS::Key');
});

describe('key-events', () => {
  test('each Region sends to the one bus, which sends to the topic', () => {
    const { KeyAlarms, ...ofRegions } = templatesOf('key-events');
    const [{ Name }] = resources(KeyAlarms, 'AWS::Events::EventBus');
    for (const template of Object.values(ofRegions)) {
      const rules = resources(template, 'AWS::Events::Rule');
      expect(rules.map(({ Targets }) => Targets.map(({ Arn }: any) => Arn)))
        .toEqual(Array(2).fill([`arn:aws:events:eu-west-1:111111111111:event-bus/${Name}`]));
    }
    const [{ Targets, EventPattern, EventBusName }] = resources(KeyAlarms, 'AWS::Events::Rule');
    expect(KeyAlarms.Resources[EventBusName.Ref].Properties.Name).toBe(Name);
    expect(EventPattern).toEqual({ account: ['111111111111'] });
    expect(KeyAlarms.Resources[Targets[0].Arn.Ref].Type).toBe('AWS::SNS::Topic');
  });

  /** @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
  test('EventBridge may publish to the topic, and use its key', () => {
    const { KeyAlarms } = templatesOf('key-events');
    const eventBridge = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' } };
    const [{ KmsMasterKeyId }] = resources(KeyAlarms, 'AWS::SNS::Topic');
    const { KeyPolicy } = KeyAlarms.Resources[KmsMasterKeyId['Fn::GetAtt'][0]].Properties;
    expect(KeyPolicy.Statement).toContainEqual(expect.objectContaining({ ...eventBridge, Action: ['kms:GenerateDataKey*', 'kms:Decrypt'], Resource: '*' }));
    const [{ PolicyDocument, Topics }] = resources(KeyAlarms, 'AWS::SNS::TopicPolicy');
    expect(Topics.map(({ Ref }: any) => KeyAlarms.Resources[Ref].Type)).toEqual(['AWS::SNS::Topic']);
    expect(PolicyDocument.Statement).toContainEqual(expect.objectContaining({ ...eventBridge, Action: 'sns:Publish' }));
  });
});

test('role-in-the-same-app: the key policy also names the key administrator', () => {
  const policies = keyPolicies('role-in-the-same-app');
  expect(policies).toHaveLength(2);
  for (const { Statement } of policies) {
    expect(Statement.map(({ Principal }: any) => Principal.AWS)).toContain('arn:aws:iam::111111111111:role/KeyAdministrator');
  }
});

describe('restored-statements', () => {
  test('restores the statements, and tells a topic when it cannot', () => {
    const { ProtectedKeys } = templatesOf('restored-statements');
    const [ofLibrary, ofApp] = [true, false].map((isOfLibrary) => resources(ProtectedKeys, 'AWS::Events::Rule')
      .filter(({ Targets }) => Targets.some(({ Id }: any) => Id === 'Restorer') === isOfLibrary));
    expect(ofLibrary.map(({ EventPattern }) => EventPattern.source[0]).sort()).toEqual(['aws.cloudformation', 'aws.kms']);
    expect(ofApp.map(({ EventPattern, Targets }) => [EventPattern, Targets[0].Arn])).toEqual([
      [{ 'source': ['cdk-vault-replica-keys'], 'detail-type': ['Key Policy Statements Not Restored'] }, 'arn:aws:sns:eu-west-1:222222222222:alarms'],
    ]);
  });
});

describe('restricted-account', () => {
  test('the function and its role are as the accounts want them', () => {
    const { ProtectedKeys } = templatesOf('restricted-account');
    expect(resources(ProtectedKeys, 'AWS::IAM::Role')).toEqual([
      expect.objectContaining({ Path: '/backup/', PermissionsBoundary: 'arn:aws:iam::222222222222:policy/AppBoundary' }),
    ]);
    const [lambda] = resources(ProtectedKeys, 'AWS::Lambda::Function');
    expect(lambda.VpcConfig).toEqual({
      SubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'], SecurityGroupIds: ['sg-0123456789abcdef0'],
    });
    expect(statementsOf(ProtectedKeys, 'AWS::IAM::Policy')).toContainEqual(expect.objectContaining({
      Effect: 'Allow', Action: expect.arrayContaining(['ec2:CreateNetworkInterface']), Resource: '*',
    }));
  });

  test('the guide shows its aspect', () => {
    const guide = readFileSync(join(ROOT, 'docs/guides/different-keys.md'), 'utf8');
    const [, aspect] = /```ts\n(class [\s\S]*?)```/.exec(guide)!;
    const source = readFileSync(join(EXAMPLES, 'restricted-account', 'app.ts'), 'utf8');
    for (const part of aspect.trim().split('\n\n')) { expect(source).toContain(part); }
  });
});

describe('different-keys', () => {
  test('grants the VAULT role access to each key of PROTECTED', () => {
    const { ProtectedKeys } = templatesOf('different-keys');
    const changes = resources(ProtectedKeys, 'Custom::KeyPolicyStatements');
    expect(changes.map(({ Key }) => Key).sort()).toEqual([
      'arn:aws:kms:eu-central-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      'arn:aws:kms:eu-west-1:222222222222:alias/databases',
    ]);
    const [made] = resources(ProtectedKeys, 'AWS::KMS::Key');
    for (const statements of [...changes.map(({ Statements }) => Statements), made.KeyPolicy.Statement]) {
      expect(statements.filter(({ Principal }: any) => Principal.AWS === 'arn:aws:iam::111111111111:role/BackupIAMRole')).toHaveLength(2);
    }
  });

  test('lets IAM of each account allow what the keys of the other do', () => {
    const { VaultRole, ProtectedKeys } = templatesOf('different-keys');
    const sourceRole = resources(ProtectedKeys, 'AWS::IAM::Policy').filter(({ Roles }) => Roles[0] === 'SourceIAMRole');
    expect(namedKeys(statementsOf(VaultRole, 'AWS::IAM::Policy'))).toEqual([
      'arn:aws:kms:eu-central-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      'arn:aws:kms:eu-west-1:222222222222:key/* alias/databases',
      'arn:aws:kms:eu-west-1:222222222222:key/* alias/files',
    ]);
    expect(sourceRole).toHaveLength(1);
    expect(namedKeys(sourceRole[0].PolicyDocument.Statement)).toEqual([
      'arn:aws:kms:eu-central-1:111111111111:key/* alias/very_secret_key',
      'arn:aws:kms:eu-west-1:111111111111:key/* alias/very_secret_key',
    ]);
  });
});

describe('organization', () => {
  test('allows one role of the accounts in the unit and the late-bound VAULT role, and denies deletion', () => {
    for (const { Statement } of keyPolicies('organization')) {
      const conditions = JSON.stringify(Statement.map(({ Condition }: any) => Condition));
      expect(conditions).toContain('"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/r-f6g7/ou-f6g7-h8i9j0k1/*"');
      expect(conditions).toContain('role/SourceIAMRole"');
      expect(JSON.stringify(Statement.map(({ Principal }: any) => Principal))).not.toContain('BackupIAMRole');
      expect(Statement.filter(({ Effect }: any) => Effect === 'Deny').map(({ Action }: any) => Action))
        .toEqual([['kms:ScheduleKeyDeletion', 'kms:DisableKey']]);
    }
  });

  test('reaches every account of the unit, now and later, by a StackSet', () => {
    const { Organization, 'Organization/StackSet': inAccounts } = templatesOf('organization');
    const [stackSet] = resources(Organization, 'AWS::CloudFormation::StackSet');
    expect(stackSet).toMatchObject({
      PermissionModel: 'SERVICE_MANAGED',
      AutoDeployment: { Enabled: true },
      StackInstancesGroup: [{
        DeploymentTargets: { OrganizationalUnitIds: ['ou-f6g7-h8i9j0k1'] },
        Regions: ['eu-west-1', 'eu-central-1'],
      }],
    });
    const [{ Key, MissingKey }] = resources(inAccounts, 'Custom::KeyPolicyStatements');
    expect(JSON.stringify(Key)).toContain('alias/snapshots');
    expect(MissingKey).toBe('SKIP');
  });

  test('has the VAULT role\'s own half ready, without the role', () => {
    const { VaultRolePolicy } = templatesOf('organization');
    expect(Object.keys(VaultRolePolicy.Resources)).toHaveLength(1);
    expect(namedKeys(statementsOf(VaultRolePolicy, 'AWS::IAM::ManagedPolicy'))).toEqual([
      'arn:aws:kms:eu-central-1:*:key/* alias/snapshots', 'arn:aws:kms:eu-west-1:*:key/* alias/snapshots',
    ]);
  });
});

test('stack-set: one stack deploys the key to 17 regions', () => {
  const { ReplicaKeys, 'ReplicaKeys/StackSet': inRegions } = templatesOf('stack-set');
  const [{ StackInstancesGroup, PermissionModel }] = resources(ReplicaKeys, 'AWS::CloudFormation::StackSet');
  expect(PermissionModel).toBe('SELF_MANAGED');
  const [{ DeploymentTargets, Regions }] = StackInstancesGroup;
  expect(JSON.stringify(DeploymentTargets)).toMatch(/^\{"Accounts":\[(?:"111111111111"|\{"Ref":"AWS::AccountId"\})\]\}$/);
  expect(new Set(Regions).size).toBe(17);
  expect(resources(inRegions, 'AWS::KMS::Alias')).toMatchObject([{ AliasName: 'alias/very_secret_key' }]);
});

describe('pipeline', () => {
  /** What each stage of the pipeline does, and when: actions of one number run at once. */
  function stages(): Record<string, string[]> {
    const [{ Stages }] = resources(templatesOf('pipeline').Pipeline, 'AWS::CodePipeline::Pipeline');
    return Object.fromEntries(Stages.map(({ Name, Actions }: any) => [
      Name, Actions.map((action: any) => `${action.RunOrder} ${action.Name} ${action.Configuration?.StackName ?? ''}`.trim()),
    ]));
  }

  test('deploys the VAULT role, then the canary, and after approval all other regions at once', () => {
    expect(Object.keys(stages())).toEqual(['Source', 'Build', 'UpdatePipeline', 'VaultRole', 'Canary', 'OtherRegions']);
    expect(stages()).toMatchObject({
      VaultRole: ['1 Prepare VaultRole', '2 Deploy VaultRole'],
      Canary: ['1 Prepare ReplicaKeys-eu-west-1', '2 Deploy ReplicaKeys-eu-west-1'],
      OtherRegions: [
        '1 ReplicaArrived',
        '2 ReplicaKeys-eu-central-1.Prepare ReplicaKeys-eu-central-1',
        '2 ReplicaKeys-us-east-1.Prepare ReplicaKeys-us-east-1',
        '2 ReplicaKeys-us-west-2.Prepare ReplicaKeys-us-west-2',
        '3 ReplicaKeys-eu-central-1.Deploy ReplicaKeys-eu-central-1',
        '3 ReplicaKeys-us-east-1.Deploy ReplicaKeys-us-east-1',
        '3 ReplicaKeys-us-west-2.Deploy ReplicaKeys-us-west-2',
      ],
    });
  });

  test('has the stack names and logical ids of the same keys without a pipeline, so that no key is replaced', () => {
    const [before, after] = [templatesOf('hello'), templatesOf('pipeline')];
    for (const name of ['ReplicaKeys-eu-west-1', 'ReplicaKeys-eu-central-1']) {
      expect(Object.keys(after[name].Resources)).toEqual(Object.keys(before[name].Resources));
    }
  });
});

test('china: every ARN is of the Chinese partition', () => {
  // The handler's code is the same everywhere: it has an ARN in an error, as an example of one.
  const text = JSON.stringify(templatesOf('china'), (name, value) => name === 'ZipFile' ? undefined : value);
  expect(text.match(/arn:aws-cn:/g)!.length).toBeGreaterThan(10);
  expect(text).not.toContain('arn:aws:');
});
