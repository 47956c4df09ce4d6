import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Aspects, CfnMapping, CfnResource, Fn, PermissionsBoundary, PERMISSIONS_BOUNDARY_CONTEXT_KEY, Stack, Stage, Tags, type IAspect } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import { KeyPolicyStatements, ProtectedKeyAccess, ProtectedKeyAccessStackSet } from '../../src';
import { synthesisErrorOf } from '../fixtures/error-of';
import { KEY_ARN, keyStatement } from '../fixtures/protected-app';
import { stackSetOf } from '../fixtures/stack-set-of';
import { PROTECTED, VAULT } from '../fixtures/vault-app';

const BOUNDARY = `arn:aws:iam::${PROTECTED}:policy/Boundary`;
const ENV = { account: PROTECTED, region: 'eu-west-1' };
const VPC = { subnetIds: ['subnet-1', 'subnet-2'], securityGroupIds: ['sg-1'] };
const VPC_ACTIONS = [
  'ec2:AssignPrivateIpAddresses', 'ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets', 'ec2:UnassignPrivateIpAddresses',
];

const on = <T>(type: new (...parameters: any[]) => T) => (set: (resource: T) => void): IAspect => ({
  visit: (node) => { if (node instanceof type) { set(node); } },
});
const onFunction = on(lambda.CfnFunction);
const onRole = on(iam.CfnRole);
const onLog = on(logs.CfnLogGroup);
const inVpc = onFunction((cfnFunction) => { cfnFunction.vpcConfig = VPC; });

function addStatements(stack: Stack, key: (scope: Stack) => kms.IKey = (scope) => kms.Key.fromKeyArn(scope, 'Key', KEY_ARN)): void {
  new KeyPolicyStatements(stack, 'Statements', { key: key(stack), statements: [keyStatement()] });
}

/** A stack with statements for one key, and its resources by what they are. */
function resourcesWith(prepare: (stack: Stack) => void, app = new App()): Record<string, any> {
  const stack = new Stack(app, 'Protected', { env: ENV });
  prepare(stack);
  addStatements(stack);
  return partsOf(Template.fromStack(stack).toJSON());
}

function partsOf({ Resources }: any): Record<string, any> {
  const named: Record<string, RegExp> = {
    lambda: /HandlerFunction\w{8}$/,
    role: /HandlerRole\w{8}$/,
    log: /HandlerLog\w{8}$/,
    vpcRights: /VpcRights/,
    change: /^KeyPolicyStatements\w{16}$/,
  };
  const find = (pattern: RegExp) => Resources[Object.keys(Resources).find((id) => pattern.test(id))!];
  return Object.fromEntries(Object.entries(named).map(([what, pattern]) => [what, find(pattern)]));
}

const with_ = (aspect: IAspect) => resourcesWith((stack) => Aspects.of(stack).add(aspect));

describe('an aspect can give', () => {
  test.each<[string, IAspect, string, any]>([
    ['the role a path', onRole((role) => { role.path = '/apps/'; }), 'role', { Path: '/apps/' }],
    ['the role a path as an override', onRole((role) => role.addPropertyOverride('Path', '/apps/')), 'role', { Path: '/apps/' }],
    ['the role a name', onRole((role) => { role.roleName = 'app-keys'; }), 'role', { RoleName: 'app-keys' }],
    ['the role a permissions boundary', onRole((role) => { role.permissionsBoundary = BOUNDARY; }), 'role', { PermissionsBoundary: BOUNDARY }],
    ['the role managed policies', onRole((role) => { role.managedPolicyArns = [BOUNDARY]; }), 'role', { ManagedPolicyArns: [BOUNDARY] }],
    ['the function a VPC', inVpc, 'lambda', { VpcConfig: { SubnetIds: VPC.subnetIds, SecurityGroupIds: VPC.securityGroupIds } }],
    ['the function a name', onFunction((it) => { it.functionName = 'app-keys'; }), 'lambda', { FunctionName: 'app-keys' }],
    ['the function another runtime', onFunction((it) => { it.runtime = 'nodejs22.x'; }), 'lambda', { Runtime: 'nodejs22.x' }],
    ['the function a key', onFunction((it) => { it.kmsKeyArn = KEY_ARN; }), 'lambda', { KmsKeyArn: KEY_ARN }],
    ['the function reserved concurrency', onFunction((it) => { it.reservedConcurrentExecutions = 1; }), 'lambda', { ReservedConcurrentExecutions: 1 }],
    ['the log another retention', onLog((log) => { log.retentionInDays = 30; }), 'log', { RetentionInDays: 30 }],
    ['the log a key', onLog((log) => { log.kmsKeyId = KEY_ARN; }), 'log', { KmsKeyId: KEY_ARN }],
  ])('%s', (_what, aspect, part, properties) => {
    const changed = with_(aspect);
    const plain = resourcesWith(() => {});
    expect(changed[part].Properties).toEqual({ ...plain[part].Properties, ...properties });
    // What refers to the role or the function still does.
    const others = (resources: Record<string, any>) => ({ ...resources, [part]: undefined, vpcRights: undefined });
    expect(others(changed)).toEqual(others(plain));
    expect(changed.lambda.Properties.Role).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/HandlerRole/), 'Arn'] });
  });

  test('all of them tags', () => {
    const { lambda: it, role, log } = resourcesWith((stack) => Tags.of(stack).add('Owner', 'Backup'));
    for (const { Properties } of [it, role, log]) { expect(Properties.Tags).toEqual([{ Key: 'Owner', Value: 'Backup' }]); }
  });
});

test('a permissions boundary of the CDK reaches the role, by the stack, and by the context', () => {
  const policy = (stack: Stack) => iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', BOUNDARY);
  const byStack = resourcesWith((stack) => iam.PermissionsBoundary.of(stack).apply(policy(stack)));
  const byContext = resourcesWith(() => {}, new App({ context: { [PERMISSIONS_BOUNDARY_CONTEXT_KEY]: { arn: BOUNDARY } } }));
  const stage = new Stage(new App(), 'Prod', { permissionsBoundary: PermissionsBoundary.fromArn(BOUNDARY) });
  const stack = new Stack(stage, 'Protected', { env: ENV });
  addStatements(stack);
  const byStage = partsOf(Template.fromStack(stack).toJSON());
  for (const { role } of [byStack, byContext, byStage]) { expect(role.Properties.PermissionsBoundary).toBe(BOUNDARY); }
});

describe('the rights for a VPC', () => {
  test('are what Lambda needs to connect the function, and the function\'s code cannot use them', () => {
    expect(with_(inVpc).vpcRights).toEqual({
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'VpcAccess',
        Roles: [{ Ref: expect.stringMatching(/HandlerRole/) }],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: VPC_ACTIONS, Resource: '*' },
            { Effect: 'Deny', Action: VPC_ACTIONS, Resource: '*', Condition: { Null: { 'lambda:SourceFunctionArn': 'false' } } },
          ],
        },
      },
    });
  });

  test('are there before the function, and for as long as the function is', () => {
    const stack = new Stack(new App(), 'Protected', { env: ENV });
    Aspects.of(stack).add(inVpc);
    addStatements(stack);
    const { Resources } = Template.fromStack(stack).toJSON();
    const rights = Object.keys(Resources).find((id) => id.includes('VpcRights'))!;
    const { lambda: it, role } = partsOf({ Resources });
    expect(it.DependsOn).toContain(rights);
    // In the role itself, they would be gone before the function leaves the VPC.
    expect(JSON.stringify(role)).not.toContain('ec2:');
    expect(Object.keys(Resources).filter((id) => JSON.stringify(Resources[id]).includes('ec2:'))).toEqual([rights]);
  });

  test.each<[string, (it: lambda.CfnFunction) => void]>([
    ['as an override of the property', (it) => it.addPropertyOverride('VpcConfig', { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] })],
    ['as an override of the resource', (it) => it.addOverride('Properties.VpcConfig.SubnetIds', ['subnet-1'])],
    ['with subnets that are known at deployment', (it) => { it.vpcConfig = { subnetIds: Fn.split(',', Fn.importValue('Subnets')), securityGroupIds: ['sg-1'] }; }],
    ['as a whole known at deployment', (it) => it.addPropertyOverride('VpcConfig', { 'Fn::If': ['C', { SubnetIds: ['subnet-1'] }, { Ref: 'AWS::NoValue' }] })],
  ])('come with a VPC %s', (_how, set) => {
    expect(with_(onFunction(set)).vpcRights).toBeDefined();
  });

  test('come with a VPC of the app, from another stack', () => {
    const app = new App();
    const vpc = new ec2.Vpc(new Stack(app, 'Network', { env: ENV }), 'Vpc', { maxAzs: 2 });
    const group = new ec2.SecurityGroup(vpc.stack, 'Group', { vpc });
    const { lambda: it, vpcRights } = resourcesWith((stack) => Aspects.of(stack).add(onFunction((cfnFunction) => {
      cfnFunction.vpcConfig = { subnetIds: vpc.privateSubnets.map(({ subnetId }) => subnetId), securityGroupIds: [group.securityGroupId] };
    })), app);
    expect(it.Properties.VpcConfig.SubnetIds).toEqual([expect.objectContaining({ 'Fn::ImportValue': expect.anything() }), expect.anything()]);
    expect(vpcRights).toBeDefined();
  });

  test.each<[string, IAspect]>([
    ['nothing is set', { visit: () => {} }],
    ['the lists of a VPC are empty', onFunction((it) => it.addPropertyOverride('VpcConfig', { SubnetIds: [], SecurityGroupIds: [], Ipv6AllowedForDualStack: false }))],
    ['another function is in a VPC', { visit: (node) => { if (node instanceof Stack) { otherFunction(node); } } }],
  ])('are left out when %s', (_when, aspect) => {
    const { vpcRights, lambda: it } = with_(aspect);
    expect(vpcRights).toBeUndefined();
    expect(it.DependsOn).toBeUndefined();
  });

  test('count toward the limit of IAM for a role', () => {
    const errorOfKeys = (count: number, aspect?: IAspect) => {
      const app = new App();
      const stack = new Stack(app, 'Protected', { env: ENV });
      if (aspect) { Aspects.of(stack).add(aspect); }
      for (let index = 0; index < count; index += 1) {
        const arn = KEY_ARN.replace(/^(.*)\w{4}$/, `$1${String(index).padStart(4, '0')}`);
        new KeyPolicyStatements(stack, `Statements${index}`, { key: kms.Key.fromKeyArn(stack, `Key${index}`, arn), statements: [keyStatement()] });
      }
      return () => app.synth();
    };
    let most = 40;
    while (noError(errorOfKeys(most + 1))) { most += 1; }
    expect(errorOfKeys(most, inVpc)).toThrow(/the limit for a role is 10240/);
    expect(errorOfKeys(most - 4, inVpc)).not.toThrow();
  });

  test.each<[string, IAspect[], string[]]>([
    ['once with a VPC', [inVpc], ['Allow', 'Deny']],
    ['not without one', [], []],
  ])('are in the CDK\'s report when others create the role: %s', (_what, aspects, effects) => {
    const app = new App();
    const path = 'Protected/KeyPolicyStatementsHandler/Role';
    iam.Role.customizeRoles(app, { usePrecreatedRoles: { [path]: 'precreated' } });
    const { vpcRights } = resourcesWith((stack) => { for (const aspect of aspects) { Aspects.of(stack).add(aspect); } }, app);
    expect(vpcRights).toBeUndefined();
    const { directory } = app.synth({ force: true });
    const { roles } = JSON.parse(readFileSync(join(directory, 'iam-policy-report.json'), 'utf8'));
    const statements = roles.find(({ roleConstructPath }: any) => roleConstructPath === path).identityPolicyStatements;
    expect(statements.filter(({ Action }: any) => Action.includes('ec2:CreateNetworkInterface')).map(({ Effect }: any) => Effect)).toEqual(effects);
  });
});

describe('an aspect', () => {
  const places: Record<string, (stack: Stack, app: App) => IConstruct> = {
    'the App': (_stack, app) => app,
    'the Stage': (stack) => Stage.of(stack)!,
    'the Stack': (stack) => stack,
    'the function': (stack) => stack.node.findChild('KeyPolicyStatementsHandler'),
  };
  const cases = Object.keys(places).flatMap((place) => ['before', 'after'].flatMap((when) => [undefined, 200, 1000].map((priority) => ({ place, when, priority }))))
    .filter(({ place, when }) => place !== 'the function' || when === 'after');

  test.each(cases)('of $place, added $when the statements with priority $priority, has its effect', ({ place, when, priority }) => {
    const app = new App();
    // Aspects of an App do not reach into a Stage on every CDK.
    const stack = new Stack(place === 'the Stage' ? new Stage(app, 'Prod') : app, 'Protected', { env: ENV });
    const add = () => {
      const aspects = Aspects.of(places[place](stack, app)) as any;
      const options = priority === undefined ? undefined : { priority };
      aspects.add(inVpc, options);
      aspects.add(onRole((role) => { role.path = '/apps/'; }), options);
    };
    if (when === 'before') { add(); }
    addStatements(stack);
    if (when === 'after') { add(); }
    const { lambda: it, role, vpcRights } = partsOf(Template.fromStack(stack).toJSON());
    expect(it.Properties.VpcConfig.SubnetIds).toEqual(VPC.subnetIds);
    expect(role.Properties.Path).toBe('/apps/');
    expect(vpcRights).toBeDefined();
  });
});

test('the function of ProtectedKeyAccess is the same', () => {
  const stack = new Stack(new App(), 'Protected', { env: ENV });
  new ProtectedKeyAccess(stack, 'Access', { keys: [kms.Key.fromKeyArn(stack, 'Key', KEY_ARN)], vaultAccount: VAULT });
  Aspects.of(stack).add(inVpc);
  expect(partsOf(Template.fromStack(stack).toJSON()).vpcRights).toBeDefined();
});

describe('in a StackSet', () => {
  function access(aspects: IAspect[], regions = ['eu-west-1', 'us-east-1']): { app: App; stack: Stack } {
    const app = new App();
    const stack = new Stack(app, 'Home', { env: ENV });
    new ProtectedKeyAccessStackSet(stack, 'Access', { aliases: ['databases'], regions, vaultAccount: VAULT });
    for (const aspect of aspects) { Aspects.of(stack).add(aspect); }
    return { app, stack };
  }
  const named = (name: string) => onRole((role) => { role.roleName = name; });

  test('an aspect sets path, boundary and VPC as in a stack, and the capability stays', () => {
    const { stack } = access([inVpc, onRole((role) => { role.path = '/apps/'; role.permissionsBoundary = BOUNDARY; })]);
    const { properties, body } = stackSetOf(stack);
    const { lambda: it, role, vpcRights } = partsOf(body);
    expect(it.Properties.VpcConfig.SubnetIds).toEqual(VPC.subnetIds);
    expect(role.Properties).toMatchObject({ Path: '/apps/', PermissionsBoundary: BOUNDARY });
    expect(vpcRights).toBeDefined();
    expect(properties.Capabilities).toEqual(['CAPABILITY_IAM']);
  });

  test.each<[string, string[], string]>([
    ['one Region', ['eu-west-1'], 'app-keys'],
    ['two Regions, with the Region in the name', ['eu-west-1', 'us-east-1'], Fn.sub('app-keys-${AWS::Region}')],
    ['two Regions, with the name of the stack in it', ['eu-west-1', 'us-east-1'], Fn.sub('k-${AWS::StackName}')],
  ])('a role may have a name in %s, and the StackSet has the capability for it', (_what, regions, name) => {
    const { stack } = access([named(name)], regions);
    const { properties, body } = stackSetOf(stack);
    expect(partsOf(body).role.Properties.RoleName).toBeDefined();
    expect(properties.Capabilities).toEqual(['CAPABILITY_NAMED_IAM']);
  });

  test.each<[string, string, string]>([
    ['a literal', 'app-keys', '"app-keys"'],
    ['one that differs by account only', Fn.sub('app-keys-${AWS::AccountId}'), '{"Fn::Sub":"app-keys-${AWS::AccountId}"}'],
  ])('a name that is the same in two Regions is refused: %s', (_what, name, nameInError) => {
    expect(synthesisErrorOf(access([named(name)]).app)).toBe(
      `role "Home/Access/Template/KeyPolicyStatementsHandler/Role/Resource" of a StackSet has the name ${nameInError} in 2 Regions, but role names are unique in an account; put \${AWS::Region} into the name, as in Fn.sub('my-role-\${AWS::Region}')`);
  });

  test('a name by Region may stand in a mapping', () => {
    const { stack } = access([]);
    const template = stack.node.findChild('Access').node.findChild('Template') as Stack;
    const map = new CfnMapping(template, 'Names', { mapping: { 'eu-west-1': { role: 'a' }, 'us-east-1': { role: 'b' } } });
    Aspects.of(stack).add(named(map.findInMap(Fn.ref('AWS::Region'), 'role')));
    expect(stackSetOf(stack).properties.Capabilities).toEqual(['CAPABILITY_NAMED_IAM']);
  });
});

function noError(action: () => unknown): boolean {
  try { action(); return true; } catch { return false; }
}

function otherFunction(stack: Stack): void {
  new CfnResource(stack, 'Other', { type: 'AWS::Lambda::Function', properties: { VpcConfig: { SubnetIds: ['subnet-1'] } } });
}
