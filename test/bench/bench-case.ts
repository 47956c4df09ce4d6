/** What both sides make: the keys of one VAULT account. */
export interface BenchCase {
  readonly regions: string[];
  readonly protectedAccounts: string[];
}

export const VAULT_ACCOUNT = '111122223333';
export const STACK_NAME_PREFIX = 'bench-keys';
export const ALIAS = 'alias/very_secret_key';
export const ROLE_NAME = 'BackupIAMRole';
export const ADMINISTRATOR_ARN = `arn:aws:iam::${VAULT_ACCOUNT}:role/KeyAdministrator`;
