/**
 * The operations of AWS that a check may call, by their names in IAM. Each of them reads. What is not in this list cannot be sent: `Calls` accepts
 * no other name.
 */
export const OPERATIONS = [
  'sts:GetCallerIdentity',
  'account:ListRegions',
  'cloudformation:ListStackResources',
  'cloudtrail:DescribeTrails',
  'cloudtrail:GetEventSelectors',
  'cloudtrail:GetTrailStatus',
  'ec2:DescribeSnapshots',
  'events:ListRules',
  'events:ListTargetsByRule',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
  'iam:GetRole',
  'iam:GetRolePolicy',
  'iam:ListAttachedRolePolicies',
  'iam:ListRolePolicies',
  'iam:SimulatePrincipalPolicy',
  'kms:DescribeKey',
  'kms:GetKeyLastUsage',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListAliases',
  'kms:ListKeyPolicies',
] as const;

/** An operation that a check may call. */
export type Operation = (typeof OPERATIONS)[number];
