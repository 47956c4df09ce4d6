import { withAllOfKms, withoutIam, withPolicy, type Actor } from './actor';
import { identityHalf } from './identity-half';
import type { KeyInQuestion } from './key-in-question';
import { namedPrincipals } from './named-principals';
import { unrelatedAccounts } from './unrelated-accounts';
import type { Context } from '../evaluator/decide';
import type { ReplicaKeySet } from '../expectation';
import { sourceRoleName } from '../source-role';

/** A role of no organization. */
const NO_MEMBER: Context = { 'aws:PrincipalOrgID': [], 'aws:PrincipalOrgPaths': [] };

/** Everybody that the manual and the policy of a replica key speak of, and some whom the policy should keep out. */
export function actorsOfReplicaKey(set: Omit<ReplicaKeySet, 'keys'>, key: KeyInQuestion): Actor[] {
  const { partition, vaultAccount, vaultRole, protectedAccounts, administrators = [], breakGlass = [] } = set;
  const role = (account: string, name: string) => `arn:${partition}:iam::${account}:role/${name}`;
  const [third, member] = unrelatedAccounts([vaultAccount, ...protectedAccounts, JSON.stringify(key.policy)]);
  const known = [vaultRole.arn, ...administrators, ...breakGlass, ...protectedAccounts];
  return [
    withoutIam('VAULT role', vaultRole.arn),
    ...sourceRoles(set, key, member, role),
    ...several('key administrator', administrators),
    ...several('break-glass principal', breakGlass),
    ...namedPrincipals(key, known),
    withoutIam('other VAULT role, no IAM', role(vaultAccount, 'Other'), [NO_MEMBER]),
    withAllOfKms('third account, all IAM', role(third, vaultRole.arn.split('/').at(-1)!), [NO_MEMBER]),
  ];
}

function sourceRoles(set: Omit<ReplicaKeySet, 'keys'>, key: KeyInQuestion, member: string, role: (account: string, name: string) => string): Actor[] {
  const { partition, vaultAccount, alias, protectedAccounts, protectedRoleName, organization } = set;
  const name = sourceRoleName(set);
  const policy = identityHalf(`arn:${partition}:kms:${key.arn.split(':')[3]}:${vaultAccount}:key/*`, alias);
  const groups = accountsAlike(protectedAccounts, key);
  const members = (organization?.paths ?? [`${organization?.id}/r-root/`]).map((path): Context => ({
    'aws:PrincipalOrgID': [`${organization?.id}`], 'aws:PrincipalOrgPaths': [`${path.replace(/\/$/, '')}/`],
  }));
  const users: Array<{ who: string; account: string; contexts?: readonly Context[] }> = [
    ...groups.map(([account, ...others]) => ({ who: groups.length === 1 ? name : `${name} of ${account}${others.length > 0 ? ` and ${others.length} more` : ''}`, account })),
    ...organization ? [{ who: groups.length === 0 ? name : `${name} of the organization`, account: member, contexts: members }] : [],
  ];
  return users.flatMap(({ who, account, contexts }) => [
    withPolicy(`${who}, IAM allows`, role(account, name), policy, contexts),
    withoutIam(`${who}, no IAM`, role(account, name), contexts),
    ...protectedRoleName === undefined ? [] : [withAllOfKms('other role there, all IAM', role(account, 'Other'), contexts)],
  ]);
}

/** The accounts that the same statements name, in groups: what one of a group may do, all may. */
function accountsAlike(accounts: readonly string[], { policy }: KeyInQuestion): string[][] {
  const named = policy.Statement.map((statement) => new Set(JSON.stringify(statement).match(/\d{12}/g)));
  const groups = new Map<string, string[]>();
  for (const account of accounts) {
    const statements = named.flatMap((ids, index) => ids.has(account) ? [index] : []).join();
    groups.set(statements, [...groups.get(statements) ?? [], account]);
  }
  return [...groups.values()];
}

function several(what: string, arns: readonly string[]): Actor[] {
  return arns.map((arn) => withoutIam(arns.length === 1 ? what : `${what} ${arn.split('/').at(-1)}`, oneThatMatches(arn)));
}

/** The ARN, or one that the pattern matches. */
function oneThatMatches(pattern: string): string {
  return pattern.replaceAll('*', '').replaceAll('?', '0');
}
