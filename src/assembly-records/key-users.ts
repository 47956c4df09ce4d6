import { roleOf } from './access';
import type { KeyUsersRecord } from './record';
import { arnsOf, type PolicyContent } from '../key-policy/policy-content';

/** Who can do what with replica keys, for their record. */
export function keyUsersOf(alias: string, content: PolicyContent): KeyUsersRecord {
  const { owner, vaultRole, accounts, organization, protectedRoleName, services } = content;
  return {
    alias,
    partition: owner.partition,
    account: owner.account,
    vaultRole: roleOf(vaultRole),
    protectedAccounts: accounts,
    organization,
    protectedRoleName,
    services,
    administrators: [...arnsOf(content.administrators), ...content.administratorPatterns],
    breakGlass: [...arnsOf(content.breakGlassPrincipals), ...content.breakGlassPatterns],
  };
}
