import type { AccessRecord, VaultRoleRecord } from './record';
import type { StatementJson } from '../key-policy/key-policy-json';
import type { VaultRoleOfKey } from '../key-policy/users/vault-role';

/** The access of the VAULT role to keys, for its records. */
export function accessOf(
  vaultAccount: string, role: VaultRoleOfKey, statements: ReadonlyArray<{ toStatementJson(): StatementJson }>,
): AccessRecord {
  return { vaultAccount, vaultRole: roleOf(role), statements: statements.map((statement) => statement.toStatementJson()) };
}

/** The VAULT role, for records. */
export function roleOf({ arn, lateBound }: VaultRoleOfKey): VaultRoleRecord {
  return { arn, lateBound };
}
