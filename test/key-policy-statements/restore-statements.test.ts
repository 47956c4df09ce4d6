import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Aspects, CfnParameter, Stack, type IAspect } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { KeyPolicyStatements, ProtectedKeyAccess, ProtectedKeyAccessStackSet } from '../../src';
import { errorOf, synthesisErrorOf } from '../fixtures/error-of';
import { changesOf, KEY_ARN, keyStatement, protectedStack, resourcesOf } from '../fixtures/protected-app';
import { stackSetOf } from '../fixtures/stack-set-of';
import { PROTECTED, VAULT } from '../fixtures/vault-app';

const OTHER_KEY = KEY_ARN.replace('1234abcd', '5678abcd');
const IN_FRANKFURT = KEY_ARN.replace('eu-west-1', 'eu-central-1');

const byArn = (arn = KEY_ARN) => (stack: Stack) => kms.Key.fromKeyArn(stack, `Key${stack.node.children.length}`, arn);
const byAlias = (alias = 'alias/databases') => (stack: Stack) => kms.Alias.fromAliasName(stack, `Key${stack.node.children.length}`, alias);

function restored(stack: Stack, key: (stack: Stack) => kms.IKey = byArn(), restoreStatements: any = true): Stack {
  new KeyPolicyStatements(stack, `Statements${stack.node.children.length}`, { key: key(stack), statements: [keyStatement()], restoreStatements });
  return stack;
}

const templateOf = (stack: Stack) => Template.fromStack(stack).toJSON();

/** The one resource of the type, or with an id that matches. */
function one(stack: Stack, type: string, id = /^/): any {
  const found = Object.entries(resourcesOf(stack, type)).filter(([name]) => id.test(name));
  expect(found).toHaveLength(1);
  return found[0][1];
}

const idOf = (stack: Stack, type: string, id = /^/) => Object.keys(resourcesOf(stack, type)).find((name) => id.test(name))!;

/** What a resource waits for, directly or not. */
function dependenciesOf(resources: any, id: string, found = new Set<string>()): Set<string> {
  const text = JSON.stringify(resources[id]);
  for (const other of Object.keys(resources)) {
    if (other === id || found.has(other) || !text.includes(`"${other}"`)) { continue; }
    found.add(other);
    dependenciesOf(resources, other, found);
  }
  return found;
}

describe('without the option', () => {
  test.each([undefined, false])('as %s, a template has none of it', (restoreStatements) => {
    const stack = protectedStack();
    new KeyPolicyStatements(stack, 'Statements', { key: byArn()(stack), statements: [keyStatement()], restoreStatements });
    const types = Object.values<any>(templateOf(stack).Resources).map(({ Type }) => Type).sort();
    expect(types).toEqual(['AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::Lambda::Function', 'AWS::Logs::LogGroup', 'Custom::KeyPolicyStatements']);
    expect(one(stack, 'Custom::KeyPolicyStatements').Metadata).toBeUndefined();
  });

  test('what it would change stays, but for the metadata and the second role', () => {
    const without = templateOf(restored(protectedStack(), byArn(), false)).Resources;
    const withIt = templateOf(restored(protectedStack())).Resources;
    for (const [id, resource] of Object.entries<any>(without)) {
      const { Metadata, ...rest } = withIt[id];
      if (resource.Type === 'AWS::IAM::Policy') { rest.Properties.Roles.splice(1); }
      expect({ id, ...rest }).toEqual({ id, ...resource });
    }
  });
});

describe('the statements to restore', () => {
  test('are in the metadata of the custom resource, whoever added them and when', () => {
    const stack = restored(protectedStack());
    new KeyPolicyStatements(stack, 'Later', { key: byArn()(stack), statements: [keyStatement({ sid: 'Later' })] });
    const [{ Statements }] = changesOf(stack);
    expect(Statements.map(({ Sid }) => Sid)).toEqual(['Mine', 'Later']);
    expect(one(stack, 'Custom::KeyPolicyStatements').Metadata.RestoreStatements).toEqual(Statements);
  });

  test('are those of an access, too', () => {
    const stack = protectedStack();
    new ProtectedKeyAccess(stack, 'Access', { keys: [byArn()(stack)], vaultAccount: VAULT, restoreStatements: true });
    expect(one(stack, 'Custom::KeyPolicyStatements').Metadata.RestoreStatements).toHaveLength(2);
    expect(Object.keys(resourcesOf(stack, 'AWS::Events::Rule'))).toHaveLength(2);
  });

  test('are those of the keys that ask for it', () => {
    const stack = restored(restored(protectedStack(), byArn(OTHER_KEY), false));
    const metadata = Object.values(resourcesOf(stack, 'Custom::KeyPolicyStatements')).map(({ Properties, Metadata }) => [Properties.Key, Metadata?.RestoreStatements.length]);
    expect(metadata).toEqual([[OTHER_KEY, undefined], [KEY_ARN, 1]]);
    expect(Object.keys(resourcesOf(stack, 'AWS::Events::Rule'))).toHaveLength(2);
    expect(Object.keys(resourcesOf(stack, 'AWS::SSM::Parameter'))).toHaveLength(1);
  });

  test('need one function, however many keys ask for it and however often', () => {
    const stack = [byArn(), byArn(), byArn(OTHER_KEY), byAlias()].reduce((all, key) => restored(all, key), protectedStack());
    expect(Object.keys(resourcesOf(stack, 'AWS::Lambda::Function'))).toHaveLength(2);
    expect(Object.keys(resourcesOf(stack, 'AWS::Events::Rule'))).toHaveLength(4);
    expect(Object.keys(resourcesOf(stack, 'AWS::Lambda::Permission'))).toHaveLength(4);
    const resources = Object.keys(resourcesOf(stack, 'Custom::KeyPolicyStatements'));
    const { Input } = one(stack, 'AWS::Events::Rule', /StackComplete/).Properties.Targets[0];
    expect(JSON.parse(Input['Fn::Sub'])).toEqual({ stackId: '${AWS::StackId}', logicalIds: resources });
  });

  test('have a rule and a counter for each key', () => {
    const stack = restored(restored(protectedStack()), byArn(OTHER_KEY));
    const ids = Object.keys(resourcesOf(stack, 'Custom::KeyPolicyStatements'));
    const targets = Object.entries(resourcesOf(stack, 'AWS::Events::Rule')).filter(([id]) => /PolicyChange/.test(id)).map(([, { Properties }]) => Properties.Targets);
    const arn = { 'Fn::GetAtt': [idOf(stack, 'AWS::Lambda::Function', /Restorer/), 'Arn'] };
    expect(targets).toEqual(ids.map((id) => [{ Id: 'Restorer', Arn: arn, Input: { 'Fn::Sub': `{"stackId":"\${AWS::StackId}","logicalIds":["${id}"]}` } }]));
    const counters = Object.values(resourcesOf(stack, 'AWS::SSM::Parameter')).map(({ Properties: { Type, Value, Name } }) => ({ Type, Value, name: Name['Fn::Sub'][0] }));
    expect(counters).toEqual(ids.map((id) => ({ Type: 'String', Value: '[]', name: `/cdk-vault-replica-keys/\${Uuid}/${id}` })));
  });
});

describe('the order of deployment', () => {
  const stack = restored(protectedStack(), byAlias());
  const { Resources } = templateOf(stack);
  const change = idOf(stack, 'Custom::KeyPolicyStatements');
  const rule = idOf(stack, 'AWS::Events::Rule', /PolicyChange/);

  test('has the rule wait for all that a restoration needs, so that it is deleted first', () => {
    const needed = dependenciesOf(Resources, rule);
    for (const id of [
      change, idOf(stack, 'AWS::Lambda::Function', /Restorer/), idOf(stack, 'AWS::IAM::Role', /Restorer/), idOf(stack, 'AWS::IAM::Policy'),
      idOf(stack, 'AWS::SSM::Parameter'),
    ]) { expect(needed).toContain(id); }
  });

  test('has the custom resource wait for nothing of it, so that a change of it needs none', () => {
    const needed = [...dependenciesOf(Resources, change)].filter((id) => /Function|SSM|Rule|Restorations|PolicyChange/.test(id));
    expect(needed).toEqual([idOf(stack, 'AWS::Lambda::Function', /Handler/)]);
  });
});

describe('the function', () => {
  test('may ask about its own stack, count, and send events of this library, and nothing else', () => {
    const stack = restored(protectedStack());
    const { Properties: { Policies: [{ PolicyDocument }] } } = one(stack, 'AWS::IAM::Role', /Restorer/);
    expect(PolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [idOf(stack, 'AWS::Logs::LogGroup', /Restorer/), 'Arn'] } },
      { Effect: 'Allow', Action: ['cloudformation:DescribeStackResource', 'cloudformation:DescribeStacks'], Resource: { Ref: 'AWS::StackId' } },
      { Effect: 'Deny', Action: 'kms:PutKeyPolicy', Resource: '*', Condition: { Bool: { 'kms:BypassPolicyLockoutSafetyCheck': 'true' } } },
      {
        Effect: 'Allow',
        Action: 'events:PutEvents',
        Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/default' },
        Condition: { StringEquals: { 'events:source': 'cdk-vault-replica-keys' } },
      },
      {
        Effect: 'Allow',
        Action: ['ssm:GetParameter', 'ssm:PutParameter'],
        Resource: {
          'Fn::Sub': [
            'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/cdk-vault-replica-keys/${Uuid}/*',
            { Uuid: { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] } },
          ],
        },
      },
    ]);
  });

  test('may change the policies of the keys that ask for it, and of no others', () => {
    const stack = restored(restored(protectedStack(), byArn(OTHER_KEY), false));
    const restorer = { Ref: idOf(stack, 'AWS::IAM::Role', /Restorer/) };
    const policies = Object.values(resourcesOf(stack, 'AWS::IAM::Policy')).map(({ Properties }) => Properties);
    const ofRestorer = policies.filter(({ Roles }) => Roles.some((role: any) => role.Ref === restorer.Ref));
    expect(ofRestorer.map(({ PolicyDocument }) => PolicyDocument.Statement)).toEqual([
      [{ Effect: 'Allow', Action: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy'], Resource: KEY_ARN }],
    ]);
    // One for each key, which both functions share.
    expect(policies.map(({ Roles }) => Roles.length)).toEqual([1, 2]);
  });

  test('is called by its rules and nobody else', () => {
    const stack = restored(protectedStack());
    const permissions = Object.values(resourcesOf(stack, 'AWS::Lambda::Permission')).map(({ Properties }) => Properties);
    const rules = Object.keys(resourcesOf(stack, 'AWS::Events::Rule'));
    expect(permissions.map(({ SourceArn }) => SourceArn['Fn::GetAtt'][0]).sort()).toEqual([...rules].sort());
    for (const { Action, Principal, FunctionName } of permissions) {
      expect([Action, Principal, FunctionName]).toEqual(['lambda:InvokeFunction', 'events.amazonaws.com', { 'Fn::GetAtt': [idOf(stack, 'AWS::Lambda::Function', /Restorer/), 'Arn'] }]);
    }
  });

  test('gets the VPC, path and boundary that an aspect gives all functions and roles, and the rights for the VPC', () => {
    const stack = restored(protectedStack());
    const rules: IAspect = {
      visit: (node) => {
        if (node instanceof lambda.CfnFunction) { node.vpcConfig = { subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] }; }
        if (node instanceof iam.CfnRole) { Object.assign(node, { path: '/backup/', permissionsBoundary: `arn:aws:iam::${PROTECTED}:policy/Boundary` }); }
      },
    };
    Aspects.of(stack).add(rules);
    const vpcRights = idOf(stack, 'AWS::IAM::Policy', /RestorerVpcRights/);
    expect(one(stack, 'AWS::IAM::Policy', /RestorerVpcRights/).Properties.Roles).toEqual([{ Ref: idOf(stack, 'AWS::IAM::Role', /Restorer/) }]);
    const { Properties, DependsOn } = one(stack, 'AWS::Lambda::Function', /Restorer/);
    expect([Properties.VpcConfig.SubnetIds, DependsOn.includes(vpcRights)]).toEqual([['subnet-1'], true]);
    expect(one(stack, 'AWS::IAM::Role', /Restorer/).Properties).toMatchObject({ Path: '/backup/', PermissionsBoundary: `arn:aws:iam::${PROTECTED}:policy/Boundary` });
  });

  test('uses a role that others create, and the rule spares calls of that role', () => {
    const app = new App();
    const usePrecreatedRoles = { 'Protected/KeyPolicyStatementsHandler/Role': 'Handler', 'Protected/KeyPolicyStatementsRestorer/Role': 'Restorer' };
    iam.Role.customizeRoles(app, { usePrecreatedRoles });
    const stack = restored(protectedStack(app));
    expect(Object.values<any>(templateOf(stack).Resources).filter(({ Type }) => Type.startsWith('AWS::IAM'))).toEqual([]);
    const { detail } = one(stack, 'AWS::Events::Rule', /PolicyChange/).Properties.EventPattern;
    expect(JSON.stringify(detail.userIdentity)).toMatch(/role\/Handler.*role\/Restorer/);
    const report = readFileSync(join(app.synth().directory, 'iam-policy-report.json'), 'utf8');
    const { identityPolicyStatements } = JSON.parse(report).roles.find(({ roleConstructPath }: any) => roleConstructPath.includes('Restorer'));
    expect(identityPolicyStatements).toContainEqual(expect.objectContaining({ Action: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy'], Resource: KEY_ARN }));
  });

  test('has no part of the code in its rules: these send names only', () => {
    const stack = restored(protectedStack());
    for (const { Properties: { Targets } } of Object.values(resourcesOf(stack, 'AWS::Events::Rule'))) {
      expect(Targets).toHaveLength(1);
      expect(JSON.stringify(Targets[0].Input)).not.toMatch(/Effect|Principal|kms:/);
    }
  });
});

describe('a key', () => {
  const refusal = (key: (stack: Stack) => kms.IKey, stack = protectedStack()) => errorOf(() => restored(stack, key));

  test('in another Region than the stack is refused', () => {
    expect(refusal(byArn(IN_FRANKFURT))).toBe(
      `restoreStatements is true for key "${IN_FRANKFURT}", but stack "Protected" is in region "eu-west-1", and a rule gets only the events of its own Region; put this construct in a stack of region "eu-central-1", or use ProtectedKeyAccessStackSet`);
  });

  test('with a Region is refused in a stack without one', () => {
    expect(refusal(byArn(), new Stack(new App(), 'Anywhere'))).toBe(
      `restoreStatements is true for key "${KEY_ARN}", but the Region of stack "Anywhere" is known only during deployment, and a rule gets only the events of its own Region; set env.region of the stack to "eu-west-1", or import the key by its alias`);
  });

  test('by its alias works in a stack without account and Region', () => {
    expect(Object.keys(resourcesOf(restored(new Stack(new App(), 'Anywhere'), byAlias()), 'AWS::Events::Rule'))).toHaveLength(2);
  });

  test('that is a parameter is refused', () => {
    expect(refusal((stack) => kms.Key.fromKeyArn(stack, 'Key', new CfnParameter(stack, 'Arn').valueAsString))).toBe(
      'restoreStatements is true in stack "Protected" for a key whose ARN is known only during deployment, but a rule gets only the events of its own Region; write the ARN as a literal, or import the key by its alias');
  });

  test('in another Region is refused also when another construct adds to it', () => {
    const stack = restored(protectedStack(), byArn(IN_FRANKFURT), false);
    expect(refusal(byArn(IN_FRANKFURT), stack)).toContain('restoreStatements is true for key');
  });

  test('that the app creates is refused, wherever it is in the list', () => {
    const stack = protectedStack();
    const keys = [byArn()(stack), new kms.Key(stack, 'Own')];
    expect(errorOf(() => new ProtectedKeyAccess(stack, 'Access', { keys, vaultAccount: VAULT, restoreStatements: true }))).toBe(
      'key "Protected/Own" is created in this app, so CloudFormation owns its whole policy, but restoreStatements is true and restores the policies of imported keys; give the key to a ProtectedKeyAccess without restoreStatements');
  });
});

test.each<[string, (stack: Stack, restoreStatements: any) => unknown]>([
  ['KeyPolicyStatements', (stack, value) => restored(stack, byArn(), value)],
  ['ProtectedKeyAccess', (stack, restoreStatements) => new ProtectedKeyAccess(stack, 'Access', { keys: [byArn()(stack)], vaultAccount: VAULT, restoreStatements })],
  ['ProtectedKeyAccessStackSet', (stack, restoreStatements) => new ProtectedKeyAccessStackSet(stack, 'Access', { aliases: ['x'], regions: ['eu-west-1'], vaultAccount: VAULT, restoreStatements })],
])('text in place of a flag is refused by %s', (_construct, create) => {
  for (const value of ['false', 'true', 1, null]) {
    expect(errorOf(() => create(protectedStack(), value))).toMatch(/^restoreStatements is .*, but must be true or false; /);
  }
});

describe('ProtectedKeyAccessStackSet', () => {
  const access = (aliases: string[], options: any = {}) => {
    const stack = protectedStack();
    new ProtectedKeyAccessStackSet(stack, 'Access', { aliases, regions: ['eu-west-1', 'us-east-1'], vaultAccount: VAULT, restoreStatements: true, ...options });
    return stack;
  };

  test('carries all of it in the template for each Region', () => {
    const { Resources } = stackSetOf(access(['databases', 'volumes'])).body;
    const types = Object.values<any>(Resources).map(({ Type }) => Type);
    expect(types.filter((type) => type === 'AWS::Events::Rule')).toHaveLength(3);
    expect(types.filter((type) => type === 'AWS::Lambda::Function')).toHaveLength(2);
    for (const { Type, Properties } of Object.values<any>(Resources)) {
      if (Type !== 'AWS::Lambda::Function') { expect(JSON.stringify(Properties)).not.toContain('eu-west-1'); }
    }
  });

  test('has no room for a fifth alias, and says what to do', () => {
    expect(() => stackSetOf(access(['a', 'b', 'c', 'd'].map((name) => name.repeat(8))))).not.toThrow();
    expect(synthesisErrorOf(access(['a', 'b', 'c', 'd', 'e'].map((name) => name.repeat(8))).node.root as App)).toMatch(
      /^.*template of "Protected\/Access" has \d+ bytes, but the limit without a bucket is 51200; list fewer aliases, or leave restoreStatements out/);
  });

  test('watches no key where an alias is missing and may be', () => {
    const { Resources } = stackSetOf(access(['databases'], { missingKey: 'SKIP' })).body;
    const [{ Properties }] = Object.values<any>(Resources).filter(({ Type, Properties: properties }) => Type === 'AWS::Events::Rule' && properties.EventPattern.detail.eventName);
    // The physical id of a custom resource that found no key begins with "nothing-written", which is no ARN.
    expect(Properties.EventPattern.detail.resources.ARN).toEqual([{ 'Fn::Select': [0, { 'Fn::Split': ['#', { Ref: expect.any(String) }] }] }]);
  });
});

test('a stack of many keys is refused when either role has no room for their rights', () => {
  const app = new App();
  const stack = protectedStack(app);
  for (let index = 0; index < 46; index++) { restored(stack, byArn(KEY_ARN.replace(/\w{4}$/, `${index}`.padStart(4, '0')))); }
  expect(synthesisErrorOf(app)).toMatch(/^stack "Protected" changes the policies of 46 keys, which needs \d+ characters of inline policies, but the limit for a role is 10240; change some of the keys from another stack/m);
});
