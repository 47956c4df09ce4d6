import { EVERY_CASE, fromSource, inRegion, NO_CASE, OF_VAULT_ROLE, type Break, type Cases, type ExpectedFinding } from './break';
import { PROTECTED, VAULT } from '../../../fixtures/vault-app';
import { BY_HAND_REGION, HOME_REGION, OPT_IN_REGION, RETIRED_REGION } from '../deployed-scene';
import { denied, failing, intercepted } from '../rules/failures';

const KEY_POLICY = { account: VAULT, region: HOME_REGION, operation: 'GetKeyPolicy' };
const OF_SOURCE_KEYS: Cases = (each) => each.includes(' B ');

/** What a check asks for, by the action that must be allowed, with what cannot be told without it. */
const READS: ReadonlyArray<readonly [account: string, action: string, level: ExpectedFinding['level'], cases: Cases, region?: string]> = [
  // Not account:ListRegions in VAULT: a Region in which KMS answers is enabled.
  [VAULT, 'cloudformation:ListStackResources', 'unknown', EVERY_CASE],
  [VAULT, 'ec2:DescribeSnapshots', 'note', NO_CASE],
  [VAULT, 'iam:GetRole', 'unknown', OF_VAULT_ROLE],
  [VAULT, 'iam:GetRolePolicy', 'unknown', OF_VAULT_ROLE],
  [VAULT, 'iam:ListAttachedRolePolicies', 'unknown', OF_VAULT_ROLE],
  [VAULT, 'iam:ListRolePolicies', 'unknown', OF_VAULT_ROLE],
  [VAULT, 'iam:SimulatePrincipalPolicy', 'note', NO_CASE],
  [VAULT, 'kms:DescribeKey', 'unknown', EVERY_CASE],
  [VAULT, 'kms:GetKeyLastUsage', 'note', NO_CASE, RETIRED_REGION],
  [VAULT, 'kms:GetKeyPolicy', 'unknown', EVERY_CASE],
  [VAULT, 'kms:GetKeyRotationStatus', 'note', NO_CASE],
  // The IAM policy of the role of PROTECTED allows what has the alias.
  [VAULT, 'kms:ListAliases', 'unknown', EVERY_CASE],
  [VAULT, 'kms:ListKeyPolicies', 'note', NO_CASE],
  [PROTECTED, 'account:ListRegions', 'unknown', inRegion(OPT_IN_REGION)],
  [PROTECTED, 'cloudformation:ListStackResources', 'unknown', fromSource(HOME_REGION), HOME_REGION],
  [PROTECTED, 'iam:GetRole', 'unknown', EVERY_CASE],
  [PROTECTED, 'iam:GetRolePolicy', 'unknown', EVERY_CASE],
  [PROTECTED, 'iam:ListAttachedRolePolicies', 'unknown', EVERY_CASE],
  [PROTECTED, 'iam:ListRolePolicies', 'unknown', EVERY_CASE],
  [PROTECTED, 'iam:SimulatePrincipalPolicy', 'note', NO_CASE],
  [PROTECTED, 'kms:DescribeKey', 'unknown', OF_SOURCE_KEYS],
  [PROTECTED, 'kms:GetKeyPolicy', 'unknown', OF_SOURCE_KEYS],
  // The IAM policy of the VAULT role allows what has the alias of the key that the app makes.
  [PROTECTED, 'kms:ListAliases', 'unknown', fromSource(HOME_REGION), HOME_REGION],
  [PROTECTED, 'kms:ListKeyPolicies', 'note', NO_CASE],
];

/** What whoever runs the check cannot see. The proxy refuses, as the emulators allow everything. */
export const REFUSALS: readonly Break[] = [
  ...READS.map(([account, action, level, cases, region]): Break => ({
    what: `IAM does not allow ${action} in account ${account}`,
    make: ({ workplace }) => workplace.add(denied(account, action)),
    finding: { id: 'not-seen', level, account, ...region && { region } },
    cases,
    remedy: { prints: action },
  })),
  {
    what: 'IAM does not allow reading a source key in one Region',
    make: ({ workplace }) => workplace.add(denied(PROTECTED, 'kms:DescribeKey', BY_HAND_REGION)),
    finding: { id: 'not-seen', level: 'unknown', account: PROTECTED, region: BY_HAND_REGION },
    cases: fromSource(BY_HAND_REGION),
    remedy: { prints: 'kms:DescribeKey' },
  },
  {
    what: 'AWS throttles every request for the policy of a key',
    make: ({ workplace }) => workplace.add(failing(KEY_POLICY, 'ThrottlingException', 'Rate exceeded')),
    finding: { id: 'not-seen', level: 'unknown', account: VAULT, region: HOME_REGION },
    cases: inRegion(HOME_REGION),
  },
  {
    what: 'something that is not AWS answers for the policy of a key',
    make: ({ workplace }) => workplace.add(intercepted(KEY_POLICY)),
    finding: { id: 'not-seen', level: 'unknown', account: VAULT, region: HOME_REGION },
    cases: inRegion(HOME_REGION),
  },
];
