import { listedInShort } from './listed';
import { quoted } from './quoted';
import type { ObservedRole } from '../observations/observed-role';

/** The name of a role in a sentence. */
export function roleText({ isVaultRole, name, account }: ObservedRole): string {
  return isVaultRole ? `the VAULT role ${quoted(name)}` : `role ${quoted(name)} of account ${account}`;
}

/** Several roles, where roles with the same name are listed together. */
export function rolesText(roles: readonly ObservedRole[]): string {
  const vaultRoles = roles.filter(({ isVaultRole }) => isVaultRole).map(roleText);
  const others = roles.filter(({ isVaultRole }) => !isVaultRole);
  const names = [...new Set(others.map(({ name }) => name))];
  const texts = names.map((name) => {
    const accounts = others.filter((role) => role.name === name).map(({ account }) => account);
    return `role ${quoted(name)} of ${accounts.length === 1 ? 'account' : 'accounts'} ${listedInShort(accounts)}`;
  });
  return listedInShort([...vaultRoles, ...texts]);
}
