import type { Facts } from '../specification/facts';

/** Slips that change no decision, each with the reason. The proof sees that they change none. */
const EQUIVALENT: ReadonlyArray<{ readonly slip: RegExp; readonly where?: (facts: Facts) => boolean; readonly because: string }> = [
  {
    slip: /: (StringNotEquals|ArnNotLike|ArnNotEquals) \S+ if it exists$/,
    because: 'a negated operator holds where the key is missing, with and without IfExists',
  },
  {
    slip: /by (the VAULT role|pattern)": StringEquals kms:CallerAccount (left out|if it exists)$/,
    because: 'the pattern of aws:PrincipalArn names the account too',
  },
  {
    slip: /by the organization": StringEquals aws:PrincipalOrgID (left out|if it exists)$/,
    where: ({ organization }) => organization?.paths !== undefined,
    because: 'the path of a unit begins with the id of the organization',
  },
  {
    slip: /by the organization": ForAnyValue:StringLike aws:PrincipalOrgPaths if it exists$/,
    because: 'an account that is in an organization has a path in it',
  },
  {
    slip: /by (PROTECTED accounts|the organization)": ArnLike aws:PrincipalArn if it exists$/,
    where: ({ protectedRoleName }) => protectedRoleName !== undefined,
    because: 'every caller of an account has an ARN',
  },
  {
    slip: /by PROTECTED accounts": StringEquals kms:CallerAccount if it exists$/,
    where: ({ protectedRoleName }) => protectedRoleName !== undefined,
    because: 'every caller with an ARN has an account',
  },
  {
    slip: /by PROTECTED accounts": a service too$/,
    where: ({ protectedRoleName }) => protectedRoleName !== undefined,
    because: 'a service has no aws:PrincipalArn',
  },
  {
    slip: /"Allow use of the key.*": kms:DescribeKey too$/,
    where: ({ services }) => services.length > 0,
    because: 'the next statement allows kms:DescribeKey under fewer conditions',
  },
  {
    slip: /: kms:ScheduleKeyDeletion too$/,
    where: ({ deletionProtection }) => deletionProtection,
    because: 'the last statement denies it',
  },
];

/** Whether a slip in the policy of the facts changes no decision, for a reason that is known. */
export function isEquivalent(slip: string, facts: Facts): boolean {
  return EQUIVALENT.some(({ slip: known, where = () => true }) => known.test(slip) && where(facts));
}
