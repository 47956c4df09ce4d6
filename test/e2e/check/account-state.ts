import type { IAM, Role } from '@aws-sdk/client-iam';
import type { KMS } from '@aws-sdk/client-kms';

/** The keys and aliases of one account and Region as they are, to be restored after a test changed them. */
export class KeysState {
  /** Reads the state. */
  public static async read(kms: KMS): Promise<KeysState> {
    const { Keys = [] } = await kms.listKeys({});
    const policies = await Promise.all(Keys.map(async ({ KeyId }) => {
      const { Policy } = await kms.getKeyPolicy({ KeyId, PolicyName: 'default' });
      return [KeyId!, Policy!] as const;
    }));
    return new KeysState(kms, new Map(policies), await aliasesOf(kms));
  }

  private constructor(
    private readonly kms: KMS, private readonly policies: ReadonlyMap<string, string>, private readonly aliases: ReadonlyMap<string, string>,
  ) {}

  /** Makes the keys enabled and rotating, with the policies and aliases that they had. Keys that were added stay, without an alias. */
  public async restore(): Promise<void> {
    for (const [KeyId, Policy] of this.policies) {
      const { KeyMetadata } = await this.kms.describeKey({ KeyId });
      if (KeyMetadata!.KeyState === 'PendingDeletion') { await this.kms.cancelKeyDeletion({ KeyId }); }
      await this.kms.enableKey({ KeyId });
      await this.kms.enableKeyRotation({ KeyId });
      await this.kms.putKeyPolicy({ KeyId, PolicyName: 'default', Policy });
    }
    const live = await aliasesOf(this.kms);
    for (const [AliasName] of live) {
      if (!this.aliases.has(AliasName)) { await this.kms.deleteAlias({ AliasName }); }
    }
    for (const [AliasName, TargetKeyId] of this.aliases) {
      if (!live.has(AliasName)) { await this.kms.createAlias({ AliasName, TargetKeyId }); }
      if (live.get(AliasName) !== TargetKeyId) { await this.kms.updateAlias({ AliasName, TargetKeyId }); }
    }
  }
}

async function aliasesOf(kms: KMS): Promise<Map<string, string>> {
  const { Aliases = [] } = await kms.listAliases({});
  return new Map(Aliases
    .filter(({ AliasName }) => !AliasName!.startsWith('alias/aws/'))
    .map(({ AliasName, TargetKeyId }) => [AliasName!, TargetKeyId!]));
}

/** A role with its inline policies as it is, to be restored after a test changed it. */
export class RoleState {
  /** Reads the state. */
  public static async read(iam: IAM, RoleName: string): Promise<RoleState> {
    const { Role } = await iam.getRole({ RoleName });
    const { PolicyNames = [] } = await iam.listRolePolicies({ RoleName });
    const policies = await Promise.all(PolicyNames.map(async (PolicyName) => {
      const { PolicyDocument } = await iam.getRolePolicy({ RoleName, PolicyName });
      return [PolicyName, decodeURIComponent(PolicyDocument!)] as const;
    }));
    return new RoleState(iam, Role!, new Map(policies));
  }

  private constructor(
    private readonly iam: IAM, private readonly role: Role, private readonly policies: ReadonlyMap<string, string>,
  ) {}

  /** Makes the role where it is missing or another, with just the policies that it had. */
  public async restore(): Promise<void> {
    const { RoleName, Arn, AssumeRolePolicyDocument } = this.role;
    const live = await this.iam.getRole({ RoleName }).catch(() => undefined);
    if (live && live.Role!.Arn !== Arn) { await this.iam.deleteRole({ RoleName }); }
    if (live?.Role!.Arn !== Arn) {
      await this.iam.createRole({ RoleName, AssumeRolePolicyDocument: decodeURIComponent(AssumeRolePolicyDocument!) });
    }
    if (live?.Role!.PermissionsBoundary) { await this.iam.deleteRolePermissionsBoundary({ RoleName }); }
    for (const PolicyName of await this.inlinePolicies()) {
      if (!this.policies.has(PolicyName)) { await this.iam.deleteRolePolicy({ RoleName, PolicyName }); }
    }
    for (const [PolicyName, PolicyDocument] of this.policies) { await this.iam.putRolePolicy({ RoleName, PolicyName, PolicyDocument }); }
  }

  /** Deletes the role with all its policies. */
  public async delete(): Promise<void> {
    const { RoleName } = this.role;
    for (const PolicyName of await this.inlinePolicies()) { await this.iam.deleteRolePolicy({ RoleName, PolicyName }); }
    await this.iam.deleteRole({ RoleName });
  }

  private async inlinePolicies(): Promise<string[]> {
    const { PolicyNames = [] } = await this.iam.listRolePolicies({ RoleName: this.role.RoleName });
    return PolicyNames;
  }
}
