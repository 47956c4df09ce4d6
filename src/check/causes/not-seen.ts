import type { Evidence } from './evidence';
import { grouped } from './grouped';
import type { Finding } from '../finding';
import type { LiveAccount } from '../live/live';
import type { UnseenPart } from '../observations/unseen';
import { permissionsCommand } from '../remedies/commands';
import { listedInShort } from '../texts/listed';
import { quoted } from '../texts/quoted';

/** Questions that AWS did not answer, one finding for each account and action. */
export function notSeenFindings({ expectation }: Evidence, parts: readonly UnseenPart[], accounts: (id: string) => LiveAccount): Finding[] {
  const byAccount = [...grouped(parts.filter(({ weight }) => weight !== 'aside'), ({ account }) => account)];
  return byAccount.flatMap(([account, ofAccount]): Finding[] => {
    const { credentials } = accounts(account);
    if ('refused' in credentials) {
      const { reason, message } = credentials.refused;
      const network = reason === 'failed' ? ' Check the network connection, the proxy, and AWS_ENDPOINT_URL if it is set.' : '';
      return [{
        id: 'no-credentials', level: 'unknown', account, text: `Nothing of account ${account} could be seen: ${sentence(message)}${network}`,
      }];
    }
    return [...grouped(ofAccount, ({ refusal }) => refusal.action)].map(([action, group]) => {
      const [{ refusal }] = group;
      const regions = [...new Set(group.flatMap(({ region }) => region ?? []))];
      const where = regions.length === 0 ? '' : ` in ${listedInShort(regions)}`;
      const isDenied = refusal.reason === 'denied';
      return {
        id: 'not-seen',
        level: group.some(({ weight }) => weight === 'unknown') ? 'unknown' : 'note',
        account,
        ...regions.length === 1 && { region: regions[0] },
        text: isDenied
          ? `AWS denied ${action} to ${credentials.value.caller}${where}: allow it, as the policy that the command prints does.`
          : `${action} failed in account ${account}${where}: ${sentence(refusal.message)}`,
        ...isDenied && { remedy: permissionsCommand(expectation) },
      };
    });
  });
}

/** The message as a sentence, in quotes if it is not plain text: it may come from a server other than AWS. */
export function sentence(message: string): string {
  return `${/^[ -~]+$/.test(message) ? message.replace(/\.$/, '') : quoted(message)}.`;
}
