import { Stack, type CfnResource, type IResolveContext } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { KeyPolicyJson } from './key-policy-json';
import { namedResources } from './policy-content';
import type { PolicyDraft } from './policy-draft';
import { renderPolicy } from './render-policy';
import { referencedResources } from '../arns/literal';
import { withLiteralArns } from '../arns/literal-arns';

/**
 * A key policy of plain JSON in the place of CDK statements. The CDK would sort the statements' fields, merge and re-sort
 * them under `@aws-cdk/aws-iam:minimizePolicies`, and has no `Id`.
 *
 * Statements that the CDK itself adds, as `key.grantDecrypt()` does, follow after it.
 */
export class KeyPolicyDocument extends iam.PolicyDocument {
  /** Those whose templates carry the policy. The CDK resolves it there, in search of references, before it validates. */
  private readonly stacks = new Set<Stack>();

  /**
   * @param draft who may do what, followed until synthesis.
   * @param region the Region of the key, left to the deployment when it is undefined or a token.
   * @param retired whether the key decrypts old replicas only.
   */
  constructor(private readonly draft: PolicyDraft, private readonly region?: string, private readonly retired = false) {
    super();
  }

  public override get isEmpty(): boolean {
    return false;
  }

  public override get statementCount(): number {
    return this.rendered.Statement.length + super.statementCount;
  }

  /** The roles and users of the app that the policy names, whoever added what. They must exist before it. */
  public get resources(): CfnResource[] {
    return [...namedResources(this.draft.content), ...referencedResources(super.toJSON().Statement)];
  }

  public override validateForResourcePolicy(): string[] {
    return [...this.stacks].flatMap((stack) => this.draft.problemsOf(stack.resolve(this.renderedIn(stack))));
  }

  public override resolve({ scope }: IResolveContext): KeyPolicyJson {
    const stack = Stack.of(scope);
    this.stacks.add(stack);
    return this.renderedIn(stack);
  }

  public override toJSON(): KeyPolicyJson {
    // Content and actions are shared, and whoever asks for JSON may change what it gets.
    return this.withAdded(structuredClone(this.rendered), super.toJSON().Statement);
  }

  private get rendered(): KeyPolicyJson {
    return renderPolicy(this.draft.content, this.region, this.retired);
  }

  private renderedIn(stack: Stack): KeyPolicyJson {
    return this.withAdded(this.rendered, withLiteralArns(super.toJSON().Statement, stack));
  }

  private withAdded(policy: KeyPolicyJson, added: KeyPolicyJson['Statement']): KeyPolicyJson {
    return { ...policy, Statement: [...policy.Statement, ...added] };
  }
}
