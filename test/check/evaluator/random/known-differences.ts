import type { KnownCall } from './case';
import { ALLOW_ALL, grant, KEY, OWNER, policy, role } from '../calls';

/** What the policy engine lacks, with a call that shows it. */
interface KnownDifference {
  readonly reason: string;
  /** Where AWS says what is right. */
  readonly page: string;
  readonly keyPolicy: unknown;
  readonly context: KnownCall['context'];
}

const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const OPERATORS = `${GUIDE}/reference_policies_elements_condition_operators.html`;
const VARIABLES = `${GUIDE}/reference_policies_variables.html`;

/** Anyone may, under a condition. */
const anyoneIf = (operator: string, key: string, value: string) => policy(grant('*', { Condition: { [operator]: { [key]: value } } }));

/**
 * What random policies leave out, because the engine does not know it. Besides, `engine.ts` writes unique ids as ARNs and gives root users full
 * access: the engine knows neither.
 */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    reason: 'the engine compares no date with the seconds since 1970',
    page: `${OPERATORS}#Conditions_Date`,
    keyPolicy: anyoneIf('DateLessThan', 'aws:CurrentTime', '1790000000'),
    context: { 'aws:CurrentTime': ['2024-02-29T23:59:59Z'] },
  },
  {
    reason: 'to the engine, no address is in 0.0.0.0/0',
    page: `${OPERATORS}#Conditions_IPAddress`,
    keyPolicy: anyoneIf('IpAddress', 'aws:SourceIp', '0.0.0.0/0'),
    context: { 'aws:SourceIp': ['203.0.113.7'] },
  },
  {
    reason: 'to the engine, an IPv6 address is not outside an IPv4 address without a prefix',
    page: `${OPERATORS}#Conditions_IPAddress`,
    keyPolicy: anyoneIf('NotIpAddress', 'aws:SourceIp', '203.0.113.7'),
    context: { 'aws:SourceIp': ['2001:db8::1'] },
  },
  {
    reason: 'the engine applies a statement of a key policy that lacks its Resource',
    page: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html#key-policy-elements',
    keyPolicy: policy({ Effect: 'Allow', Principal: '*', Action: 'kms:*' }),
    context: {},
  },
  {
    reason: 'the engine knows the escape of an asterisk in StringLike only',
    page: `${VARIABLES}#policy-vars-specialchars`,
    keyPolicy: anyoneIf('StringEquals', 'aws:PrincipalTag/team', 'a${*}b'),
    context: { 'aws:PrincipalTag/team': ['a*b'] },
  },
  {
    reason: 'to the engine, a variable without a value matches no negated operator',
    page: `${VARIABLES}#policy-vars-no-value`,
    keyPolicy: anyoneIf('StringNotLike', 'aws:PrincipalTag/team', 'team-${aws:username}'),
    context: { 'aws:PrincipalTag/team': ['blue'] },
  },
  {
    reason: 'the engine knows policy variables in the older version of the language, too',
    page: `${GUIDE}/reference_policies_elements_version.html`,
    keyPolicy: { ...anyoneIf('StringEquals', 'aws:PrincipalTag/team', '${x}'), Version: '2008-10-17' },
    context: { 'aws:PrincipalTag/team': ['${x}'] },
  },
];

/** A call by a role in the account of the key, which nothing limits. */
export function callOf({ keyPolicy, context }: KnownDifference): KnownCall {
  const known = { kind: 'role', account: OWNER, arn: role(OWNER), roleArn: role(OWNER) } as const;
  return { known, context, action: 'kms:Decrypt', keyArn: KEY, keyPolicies: [keyPolicy], caller: { arn: known.arn, policies: [ALLOW_ALL], boundary: null } };
}
