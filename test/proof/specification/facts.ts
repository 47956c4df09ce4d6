/**
 * What a user of the library says of a replica key, in plain values. The specification promises by these, and the policy is made by the library
 * from the same.
 */
export interface Facts {
  readonly partition: string;
  readonly region: string;
  readonly vault: string;
  /** Path and name of the VAULT role. */
  readonly vaultRole: string;
  readonly lateBound: boolean;
  readonly protectedAccounts: readonly string[];
  readonly accountsInCondition: boolean;
  /** The one role of the PROTECTED accounts, by its name. */
  readonly protectedRoleName?: string;
  readonly organization?: { readonly id: string; readonly paths?: readonly string[] };
  /** As KMS calls them before the Region. Empty for any way of calling. */
  readonly services: readonly string[];
  /** Such as `user/key_administrator@example.com`. */
  readonly administrators: readonly string[];
  /** Such as `role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_KeyAdmins_????????????????`. */
  readonly administratorPatterns: readonly string[];
  readonly deletionProtection: boolean;
  readonly breakGlass: readonly string[];
  readonly breakGlassPatterns: readonly string[];
  readonly retired: boolean;
}

/** The manual's example: its two accounts, its VAULT role, its key administrator. */
export const MANUAL: Facts = {
  partition: 'aws',
  region: 'eu-west-1',
  vault: '111111111111',
  vaultRole: 'BackupIAMRole',
  lateBound: false,
  protectedAccounts: ['222222222222'],
  accountsInCondition: false,
  services: [],
  administrators: ['user/key_administrator@example.com'],
  administratorPatterns: [],
  deletionProtection: false,
  breakGlass: [],
  breakGlassPatterns: [],
  retired: false,
};
