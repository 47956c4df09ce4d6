import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { CloudFormation, CustomResource, type Answer, type Properties } from './cloud-formation';
import { InlinedHandler } from './inlined-handler';
import { KeyPolicyStatements } from '../../../src';
import { asKmsRewritesIt } from '../../fakes/policy-principals';
import { StrictKms, type StrictKmsOptions } from '../../fakes/strict-kms';
import { KEY_ID, keyStatement, protectedStack, VAULT_ROLE } from '../../fixtures/protected-app';
import { PROTECTED } from '../../fixtures/vault-app';

export const HANDLER_ROLE = `arn:aws:iam::${PROTECTED}:role/Handler`;

/** The two statements of `ProtectedKeyAccess`, as the custom resource gets them. */
export const STATEMENTS = [
  { Sid: 'Use', Effect: 'Allow', Principal: { AWS: VAULT_ROLE }, Action: ['kms:Decrypt', 'kms:DescribeKey'], Resource: '*' },
  {
    Sid: 'Grants',
    Effect: 'Allow',
    Principal: { AWS: VAULT_ROLE },
    Action: 'kms:CreateGrant',
    Resource: '*',
    Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
  },
];

/** A policy as somebody made it by hand, with forms that this library does not write. */
export const FORMER = {
  Version: '2012-10-17',
  Id: 'by-hand',
  Statement: [
    { Sid: 'Root', Effect: 'Allow', Principal: { AWS: PROTECTED }, Action: 'kms:*', Resource: ['*'] },
    { Effect: 'Deny', NotPrincipal: { AWS: [`arn:aws:iam::${PROTECTED}:root`, HANDLER_ROLE] }, Action: ['kms:ScheduleKeyDeletion'], Resource: '*' },
    { Sid: 'Logs', Effect: 'Allow', Principal: { Service: 'logs.amazonaws.com' }, NotAction: 'kms:PutKeyPolicy', Resource: '*' },
  ],
};

/** What a template of `KeyPolicyStatements` gives the function: its code, and its rights for the keys. */
export function fromTemplate(keyArns: string[]): { code: string; identityPolicy: any } {
  const stack = protectedStack(new App());
  keyArns.forEach((arn, index) => {
    const key = /:(alias\/.*)/.exec(arn);
    new KeyPolicyStatements(stack, `Statements${index}`, {
      key: key ? Alias.fromAliasName(stack, `Key${index}`, key[1]) : Key.fromKeyArn(stack, `Key${index}`, arn),
      statements: [keyStatement()],
    });
  });
  const { Resources } = Template.fromStack(stack).toJSON();
  const ofType = (type: string) => Object.values<any>(Resources).filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
  const documents = [
    ...ofType('AWS::IAM::Role').flatMap(({ Policies }) => Policies.map(({ PolicyDocument }: any) => PolicyDocument)),
    ...ofType('AWS::IAM::Policy').map(({ PolicyDocument }) => PolicyDocument),
  ];
  return {
    code: ofType('AWS::Lambda::Function')[0].Code.ZipFile,
    // Without what concerns the log, whose ARN is known only during deployment.
    identityPolicy: { Version: '2012-10-17', Statement: documents.flatMap(({ Statement }) => Statement).filter(({ Action }) => `${Action}`.includes('kms:')) },
  };
}

export interface SceneOptions extends StrictKmsOptions {
  /** @default FORMER */
  readonly policy?: any;
  /** The factor by which the longest request is shortened. @default 1 */
  readonly requestSpeed?: number;
}

const KEYS = ['eu-west-1', 'eu-central-1'].map((region) => `arn:aws:kms:${region}:${PROTECTED}:key/${KEY_ID}`);
const TEMPLATE = fromTemplate([...KEYS, `arn:aws:kms:eu-west-1:${PROTECTED}:alias/protected`]);

/** The function of the template, in a process of its own. One serves all tests of a file. */
export function startHandler(): Promise<InlinedHandler> {
  return InlinedHandler.start(TEMPLATE.code);
}

/** A strict KMS with two keys of PROTECTED, the function with the rights of its template, and CloudFormation. */
export class Scene {
  public static async set(handler: InlinedHandler, { policy = FORMER, requestSpeed = 1, ...options }: SceneOptions = {}): Promise<Scene> {
    const strictKms = await StrictKms.start(options);
    strictKms.addPrincipal(VAULT_ROLE);
    strictKms.addPrincipal(HANDLER_ROLE, { identityPolicy: TEMPLATE.identityPolicy });
    for (const arn of KEYS) {
      strictKms.createKey({ account: PROTECTED, region: arn.split(':')[3], keyId: KEY_ID, policy });
    }
    strictKms.moveAlias('alias/protected', KEYS[0]);
    return new Scene(strictKms, handler, await CloudFormation.start(), requestSpeed);
  }

  public readonly key = KEYS[0];
  public readonly otherKey = KEYS[1];

  private constructor(
    public readonly kms: StrictKms,
    public readonly handler: InlinedHandler,
    public readonly cloudFormation: CloudFormation,
    private readonly requestSpeed: number,
  ) {}

  public async clear(): Promise<void> {
    await this.cloudFormation.stop();
    await this.kms.stop();
  }

  /** A custom resource; another logical id, or stack, is another owner. */
  public resource(event: any = {}): CustomResource {
    const surroundings = { kms: this.kms, role: HANDLER_ROLE, requestSpeed: this.requestSpeed };
    const ask = (changes: any, remaining?: number) => this.cloudFormation.ask(this.handler, surroundings, { ...event, ...changes }, remaining);
    return new CustomResource(ask, this.cloudFormation.stack(event.StackId));
  }

  /** The properties for the first key, unless another is given. */
  public properties(overrides: Partial<Properties> = {}): Properties {
    return { Key: this.key, Statements: STATEMENTS, ...overrides };
  }

  /** What was asked of KMS since the last time. */
  public calls(): string[] {
    return this.kms.calls.splice(0).map(({ operation }) => operation);
  }

  public policy(key = this.key): any {
    return this.kms.policyOf(key);
  }

  /** The statements of the policy that are, and those that are not, the library's. */
  public statements(key = this.key): { own: any[]; foreign: any[] } {
    const all: any[] = [this.policy(key).Statement].flat();
    const isOwn = ({ Sid }: any) => `${Sid}`.startsWith('KeyPolicyStatements-');
    return { own: all.filter(isOwn), foreign: all.filter((statement) => !isOwn(statement)) };
  }
}

/** The statements as the library writes them, but for the hash in their Sids. */
export function withoutHash(statements: any[]): any[] {
  return statements.map(({ Sid, ...rest }) => ({ Sid: Sid.replace(/^KeyPolicyStatements-[0-9a-f]{16}-/, ''), ...rest }));
}

/** The policy as it is after KMS gave it back once, and it was written again. */
export function asRead(policy: any): any {
  return asKmsRewritesIt(policy);
}

/** One sentence: lower case, no full stop, the key, the rule, and after a semicolon what to do. */
export function expectSentence({ Status, Reason }: Answer, key: string, pattern: RegExp): void {
  expect({ Status, Reason }).toEqual({ Status: 'FAILED', Reason: expect.stringMatching(pattern) });
  expect(Reason).toContain(key);
  expect(Reason).toMatch(/^[a-z].*; .*[^.\n]$/);
}
