import { Stack, type CfnResource, type IResolveContext } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { MAX_POLICY_BYTES } from '../private/key-policy-limits';
import { referencedResources } from '../private/literal';
import { policyBytes } from '../private/policy-size';
import { writtenOut } from '../private/written-out';

/**
 * A key policy of plain JSON in the place of CDK statements. The CDK would sort the statements' fields, merge and re-sort
 * them under `@aws-cdk/aws-iam:minimizePolicies`, and has no `Id`.
 *
 * Statements that the CDK itself adds, as `key.grantDecrypt()` does, follow after it.
 */
export class KeyPolicyDocument extends iam.PolicyDocument {
  constructor(private readonly policy: () => any, private readonly resourcesOfPolicy: () => CfnResource[]) {
    super();
  }

  public override get isEmpty(): boolean {
    return false;
  }

  public override get statementCount(): number {
    return this.policy().Statement.length + super.statementCount;
  }

  /** The roles and users of the app that the policy names, whoever added what. They must exist before it. */
  public get resources(): CfnResource[] {
    return [...this.resourcesOfPolicy(), ...referencedResources(super.toJSON().Statement)];
  }

  public override validateForResourcePolicy(): string[] {
    return [...super.validateForResourcePolicy(), ...this.sizeProblems()];
  }

  public override resolve({ scope }: IResolveContext): any {
    return this.withAdded(this.policy(), (added) => writtenOut(added, Stack.of(scope)));
  }

  public override toJSON(): any {
    // The policy is shared by all regions; resolving copies it, and whoever asks for JSON may change what it gets.
    return this.withAdded(structuredClone(this.policy()));
  }

  private withAdded(policy: any, write: (added: any) => any = (added) => added): any {
    return { ...policy, Statement: [...policy.Statement, ...write(super.toJSON().Statement)] };
  }

  /** The policy checks its own size; what the CDK added to it is known at synthesis only. */
  private sizeProblems(): string[] {
    const bytes = super.statementCount === 0 ? 0 : policyBytes(this.toJSON());
    return bytes <= MAX_POLICY_BYTES ? [] : [
      `key policy has ${bytes} bytes with the statements that grants added, but KMS takes at most ${MAX_POLICY_BYTES}: grant by IAM policies of the VAULT account instead`,
    ];
  }
}
