import { Stack, type CfnResource, type IResolveContext } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { policyProblems } from './key-policy-rules';
import { referencedResources } from '../arns/literal';
import type { KeyOwner } from '../arns/principal-arn';
import { writtenOut } from '../arns/written-out';

/**
 * A key policy of plain JSON in the place of CDK statements. The CDK would sort the statements' fields, merge and re-sort
 * them under `@aws-cdk/aws-iam:minimizePolicies`, and has no `Id`.
 *
 * Statements that the CDK itself adds, as `key.grantDecrypt()` does, follow after it.
 */
export class KeyPolicyDocument extends iam.PolicyDocument {
  /** Those whose templates carry the policy. The CDK resolves it there, in search of references, before it validates. */
  private readonly stacks = new Set<Stack>();

  constructor(private readonly policy: () => any, private readonly owner: KeyOwner, private readonly resourcesOfPolicy: () => CfnResource[]) {
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
    return [...this.stacks].flatMap((stack) => policyProblems(stack.resolve(this.renderedIn(stack)), this.owner));
  }

  public override resolve({ scope }: IResolveContext): any {
    const stack = Stack.of(scope);
    this.stacks.add(stack);
    return this.renderedIn(stack);
  }

  public override toJSON(): any {
    // The policy is shared by all regions; resolving copies it, and whoever asks for JSON may change what it gets.
    return this.withAdded(structuredClone(this.policy()));
  }

  private renderedIn(stack: Stack): any {
    return this.withAdded(this.policy(), (added) => writtenOut(added, stack));
  }

  private withAdded(policy: any, write: (added: any) => any = (added) => added): any {
    return { ...policy, Statement: [...policy.Statement, ...write(super.toJSON().Statement)] };
  }
}
