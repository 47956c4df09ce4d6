import { withAllOfKms, withoutIam, withPolicy, type Actor } from './actor';
import { identityHalf } from './identity-half';
import type { KeyInQuestion } from './key-in-question';
import { namedPrincipals } from './named-principals';
import { unrelatedAccounts } from './unrelated-accounts';
import type { SourceKey } from '../expectation';

/** Who may want to use a key of a PROTECTED account. */
export function actorsOfSourceKey({ account, vaultAccount, vaultRole, arn }: SourceKey, key: KeyInQuestion): Actor[] {
  const [, partition] = key.arn.split(':');
  const role = (of: string, name: string) => `arn:${partition}:iam::${of}:role/${name}`;
  const [third] = unrelatedAccounts([account, vaultAccount, JSON.stringify(key.policy)]);
  const [, alias] = /:(alias\/.*)$/.exec(arn ?? '') ?? [];
  return [
    withPolicy('VAULT role, IAM allows', vaultRole.arn, alias === undefined ? identityHalf(key.arn) : identityHalf(key.arn.replace(/[^/]*$/, '*'), alias)),
    withoutIam('VAULT role, no IAM', vaultRole.arn),
    withAllOfKms('other VAULT role, all IAM', role(vaultAccount, 'Other')),
    withAllOfKms('PROTECTED role, all IAM', role(account, 'Owner')),
    ...namedPrincipals(key, [vaultRole.arn]),
    withAllOfKms('third account, all IAM', role(third, vaultRole.arn.split('/').at(-1)!)),
  ];
}
