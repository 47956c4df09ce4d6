import { Stack, type CfnResource, type IResolveContext } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { KeyPolicyJson } from './key-policy-json';
import { namedResources } from './policy-content';
import type { PolicyDraft } from './policy-draft';
import type { TemplatePolicy } from './template-policy';
import { referencedResources } from '../arns/deploy-time/literal';
import { withLiteralArns } from '../arns/deploy-time/literal-arns';

/**
 * A key policy of plain JSON instead of CDK statements. The CDK would sort the statements' fields, merge and re-sort
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
    return this.policy.statementCount + super.statementCount;
  }

  /** The roles and users of the app that the policy names, in statements of the library and of others. They must exist before it. */
  public get resources(): CfnResource[] {
    return [...namedResources(this.draft.content), ...referencedResources(this.added)];
  }

  /** The policy as JSON text, with the tokens of what the CDK added. */
  public get text(): string {
    return this.isLiteral ? this.policy.text : JSON.stringify(this);
  }

  public override validateForResourcePolicy(): string[] {
    // Options come to a valid policy, as they were checked. Statements of others are checked one by one, and here as they stand together.
    if (this.isLiteral && this.draft.content.extraStatements.length === 0) { return []; }
    return [...this.stacks].flatMap((stack) => this.draft.problemsOf(this.isLiteral ? this.toJSON() : stack.resolve(this.policyIn(stack))));
  }

  public override resolve(context: IResolveContext): KeyPolicyJson | undefined {
    const stack = Stack.of(context.scope);
    this.stacks.add(stack);
    if (!this.isLiteral) { return this.policyIn(stack); }
    // The CDK searches the returned value for tokens, string by string, and uses the result of a post-processor unchanged. While it only
    // searches for references to other stacks, it needs neither.
    if (!context.preparing) { context.registerPostProcessor({ postProcess: () => this.policy.toJSON() }); }
    return undefined;
  }

  public override toJSON(): KeyPolicyJson {
    return withStatements(this.policy.toJSON(), this.added);
  }

  private get policy(): TemplatePolicy {
    return this.draft.policyIn(this.region, this.retired);
  }

  /** What the CDK added, with its tokens. */
  private get added(): KeyPolicyJson['Statement'] {
    return super.toJSON().Statement;
  }

  private get isLiteral(): boolean {
    return super.statementCount === 0 && this.policy.isLiteral;
  }

  private policyIn(stack: Stack): KeyPolicyJson {
    return withStatements(this.policy.toJSON(), withLiteralArns(this.added, stack));
  }
}

function withStatements(policy: KeyPolicyJson, added: KeyPolicyJson['Statement']): KeyPolicyJson {
  return { ...policy, Statement: [...policy.Statement, ...added] };
}
