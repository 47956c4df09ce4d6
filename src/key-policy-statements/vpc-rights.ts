import { CfnResource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { renderedResource } from '../synthesis/rendered-resource';

/**
 * What Lambda does with the role of a function to connect the function to a VPC.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
const ACTIONS = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/** The rights that the role of a function in a VPC needs. */
export function vpcStatements(): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: ACTIONS, resources: ['*'] }),
    // Only Lambda itself needs them. It adds this key to requests of the function's code, and to none of its own to EC2:
    // https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
    new iam.PolicyStatement({
      effect: iam.Effect.DENY, actions: ACTIONS, resources: ['*'], conditions: { Null: { 'lambda:SourceFunctionArn': 'false' } },
    }),
  ];
}

/** Whether the function is in a VPC, known at synthesis, when aspects have run. Empty lists are how a function leaves a VPC. */
export function isInVpc(cfnFunction: lambda.CfnFunction): boolean {
  const { VpcConfig } = renderedResource(cfnFunction).Properties;
  // Besides the two lists there is a switch for IPv6, and any part may be an intrinsic function.
  return Object.values(VpcConfig ?? {}).some((value: unknown) => typeof value === 'object' && !(Array.isArray(value) && value.length === 0));
}

/**
 * These rights as a policy, which is in the template only if the function is in a VPC.
 *
 * It is a resource of its own: when the function leaves the VPC, CloudFormation updates the function first and deletes this policy
 * last, and Lambda needs the rights to delete the network interfaces. It is no `CfnPolicy`: tools that look at constructs would
 * report a policy that the template does not have.
 */
export class VpcRights extends CfnResource {
  public readonly document: object;
  private isAsking = false;

  constructor(scope: Construct, roleName: string, private readonly cfnFunction: lambda.CfnFunction) {
    const document = { Version: '2012-10-17', Statement: vpcStatements().map((statement) => statement.toStatementJson()) };
    super(scope, 'VpcRights', { type: 'AWS::IAM::Policy', properties: { PolicyName: 'VpcAccess', Roles: [roleName], PolicyDocument: document } });
    this.document = document;
    cfnFunction.node.addDependency(this);
  }

  protected override shouldSynthesize(): boolean {
    // Newer CDKs ask again, as they render what the function depends on. That does not matter for the answer.
    if (this.isAsking) { return false; }
    this.isAsking = true;
    try {
      return isInVpc(this.cfnFunction);
    } finally {
      this.isAsking = false;
    }
  }
}
