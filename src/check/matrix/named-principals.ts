import { withAllOfKms, withoutIam, type Actor } from './actor';
import type { KeyInQuestion } from './key-in-question';
import type { KeyPolicyJson, PrincipalJson } from '../../key-policy/key-policy-json';

/** The roles, users, accounts and services that the statements of a policy name, but for those that are known already. */
export function namedPrincipals({ arn, policy }: KeyInQuestion, known: readonly string[]): Actor[] {
  const [, , , , owner] = arn.split(':');
  const named = [...new Set(policy.Statement.flatMap(({ Principal }) => principalsOf(Principal)))];
  return named.flatMap((principal) => {
    if (known.includes(principal)) { return []; }
    const [, partition, service, , account, resource] = principal.split(':');
    if (/^\d{12}$/.test(principal) || resource === 'root') { return accountOf(/^\d{12}$/.test(principal) ? principal : account, partition ?? arn.split(':')[1], owner, known); }
    if (service === 'iam' || service === 'sts') {
      const name = resource.split('/').at(-1)!;
      return [account === owner ? withoutIam(name, principal) : withAllOfKms(`${name} of ${account}, all IAM`, principal)];
    }
    return principal.endsWith('.amazonaws.com') ? [withoutIam(principal, principal)] : [];
  });
}

/** Somebody of a whole account: the account of the key leaves its own principals to IAM, as every key does. */
function accountOf(account: string, partition: string, owner: string, known: readonly string[]): Actor[] {
  if (account === owner || known.includes(account)) { return []; }
  return [withAllOfKms(`account ${account}, all IAM`, `arn:${partition}:iam::${account}:role/SomeRole`)];
}

function principalsOf(principal: PrincipalJson | undefined): string[] {
  if (principal === undefined || principal === '*') { return []; }
  return [principal.AWS, principal.Service].flat().filter((one): one is string => typeof one === 'string' && one !== '*');
}

/**
 * The policy with ARNs in the place of roles and users whose names are known at deployment only. None of them is any that the policy names
 * otherwise.
 */
export function withNamedRoles(policy: KeyPolicyJson, partition: string, account: string): KeyPolicyJson {
  const named = (principal: unknown): unknown => {
    const [id, attribute] = (principal as { 'Fn::GetAtt'?: [string, string] } | null)?.['Fn::GetAtt'] ?? [];
    return attribute === 'Arn' ? `arn:${partition}:iam::${account}:role/${id}` : principal;
  };
  return {
    ...policy,
    Statement: policy.Statement.map((statement) => {
      const { Principal } = statement;
      if (Principal === undefined || Principal === '*' || Principal.AWS === undefined) { return statement; }
      const aws = Array.isArray(Principal.AWS) ? Principal.AWS.map(named) : named(Principal.AWS);
      return { ...statement, Principal: { ...Principal, AWS: aws as string } };
    }),
  };
}
