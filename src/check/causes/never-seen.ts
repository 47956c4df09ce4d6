import { keysOf, type Evidence } from './evidence';
import { grouped } from './grouped';
import { sentence } from './not-seen';
import type { LiveAccount } from '../live/live';
import type { Scene } from '../observations/scene';
import type { UnseenPart } from '../observations/unseen';
import { listedInShort } from '../texts/listed';

const ALWAYS: readonly string[] = [
  'Resource control policies of an organization can deny calls on keys, and no call shows them.',
  'Service control policies with conditions are not judged as AWS judges them.',
  'Policies of VPC endpoints and of sessions can deny calls, and are not read.',
  'Grants on keys can allow more than the policies, and are not read.',
  'The settings of AutoBackup, such as the alias of the replica keys, are not read.',
];

/** What no call shows, or was not asked. */
export function neverSeen({ scene }: Evidence, parts: readonly UnseenPart[], accounts: (id: string) => LiveAccount): string[] {
  const organizations = scene.sets.flatMap(({ set: { organization } }) => organization?.id ?? []);
  const unsimulated = [...new Set(parts.filter(({ refusal }) => refusal.action === 'iam:SimulatePrincipalPolicy').map(({ account }) => account))];
  return [
    ...ALWAYS,
    ...unsimulated.length === 0 ? [] : [`Service control policies of ${unsimulated.length === 1 ? 'account' : 'accounts'} ${listedInShort(unsimulated)} were not seen.`],
    ...hasAlarms(scene) ? ['What the targets of EventBridge rules do with events is not read.'] : [],
    // An account of which nothing was seen has a finding.
    ...unseenAlarms(parts.filter(({ account }) => !('refused' in accounts(account).credentials))),
    ...[...new Set(organizations)].map((id) => `Which accounts are in organization ${id} is not read, so only accounts that are listed were checked.`),
  ];
}

function hasAlarms(scene: Scene): boolean {
  return keysOf(scene).some(({ alarms: { notices } }) => Object.values(notices).some(({ verdict }) => verdict === 'yes'));
}

/** What refused to say whether somebody is notified. It is no finding, as such rules are optional. */
function unseenAlarms(parts: readonly UnseenPart[]): string[] {
  const refused = parts.filter(({ weight }) => weight === 'aside');
  return [...grouped(refused, ({ account, refusal: { action } }) => `${account} ${action}`).values()].map((group) => {
    const [{ account, refusal: { action, reason, message } }] = group;
    const regions = listedInShort([...new Set(group.flatMap(({ region }) => region ?? []))]);
    const why = reason === 'denied' ? `AWS denied ${action}.` : `${action} failed: ${sentence(message)}`;
    return `Whether somebody is notified of events in ${regions} of account ${account} was not seen, because ${why}`;
  });
}
