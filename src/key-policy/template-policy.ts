import { Token } from 'aws-cdk-lib';
import type { KeyPolicyJson } from './key-policy-json';
import { copyOf } from '../arns/options/copy-of';

/** A key policy in templates, rendered once for all keys with the same policy. It never changes. */
export class TemplatePolicy {
  /** The policy as JSON text. */
  public readonly text: string;

  /** Whether the policy contains no token, and so is the same in every stack. */
  public readonly isLiteral: boolean;

  constructor(private readonly policy: KeyPolicyJson) {
    this.text = JSON.stringify(policy);
    this.isLiteral = !Token.isUnresolved(this.text);
  }

  public get statementCount(): number {
    return this.policy.Statement.length;
  }

  /** A copy that the caller may change. */
  public toJSON(): KeyPolicyJson {
    return copyOf(this.policy);
  }
}
