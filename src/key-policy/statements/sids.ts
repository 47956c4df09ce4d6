/** The Sids of the AutoBackup manual's example, and those of statements that it does not have. */
export const SIDS = {
  ROOT: 'Enable IAM User Permissions',
  ADMINISTRATORS: 'Allow access for Key Administrators',
  ADMINISTRATOR_PATTERNS: 'Allow access for Key Administrators by pattern',
  USE: 'Allow use of the key',
  DESCRIBE: 'Allow key users to describe the key',
  GRANT: 'Allow attachment of persistent resources',
  BREAK_GLASS: 'Allow break-glass access',
  BREAK_GLASS_PATTERNS: 'Allow break-glass access by pattern',
  DENY_DELETION: 'Deny deletion of the key',
} as const;

/** What is added to the Sids of key users that the manual's statements do not cover. */
export const BY = { ROLE: ' by the VAULT role', ACCOUNTS: ' by PROTECTED accounts', ORGANIZATION: ' by the organization' } as const;

const FOR_USERS = [SIDS.USE, SIDS.DESCRIBE, SIDS.GRANT];

/** All Sids that statements of the library may have. */
export const RESERVED_SIDS: readonly string[] = [
  ...Object.values(SIDS),
  ...Object.values(BY).flatMap((suffix) => FOR_USERS.map((sid) => sid + suffix)),
];
