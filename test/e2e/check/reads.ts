import type { ApiCall } from './api-call';

/** Every operation that a check may ask for, by service. None of them writes. */
const READS: Readonly<Record<string, readonly string[]>> = {
  account: ['POST /listRegions'],
  cloudformation: ['ListStackResources'],
  cloudtrail: ['DescribeTrails', 'GetEventSelectors', 'GetTrailStatus'],
  ec2: ['DescribeSnapshots'],
  events: ['ListRules', 'ListTargetsByRule'],
  iam: [
    'GetPolicy', 'GetPolicyVersion', 'GetRole', 'GetRolePolicy', 'ListAttachedRolePolicies', 'ListRolePolicies', 'SimulatePrincipalPolicy',
  ],
  kms: ['DescribeKey', 'GetKeyLastUsage', 'GetKeyPolicy', 'GetKeyRotationStatus', 'ListAliases', 'ListKeyPolicies'],
  sts: ['GetCallerIdentity'],
};

/** The operations among these calls that the list of reads does not have, such as `kms PutKeyPolicy`. */
export function writes(calls: readonly ApiCall[]): string[] {
  return calls
    .filter(({ service, operation }) => !READS[service]?.includes(operation))
    .map(({ service, operation }) => `${service} ${operation}`);
}
