import { ACCOUNT, PARTITION } from '../../arns/deploy-time/deploy-time';
import { isUnknown } from '../../arns/deploy-time/template-values';
import { ACCOUNT_ID, isAccountId } from '../../arns/names/account-id';
import { isIamName, parsePrincipalArn, type KeyOwner } from '../../arns/principal-arn';
import type { PrincipalJson } from '../key-policy-json';

/**
 * The problem of the principals of a statement, as the end of a sentence. Values that are known only during deployment are not checked.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function principalProblem(element: PrincipalJson | undefined, owner: KeyOwner): string | undefined {
  if (element === '*' || isUnknown(element)) { return undefined; }
  const principals = Object.entries(element ?? {}).flatMap(([kind, values]) => [values].flat().map((value): [string, string] => [kind, value]));
  if (principals.length === 0) {
    return 'has no principal, but every statement of a key policy needs one; add one to its principals';
  }
  return firstOf(principals, ([kind, value]) => {
    if (!Object.hasOwn(KINDS, kind)) {
      return `has principals of the type "${kind}", which IAM does not know; use ${Object.keys(KINDS).map((known) => `"${known}"`).join(', ').replace(/, (?="\w+"$)/, ' or ')}`;
    }
    if (isUnknown(value)) { return undefined; }
    const problem = wildcard(kind, value) ?? KINDS[kind](value, owner);
    return problem && `names the principal "${value}"${problem}`;
  });
}

/** The first result of the function that is defined. */
export function firstOf<T>(items: readonly T[], problemOf: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const problem = problemOf(item);
    if (problem !== undefined) { return problem; }
  }
  return undefined;
}

const EXAMPLE = '"arn:aws:iam::111122223333:role/name"';

const PROVIDER = new RegExp(`^(?:arn:[^:]+:iam::${ACCOUNT_ID}:(?:saml|oidc)-provider/.+|[a-z0-9-]+(?:\\.[a-z0-9-]+)+)$`);

/** What is wrong with a principal of each kind, after its name. */
const KINDS: Record<string, (principal: string, owner: KeyOwner) => string | undefined> = {
  AWS: awsProblem,
  Service: (service) => (/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(service)
    ? undefined : `, which is not a service; write it as "${service}.amazonaws.com"`),
  Federated: (provider) => (PROVIDER.test(provider)
    ? undefined : ', which is not an identity provider; write its ARN or its domain name'),
  CanonicalUser: (id) => (/^[0-9a-f]{64}$/.test(id)
    ? undefined : ', which is not a canonical user ID; write its 64 hexadecimal digits'),
};

function wildcard(kind: string, principal: string): string | undefined {
  const isAnyone = kind === 'AWS' && principal === '*';
  return !isAnyone && /[*?]/.test(principal)
    ? ', but KMS does not accept a wildcard in a principal; name one role or user, or add a condition on aws:PrincipalArn'
    : undefined;
}

function awsProblem(principal: string, owner: KeyOwner): string | undefined {
  if (principal === '*') { return undefined; }
  if (/^\d+$/.test(principal)) { return accountProblem(principal); }
  const arn = parsePrincipalArn(principal);
  if (arn?.type === 'group') { return ', an IAM group, which cannot be a principal; name its users, or a role that they assume'; }
  if (!arn || !Object.hasOwn(HAS_VALID_NAME, arn.type)) { return `, which is not an account, role or user; write its ARN, such as ${EXAMPLE}`; }
  if (arn.account !== ACCOUNT && !isAccountId(arn.account)) { return accountProblem(arn.account); }
  if (!HAS_VALID_NAME[arn.type](arn.name)) { return `, which has no valid name; write the whole ARN, such as ${EXAMPLE}`; }
  const isElsewhere = ![PARTITION, owner.partition].includes(arn.partition) && owner.partition !== PARTITION;
  return isElsewhere
    ? ` in partition "${arn.partition}", but the key is in partition "${owner.partition}", and policies do not work across partitions; name a principal in "${owner.partition}"`
    : undefined;
}

function accountProblem(account: string): string | undefined {
  return isAccountId(account) ? undefined : `, whose account "${account}" is not an account id; write all 12 digits`;
}

const isPathAndName = (name: string) => !name.includes('${') && isIamName(name.split('/').at(-1)!);

/** The types of ARNs that are principals, and the check of the part after the type. */
const HAS_VALID_NAME: Record<string, (name: string) => boolean> = {
  'root': (name) => name === '',
  'role': isPathAndName,
  'user': isPathAndName,
  'assumed-role': (name) => name.split('/').length === 2 && name.split('/').every(isIamName),
  'federated-user': isIamName,
};
