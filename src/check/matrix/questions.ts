import type { Actor } from './actor';
import { someKeyIn, type KeyInQuestion, type KeyPlace } from './key-in-question';
import { withNamedRoles } from './named-principals';
import { actorsOfReplicaKey } from './replica-key-actors';
import { actorsOfSourceKey } from './source-key-actors';
import { subjectOfReplicaKeys, titleOfSourceKeys } from './titles';
import type { KeyPolicyJson } from '../../key-policy/key-policy-json';
import { SIDS } from '../../key-policy/statements/sids';
import { allow } from '../../key-policy/statements/statement';
import type { Expectation, ReplicaKeySet, SourceKey } from '../expectation';
import { manualPolicy } from '../manual-policy';

/** Who may do what with a key, to be answered. */
export interface Question {
  readonly title: string;
  /** Which keys it is about. */
  readonly subject: string;
  /** Whose keys they are. */
  readonly account: string;
  readonly key: KeyInQuestion;
  readonly actors: readonly Actor[];
}

/** What is to be answered of the keys, once for all keys that are alike. */
export function questionsOf({ replicaKeys, sourceKeys }: Expectation): Question[] {
  return [...replicaKeys.flatMap((set) => questionsOfReplicaKeys(set, replicaKeys)), ...questionsOfSourceKeys(sourceKeys)];
}

function questionsOfReplicaKeys(set: ReplicaKeySet, all: readonly ReplicaKeySet[]): Question[] {
  const { partition, vaultAccount, alias, services } = set;
  const alike = groupedBy(set.keys, ({ region, policy }) => JSON.stringify(policy ?? '').replaceAll(region, 'REGION'));
  return alike.map((keys) => {
    const [{ region, policy }] = keys;
    const key = inQuestion({ partition, region, account: vaultAccount }, policy ?? manualPolicy(set), [alias], services);
    const subject = subjectOfReplicaKeys(set, keys, all);
    return { title: `Who may do what with ${subject}`, subject, account: vaultAccount, key, actors: actorsOfReplicaKey(set, key) };
  });
}

/** Each key as KMS makes it, and with the access. */
function questionsOfSourceKeys(sourceKeys: readonly SourceKey[]): Question[] {
  const alike = groupedBy(sourceKeys, ({ account, region, statements, policy, vaultRole, vaultAccount, by }) =>
    JSON.stringify([statements, policy, vaultRole, vaultAccount, by]).replaceAll(account, 'ACCOUNT').replaceAll(region, 'REGION'));
  return alike.flatMap((keys) => {
    const [first] = keys;
    const place = { partition: first.vaultRole.arn.split(':')[1], region: first.region, account: first.account };
    const made = [allow(SIDS.ROOT, [`arn:${place.partition}:iam::${place.account}:root`], ['kms:*'])];
    const { before, after } = titleOfSourceKeys(keys, sourceKeys);
    return [
      { title: before, policy: { Statement: made } },
      { title: after, policy: first.policy ?? { Statement: [...made, ...first.statements] } },
    ].map(({ title, policy }) => {
      const key = inQuestion(place, { Version: '2012-10-17', ...policy }, aliasesOf(first), []);
      return { title, subject: title, account: place.account, key, actors: actorsOfSourceKey(first, key) };
    });
  });
}

function inQuestion(place: KeyPlace, policy: KeyPolicyJson, aliases: readonly string[], services: readonly string[]): KeyInQuestion {
  return { arn: someKeyIn(place), policy: withNamedRoles(policy, place.partition, place.account), aliases, services };
}

function aliasesOf({ arn }: SourceKey): string[] {
  const [, alias] = /:(alias\/.*)$/.exec(arn ?? '') ?? [];
  return alias === undefined ? [] : [alias];
}

function groupedBy<T>(values: readonly T[], keyOf: (value: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    groups.set(key, [...groups.get(key) ?? [], value]);
  }
  return [...groups.values()];
}
