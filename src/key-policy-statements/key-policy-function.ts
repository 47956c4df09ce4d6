import { Aws, Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { isInVpc, VpcRights, vpcStatements } from './vpc-rights';
import { policyBytes } from '../key-policy/rules/policy-size';
import { warnOfTemplateSize } from '../synthesis/template-size';

/**
 * The limit for the characters of all inline policies of a role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const MAX_INLINE_CHARACTERS = 10_240;

/** What one function differs from another in. */
export interface KeyPolicyFunctionOptions {
  readonly description: string;
  readonly roleDescription: string;
  /** The code, written into the template. */
  readonly code: string;
  /** What the function asks CloudFormation about its own stack. */
  readonly stackActions: string[];
  /** What else it may do apart from the policies of keys. */
  readonly statements?: iam.PolicyStatement[];
}

/** A Lambda function of a stack that changes key policies, with its role and its log. */
export abstract class KeyPolicyFunction extends Construct {
  /** Long enough for principals that take minutes to propagate, and for the rollback of a failed change. */
  public static readonly TIMEOUT = Duration.minutes(5);

  public readonly role: iam.Role;
  public readonly functionArn: string;
  private readonly rights = new Array<unknown>();

  protected constructor(stack: Stack, id: string, { description, roleDescription, code, stackActions, statements = [] }: KeyPolicyFunctionOptions) {
    super(stack, id);
    const log = new logs.LogGroup(this, 'Log', { retention: logs.RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.DESTROY });
    this.role = new iam.Role(this, 'Role', {
      description: roleDescription,
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        Handler: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [log.logGroupArn] }),
            // So that the function can tell a change that CloudFormation waits for, or knows of, from any other.
            new iam.PolicyStatement({ actions: stackActions, resources: [Aws.STACK_ID] }),
            // So that no mistake in the code can lock anyone out of a key.
            new iam.PolicyStatement({
              effect: iam.Effect.DENY,
              actions: ['kms:PutKeyPolicy'],
              resources: ['*'],
              conditions: { Bool: { 'kms:BypassPolicyLockoutSafetyCheck': 'true' } },
            }),
            ...statements,
          ],
        }),
      },
    });
    // A resource as CloudFormation has it, which no feature flag changes.
    const cfnFunction = new lambda.CfnFunction(this, 'Function', {
      description,
      code: { zipFile: code },
      handler: 'index.handler',
      runtime: 'nodejs24.x',
      memorySize: 256,
      timeout: KeyPolicyFunction.TIMEOUT.toSeconds(),
      // By the resource if there is one: newer CDKs give the role itself no name when they only write a report.
      role: this.roleArn,
      loggingConfig: { logGroup: log.logGroupName },
    });
    this.functionArn = cfnFunction.attrArn;
    const vpcRights = this.ownRoleName === undefined ? undefined : new VpcRights(this, this.ownRoleName, cfnFunction);
    if (!vpcRights) { this.reportVpcRights(cfnFunction); }
    warnOfTemplateSize(cfnFunction);
    const vpcPolicies = () => vpcRights && isInVpc(cfnFunction) ? [vpcRights.document] : [];
    this.node.addValidation({ validate: () => this.problems(stack, vpcPolicies()) });
  }

  /**
   * The name of the role that the template creates, for policies. Undefined when others create it, as `Role.customizeRoles` has it: then
   * its policies are theirs too, and the CDK's report says which it needs.
   */
  public get ownRoleName(): string | undefined {
    return this.cfnRole?.ref;
  }

  /** The ARN of the role, whoever creates it. */
  public get roleArn(): string {
    return this.cfnRole?.attrArn ?? this.role.roleArn;
  }

  private get cfnRole(): iam.CfnRole | undefined {
    return this.role.node.defaultChild as iam.CfnRole | undefined;
  }

  /** Counts an inline policy that the role gets for one key. */
  public count(policy: unknown): void {
    this.rights.push(policy);
  }

  /** Others create the role, so the CDK's report must say what it needs, as it says for the keys. Aspects have run when this is known. */
  private reportVpcRights(cfnFunction: lambda.CfnFunction): void {
    let reported = false;
    this.node.addValidation({
      validate: () => {
        if (!reported && isInVpc(cfnFunction)) {
          reported = true;
          for (const statement of vpcStatements()) { this.role.addToPrincipalPolicy(statement); }
        }
        return [];
      },
    });
  }

  private problems(stack: Stack, vpcPolicies: unknown[]): string[] {
    const policies: unknown[] = [this.cfnRole?.policies ?? [], ...vpcPolicies, ...this.rights];
    const characters = policies.reduce<number>((sum, policy) => sum + policyBytes(JSON.stringify(stack.resolve(policy))), 0);
    return characters <= MAX_INLINE_CHARACTERS ? [] : [
      `stack "${stack.node.path}" changes the policies of ${this.rights.length} keys, which needs ${characters} characters of inline policies, but the limit for a role is ${MAX_INLINE_CHARACTERS}; change some of the keys from another stack`,
    ];
  }
}
