import type { AccountNeeds } from './account-needs';
import type { Operation } from '../live/operations';

/** A statement of an IAM policy that allows operations of a check. */
interface PermissionsStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly Operation[];
  readonly Resource: readonly string[];
  readonly Condition?: { readonly StringEquals: { readonly 'aws:RequestedRegion': readonly string[] } };
}

/** The least IAM policy that a check needs in an account. */
export interface PermissionsPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PermissionsStatement[];
}

/** What is listed in each Region of a key. */
const LISTS: readonly Operation[] = ['cloudtrail:DescribeTrails', 'events:ListRules', 'kms:ListAliases'];

/** The least IAM policy for what a check reads in an account. Who calls is told to everyone, and needs no right. */
export function permissionsPolicy(needs: AccountNeeds): PermissionsPolicy {
  const { account, partition, roleNames, stacks, replicaRegions, retiredRegions, sourceRegions, sourceKeys } = needs;
  const arn = (service: string, region: string, resource: string) => `arn:${partition}:${service}:${region}:${account}:${resource}`;
  const everyKey = [arn('kms', '*', 'key/*')];
  const statements = [
    allow('ListRegions', ['account:ListRegions'], [arn('account', '', 'account')]),
    // The path of a role that does not exist, or is not where it should be, is not known.
    allow('ReadRoles', [
      'iam:GetRole', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies', 'iam:SimulatePrincipalPolicy',
    ], [...roleNames].flatMap((name) => [arn('iam', '', `role/${name}`), arn('iam', '', `role/*/${name}`)])),
    allow('ReadManagedPolicies', ['iam:GetPolicy', 'iam:GetPolicyVersion'],
      roleNames.size === 0 ? [] : [`arn:${partition}:iam::aws:policy/*`, arn('iam', '', 'policy/*')]),
    allow('ReadStacks', ['cloudformation:ListStackResources'], [...stacks].map((stack) => {
      const [region, name] = stack.split(' ');
      return arn('cloudformation', region, `stack/${name}/*`);
    })),
    // These know no narrower resource.
    allow('ListInReplicaRegions', [...LISTS, 'ec2:DescribeSnapshots'], ['*'], replicaRegions),
    allow('ReadReplicaKeys', ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListKeyPolicies'], everyKey, replicaRegions),
    allow('ReadRetiredKeys', ['kms:GetKeyLastUsage'], everyKey, retiredRegions),
    allow('ListInSourceRegions', LISTS, ['*'], sourceRegions),
    allow('ReadSourceKeys', ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:ListKeyPolicies'], [...sourceKeys], sourceRegions),
    // A trail of an organization is in the account that manages the organization, which is not known.
    allow('ReadAlarms', ['cloudtrail:GetEventSelectors', 'cloudtrail:GetTrailStatus', 'events:ListTargetsByRule'],
      [`arn:${partition}:cloudtrail:*:*:trail/*`, arn('events', '*', 'rule/*')], new Set([...replicaRegions, ...sourceRegions])),
  ];
  return { Version: '2012-10-17', Statement: statements.filter((statement) => statement !== undefined) };
}

/** Undefined where there is nothing to allow. */
function allow(
  sid: string, actions: readonly Operation[], resources: readonly string[], regions?: ReadonlySet<string>,
): PermissionsStatement | undefined {
  if (resources.length === 0 || regions?.size === 0) { return undefined; }
  const condition = regions && { Condition: { StringEquals: { 'aws:RequestedRegion': [...regions] } } };
  return { Sid: sid, Effect: 'Allow', Action: actions, Resource: resources, ...condition };
}
