import type * as iam from 'aws-cdk-lib/aws-iam';
import type { KeyPolicyJson } from './key-policy-json';
import { withAccount, withAdministrator, withStatement, type PolicyContent } from './policy-content';
import { MAX_POLICY_BYTES } from './rules/key-policy-limits';
import { policyProblems } from './rules/key-policy-rules';
import { TemplatePolicies } from './template-policies';
import type { TemplatePolicy } from './template-policy';
import { AccountMatching } from './users/account-matching';

/** A policy that accepts additions until synthesis. A rejected addition leaves it unchanged. */
export class PolicyDraft {
  private current: Policies;
  /** By the text of the policy, as the keys of all Regions may carry the same. */
  private readonly judged = new Map<string, string[]>();

  /** @throws when the policy is larger than KMS accepts. */
  constructor(content: PolicyContent) {
    this.current = fitting(content);
  }

  /** Who may do what so far. */
  public get content(): PolicyContent {
    return this.current.content;
  }

  /** The bytes of the policy in the Region with the longest name. That of a retired Region is never larger. */
  public get bytes(): number {
    return this.current.inUse.bytes;
  }

  /**
   * The policy as the template of a key carries it.
   *
   * @param region the Region of the key, left to the deployment when it is undefined or a token.
   * @param retired whether the key decrypts old replicas only.
   */
  public policyIn(region: string | undefined, retired: boolean): TemplatePolicy {
    return this.current[retired ? 'retired' : 'inUse'].in(region);
  }

  /** The problems of a policy in a template that is based on this policy. */
  public problemsOf(rendered: KeyPolicyJson): string[] {
    const text = JSON.stringify(rendered);
    const problems = this.judged.get(text) ?? policyProblems(rendered, this.content.owner);
    this.judged.set(text, problems);
    return problems;
  }

  public addProtectedAccount(account: string): void {
    this.current = fitting(withAccount(this.content, account));
  }

  public addAdministrator(principal: iam.IPrincipal): void {
    this.current = fitting(withAdministrator(this.content, principal));
  }

  public addStatement(statement: iam.PolicyStatement): void {
    this.current = fitting(withStatement(this.content, statement));
  }
}

/** The policies that a content comes to. */
interface Policies {
  readonly content: PolicyContent;
  readonly inUse: TemplatePolicies;
  readonly retired: TemplatePolicies;
}

function fitting(content: PolicyContent): Policies {
  const policies = { content, inUse: new TemplatePolicies(content, false), retired: new TemplatePolicies(content, true) };
  const { bytes } = policies.inUse;
  if (bytes <= MAX_POLICY_BYTES) { return policies; }
  const accounts = content.accounts.length;
  const bytesWithNone = new TemplatePolicies({ ...content, accounts: [] }, false).bytes;
  const limit = Math.floor((MAX_POLICY_BYTES - bytesWithNone) / (bytes - bytesWithNone) * accounts);
  if (!(limit > 0)) {
    throw new Error(`key policy has ${bytes} bytes, but the limit is ${MAX_POLICY_BYTES}; remove statements or principals, or grant access with IAM policies instead`);
  }
  const remedies = [
    ...content.accountMatching === AccountMatching.CALLER_ACCOUNT ? [] : ['set accountMatching to AccountMatching.CALLER_ACCOUNT, with which more than twice as many fit'],
    ...content.organization ? [] : ['set protectedOrganization instead'],
    `list at most ${limit} and create replica keys under another alias for the others`,
  ];
  throw new Error(`${accounts} PROTECTED accounts make a key policy of ${bytes} bytes, but the limit is ${MAX_POLICY_BYTES}; ${remedies.join(', or ')}`);
}
