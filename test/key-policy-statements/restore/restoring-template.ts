import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { KeyPolicyStatements } from '../../../src';
import { KEY_ARN, keyStatement, protectedStack } from '../../fixtures/protected-app';
import { PROTECTED } from '../../fixtures/vault-app';

/** A template of `KeyPolicyStatements` with `restoreStatements`, and what is in it. */
export interface RestoringTemplate {
  readonly handlerCode: string;
  readonly restorerCode: string;
  /** The role policies of the restorer, but for what concerns its log, of which the name is known only during deployment. */
  readonly restorerPolicy: (values: Values) => any;
  /** Each rule, with its pattern and the input of its target. */
  readonly rules: (values: Values) => Array<{ readonly pattern: any; readonly input: any }>;
}

/** What is known once a stack is deployed. */
export interface Values {
  readonly stackId: string;
  readonly physicalId: string;
  readonly handlerRole: string;
  readonly restorerRole: string;
}

/** The logical id that the custom resource has in the tests, in place of the one in the template. */
export const LOGICAL_ID = 'KeyPolicyStatements';

export function restoringTemplate(): RestoringTemplate {
  const stack = protectedStack(new App());
  new KeyPolicyStatements(stack, 'Statements', {
    key: Key.fromKeyArn(stack, 'Key', KEY_ARN), statements: [keyStatement()], restoreStatements: true,
  });
  const { Resources } = Template.fromStack(stack).toJSON();
  const [resourceId] = Object.keys(Resources).filter((id) => Resources[id].Type === 'Custom::KeyPolicyStatements');
  const ofType = (type: string, id = /^/) => Object.keys(Resources)
    .filter((name) => Resources[name].Type === type && id.test(name))
    .map((name) => Resources[name].Properties);
  const codeOf = (id: RegExp) => ofType('AWS::Lambda::Function', id)[0].Code.ZipFile;
  const resolved = (json: any, values: Values): any =>
    JSON.parse(JSON.stringify(resolve(json, resourceId, values)).replaceAll(resourceId, LOGICAL_ID));
  return {
    handlerCode: codeOf(/Handler/),
    restorerCode: codeOf(/Restorer/),
    restorerPolicy: (values) => ({
      Version: '2012-10-17',
      Statement: [
        ...ofType('AWS::IAM::Role', /Restorer/).flatMap(({ Policies }) => Policies.flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement)),
        ...ofType('AWS::IAM::Policy').flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
      ].filter(({ Action }) => !`${Action}`.includes('logs:')).map((statement) => resolved(statement, values)),
    }),
    rules: (values) => ofType('AWS::Events::Rule').map(({ EventPattern, Targets: [{ Input }] }) => ({
      pattern: resolved(EventPattern, values), input: JSON.parse(resolved(Input, values)),
    })),
  };
}

/** The JSON as CloudFormation makes it of intrinsic functions, those that the template has. */
function resolve(json: any, resourceId: string, values: Values): any {
  const inner = (part: any) => resolve(part, resourceId, values);
  if (Array.isArray(json)) { return json.map(inner); }
  if (Object(json) !== json) { return json; }
  const [[name, operand]] = Object.entries<any>(json);
  switch (name) {
    case 'Ref': return { [resourceId]: values.physicalId, ...pseudoParameters(values.stackId) }[operand as string] ?? unknown(json);
    case 'Fn::GetAtt': return /HandlerRole/.test(operand[0]) ? values.handlerRole : /RestorerRole/.test(operand[0]) ? values.restorerRole : unknown(json);
    case 'Fn::Sub': return typeof operand === 'string'
      ? substitute(operand, pseudoParameters(values.stackId))
      : substitute(operand[0], { ...pseudoParameters(values.stackId), ...inner(operand[1]) });
    case 'Fn::Split': return inner(operand[1]).split(operand[0]);
    case 'Fn::Select': return inner(operand[1])[operand[0]];
    default: return Object.fromEntries(Object.entries<any>(json).map(([field, part]) => [field, inner(part)]));
  }
}

function substitute(text: string, variables: Record<string, string>): string {
  return text.replace(/\$\{([\w:]+)\}/g, (expression, name) => variables[name] ?? unknown(expression));
}

function pseudoParameters(stackId: string): Record<string, string> {
  return { 'AWS::StackId': stackId, 'AWS::Partition': 'aws', 'AWS::Region': 'eu-west-1', 'AWS::AccountId': PROTECTED };
}

function unknown(json: any): never {
  throw new Error(`${JSON.stringify(json)} is not known here`);
}
