import { CfnParameter, Fn, ScopedAws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { referencedResources, toLiteral } from '../../../src/arns/deploy-time/literal';
import { errorOf } from '../../fixtures/error-of';

const value = (given: any) => toLiteral(given, 'statement').value;

// The stack that resolves is made once in a process: the tests of it come first.
test('a role of a stack without environment shows its name, and the process ends without another synthesis', () => {
  // As the CDK CLI sets it, so that an app synthesizes itself.
  process.env.CDK_OUTDIR = 'cdk.out';
  const waiting = process.listenerCount('beforeExit');
  const role = iam.Role.fromRoleName(new Stack(), 'Role', 'Copier');
  const made = new iam.Role(new Stack(undefined, 'Base', { env: {} }), 'Role', { roleName: 'Copier', assumedBy: new iam.AccountRootPrincipal() });
  try {
    for (const { roleArn } of [made, role]) { expect(value(roleArn)).toBe('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/Copier'); }
    expect(process.listenerCount('beforeExit')).toBe(waiting);
  } finally {
    delete process.env.CDK_OUTDIR;
  }
});

test('plain text is used as it is, whatever it contains', () => {
  for (const text of ['account-elsewhere', '${aws:username}', '']) { expect(toLiteral(text, 'vaultRole')).toEqual({ value: text, resources: [] }); }
});

test('what is no string stays as it is', () => {
  const condition = { Bool: { 'aws:SecureTransport': true }, NumericLessThan: { 'aws:MultiFactorAuthAge': 3600 }, Null: null, StringEquals: {} };
  expect(value(condition)).toEqual(condition);
});

test('what another stack exports is known only during deployment', () => {
  expect(errorOf(() => value({ AWS: [Fn.importValue('RoleArn')] })))
    .toBe('statement contains {"Fn::ImportValue":"RoleArn"}, which is known only during deployment; write the value as a literal');
});

test('only resources are deployed first, not the parameters and stacks that a value refers to', () => {
  const stack = new Stack();
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  const parameter = new CfnParameter(stack, 'Parameter').valueAsString;
  expect(referencedResources([role.roleArn, { parameter, partition: new ScopedAws(stack).partition }])).toEqual([role.node.defaultChild]);
});
