import { Token } from 'aws-cdk-lib';
import type { KeyPolicyJson } from './key-policy-json';
import { policyProblems } from './key-policy-rules';
import { copyOf } from '../arns/copy-of';
import type { KeyOwner } from '../arns/principal-arn';

/** A key policy in templates, rendered and checked once for all keys with the same policy. It never changes. */
export class TemplatePolicy {
  /** The policy as JSON text. */
  public readonly text: string;

  /** Whether the policy contains no token, and so is the same in every stack. */
  public readonly isLiteral: boolean;

  private found?: readonly string[];

  constructor(private readonly policy: KeyPolicyJson, private readonly owner: KeyOwner) {
    this.text = JSON.stringify(policy);
    this.isLiteral = !Token.isUnresolved(this.text);
  }

  public get statementCount(): number {
    return this.policy.Statement.length;
  }

  /** The problems of the policy that are known without a stack. */
  public get problems(): readonly string[] {
    this.found ??= policyProblems(this.policy, this.owner);
    return this.found;
  }

  /** A copy that the caller may change. */
  public toJSON(): KeyPolicyJson {
    return copyOf(this.policy);
  }
}
