import type { Evidence } from './evidence';
import type { Finding } from '../finding';
import { quoted } from '../texts/quoted';

/** Roles that do not exist. */
export function roleFindings({ scene: { roles } }: Evidence): Finding[] {
  return roles.filter(({ exists }) => exists === 'no').map(({ account, name, isVaultRole, expectedArn, liveArn }): Finding => {
    if (!isVaultRole) {
      return {
        id: 'source-role-missing',
        level: 'fails',
        account,
        text: `There is no role ${quoted(name)} in PROTECTED account ${account}: create it, or name the role that AutoBackup uses by --source-role.`,
      };
    }
    return {
      id: 'vault-role-missing',
      level: 'fails',
      account,
      text: liveArn === undefined
        ? `There is no role ${quoted(name)} in VAULT account ${account}: create it, and then check again, because key policies do not recognize a re-created role.`
        : `The VAULT role ${quoted(name)} has the ARN ${quoted(liveArn)}, but key policies should name ${quoted(`${expectedArn}`)}: use one ARN for both.`,
    };
  });
}
