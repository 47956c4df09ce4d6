import { elementsOf } from './aws/wire-format';
import type { Calls } from './calls';
import type { LivePolicy, LiveRole, Seen } from './live';
import { Memo } from './memo';
import type { Operation } from './operations';
import { listOf, RefusedError, seen, unlessAbsent } from './refused-error';

/** Reads the roles of one account, with all policies that say what a role may do. */
export class Roles {
  private readonly roles = new Memo<Seen<LiveRole | undefined>>();
  private readonly managedPolicies = new Memo<LivePolicy>();

  constructor(private readonly calls: Calls) {}

  /** Undefined where there is no such role. */
  public role(name: string): Promise<Seen<LiveRole | undefined>> {
    return this.roles.get(name, () => seen('iam:GetRole', () => this.read(name)));
  }

  private async read(RoleName: string): Promise<LiveRole | undefined> {
    const answer = await unlessAbsent(this.calls.send('iam:GetRole', { RoleName }), ({ name }) => name === 'NoSuchEntity');
    if (!answer) { return undefined; }
    const { Arn, RoleId, PermissionsBoundary } = answer.Role ?? {};
    if (!Arn || !RoleId) { throw RefusedError.wrongAnswer('iam:GetRole', 'has no role'); }
    const [policies, boundary] = await Promise.all([
      seen('iam:ListRolePolicies', () => this.policies(RoleName)),
      // A boundary without an ARN is still a boundary.
      PermissionsBoundary && seen('iam:GetPolicy', () => this.managedPolicy(PermissionsBoundary.PermissionsBoundaryArn)),
    ]);
    return { arn: Arn, id: RoleId, policies, ...boundary && { boundary } };
  }

  private async policies(RoleName: string): Promise<LivePolicy[]> {
    const [names, attached] = await Promise.all([
      this.list('iam:ListRolePolicies', RoleName, 'PolicyNames'), this.list('iam:ListAttachedRolePolicies', RoleName, 'AttachedPolicies'),
    ]);
    return Promise.all([
      ...names.map((name) => this.inlinePolicy(RoleName, name)),
      ...attached.map(({ PolicyArn }) => this.managedPolicy(PolicyArn)),
    ]);
  }

  private async list(operation: Operation, RoleName: string, name: string): Promise<any[]> {
    const pages = await this.calls.pages(operation, { RoleName });
    return pages.flatMap((page) => listOf(elementsOf(page[name], 'member'), operation, 'policies'));
  }

  private async inlinePolicy(RoleName: string, PolicyName: string): Promise<LivePolicy> {
    const { PolicyDocument } = await this.calls.send('iam:GetRolePolicy', { RoleName, PolicyName });
    return { name: PolicyName, document: parseDocument('iam:GetRolePolicy', PolicyDocument) };
  }

  private async managedPolicy(PolicyArn: string | undefined): Promise<LivePolicy> {
    if (!PolicyArn) { throw RefusedError.wrongAnswer('iam:GetRole', 'has a policy without an ARN'); }
    return this.managedPolicies.get(PolicyArn, async () => {
      const { Policy } = await this.calls.send('iam:GetPolicy', { PolicyArn });
      const VersionId = Policy?.DefaultVersionId ?? RefusedError.throwWrong('iam:GetPolicy', 'has no default version');
      const { PolicyVersion } = await this.calls.send('iam:GetPolicyVersion', { PolicyArn, VersionId });
      return { name: Policy.PolicyName ?? PolicyArn, document: parseDocument('iam:GetPolicyVersion', PolicyVersion?.Document) };
    });
  }
}

/** IAM gives the JSON text of a policy as a part of a URL. */
function parseDocument(operation: Operation, document: string): unknown {
  try {
    const policy = JSON.parse(decodeURIComponent(document));
    if (typeof policy === 'object' && policy?.Statement) { return policy; }
  } catch {
    // No text of JSON, as below.
  }
  return RefusedError.throwWrong(operation, 'has no policy that can be read');
}
