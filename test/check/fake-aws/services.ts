import { FakeError, type Call } from './call';
import type { FakeAccount, FakeKey, FakeRole, FakeRule, FakeTrail } from './fake-account';
import { ec2Query, json11, listOf, query, restJson, type Protocol } from './protocol';

/** A service: its wire format, and what it answers. */
interface FakeService {
  readonly protocol: Protocol;
  readonly operations: Readonly<Record<string, (account: FakeAccount, call: Call) => unknown>>;
}

/** A page of a list: the items, and where the next page begins. */
function page<T>(all: readonly T[], from: string | undefined, size: number): { readonly items: readonly T[]; readonly next?: string } {
  const start = Number(from ?? 0);
  return { items: all.slice(start, start + size), ...start + size < all.length && { next: String(start + size) } };
}

/** A page of a list of IAM, which has at most 100 items by itself. */
function iamPage(name: string, all: readonly unknown[], { Marker, MaxItems }: Readonly<Record<string, string>>): object {
  const { items, next } = page(all, Marker, Math.min(Number(MaxItems ?? 100), 1000));
  return { [name]: items, IsTruncated: next !== undefined, Marker: next };
}

const encoded = (document: unknown) => typeof document === 'string' ? document : encodeURIComponent(JSON.stringify(document));

function keyArn({ account, region }: Call, { KeyId }: FakeKey): string {
  return `arn:aws:kms:${region}:${account}:key/${KeyId}`;
}

function keyOf(account: FakeAccount, call: Call): FakeKey {
  const { keys = [], aliases = {} } = account.regions?.[call.region] ?? {};
  const asked: string = call.parameters.KeyId;
  const name = asked.replace(/^arn:aws:kms:[^:]*:\d*:(key\/)?/, '');
  const id = name.startsWith('alias/') ? aliases[name] : name;
  const key = keys.find(({ KeyId }) => KeyId === id);
  if (!key) { throw new FakeError('NotFoundException', `${name.startsWith('alias/') ? 'Alias' : 'Key'} '${asked}' does not exist`); }
  return key;
}

function roleOf(account: FakeAccount, { parameters }: Call): FakeRole {
  const role = account.roles?.[parameters.RoleName];
  if (!role) { throw new FakeError('NoSuchEntity', `The role with name ${parameters.RoleName} cannot be found.`, 404); }
  return role;
}

function managedOf(account: FakeAccount, { parameters: { PolicyArn } }: Call): unknown {
  const document = account.managed?.[PolicyArn];
  if (!document) { throw new FakeError('NoSuchEntity', `Policy ${PolicyArn} does not exist or is not attachable.`, 404); }
  return document;
}

function ruleOf(account: FakeAccount, { region, parameters: { Rule } }: Call): FakeRule {
  const rule = account.regions?.[region]?.rules?.find(({ Name }) => Name === Rule);
  if (!rule) { throw new FakeError('ResourceNotFoundException', `Rule ${Rule} does not exist on EventBus default.`); }
  return rule;
}

/** The trails that a Region shows: its own, and shadows of those of other Regions and of the organization. */
function trailsIn({ trails = [] }: FakeAccount, region: string): FakeTrail[] {
  return trails.filter(({ homeRegion, isMultiRegion }) => isMultiRegion || homeRegion === region);
}

/** Of a shadow trail only the ARN is accepted. */
function trailOf(account: FakeAccount, region: string, name: string): FakeTrail {
  const trail = trailsIn(account, region).find(({ arn }) => arn === name);
  if (!trail) { throw new FakeError('TrailNotFoundException', `Unknown trail: ${name} for the user: ${account.id}`); }
  return trail;
}

/**
 * The services that a check asks, as the documents of their APIs describe them:
 * https://docs.aws.amazon.com/kms/latest/APIReference/, https://docs.aws.amazon.com/IAM/latest/APIReference/,
 * https://docs.aws.amazon.com/STS/latest/APIReference/, https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html,
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html,
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html,
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html,
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html,
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html,
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html,
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html.
 *
 * Assumed, as no page says so: a stack that does not exist is a ValidationError whose message ends with "does not exist" (as every version of the
 * AWS CLI and of the CDK relies on); a page of ListStackResources has 100 resources; a Region shows no trail that is for another Region only.
 */
export const SERVICES: Readonly<Record<string, FakeService>> = {
  kms: {
    protocol: json11('TrentService'),
    operations: {
      DescribeKey: (account, call) => {
        const key = keyOf(account, call);
        const described = {
          AWSAccountId: call.account,
          KeyId: key.KeyId,
          Arn: keyArn(call, key),
          CreationDate: 1764100000,
          Enabled: true,
          KeyState: 'Enabled',
          KeyManager: 'CUSTOMER',
          KeySpec: 'SYMMETRIC_DEFAULT',
          KeyUsage: 'ENCRYPT_DECRYPT',
          Origin: 'AWS_KMS',
          MultiRegion: false,
        };
        return { KeyMetadata: { ...described, ...key.metadata } };
      },
      ListAliases: (account, { region, parameters: { Marker, Limit = 50 } }) => {
        const all = Object.entries(account.regions?.[region]?.aliases ?? {}).map(([AliasName, TargetKeyId]) => ({ AliasName, TargetKeyId }));
        const { items, next } = page(all, Marker, Limit);
        return { Aliases: items, Truncated: next !== undefined, NextMarker: next };
      },
      GetKeyPolicy: (account, call) => {
        if (call.parameters.PolicyName !== 'default') { throw new FakeError('NotFoundException', 'No such policy exists'); }
        return { Policy: keyOf(account, call).policy ?? '{"Version":"2012-10-17","Statement":[]}', PolicyName: 'default' };
      },
      ListKeyPolicies: (account, call) => {
        const { items, next } = page(keyOf(account, call).policyNames ?? ['default'], call.parameters.Marker, call.parameters.Limit ?? 1);
        return { PolicyNames: items, Truncated: next !== undefined, NextMarker: next };
      },
      GetKeyRotationStatus: (account, call) => {
        const key = keyOf(account, call);
        return { KeyId: keyArn(call, key), KeyRotationEnabled: key.rotates ?? true, RotationPeriodInDays: 365 };
      },
      GetKeyLastUsage: (account, call) => {
        const key = keyOf(account, call);
        const KeyLastUsage = key.lastUsed === undefined ? undefined : { Operation: 'Decrypt', Timestamp: key.lastUsed };
        return { KeyId: keyArn(call, key), KeyLastUsage, TrackingStartDate: 1776902400, KeyCreationDate: 1764100000 };
      },
    },
  },
  iam: {
    protocol: query('2010-05-08', 'https://iam.amazonaws.com/doc/2010-05-08/'),
    operations: {
      GetRole: (account, call) => {
        const { id, path = '/', boundary } = roleOf(account, call);
        const { RoleName } = call.parameters;
        const PermissionsBoundary = boundary && { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary };
        const Arn = `arn:aws:iam::${account.id}:role${path}${RoleName}`;
        return { Role: { Path: path, RoleName, RoleId: id, Arn, CreateDate: '2025-11-26T00:00:00Z', PermissionsBoundary } };
      },
      ListRolePolicies: (account, call) => iamPage('PolicyNames', Object.keys(roleOf(account, call).inline ?? {}), call.parameters),
      GetRolePolicy: (account, call) => {
        const { RoleName, PolicyName } = call.parameters;
        return { RoleName, PolicyName, PolicyDocument: encoded(roleOf(account, call).inline?.[PolicyName]) };
      },
      ListAttachedRolePolicies: (account, call) => {
        const attached = (roleOf(account, call).attached ?? []).map((PolicyArn) => ({ PolicyName: PolicyArn.split('/').pop(), PolicyArn }));
        return iamPage('AttachedPolicies', attached, call.parameters);
      },
      GetPolicy: (account, call) => {
        managedOf(account, call);
        const { PolicyArn } = call.parameters;
        return { Policy: { PolicyName: PolicyArn.split('/').pop(), Arn: PolicyArn, DefaultVersionId: 'v3' } };
      },
      GetPolicyVersion: (account, call) => {
        const document = managedOf(account, call);
        if (call.parameters.VersionId !== 'v3') { throw new FakeError('NoSuchEntity', 'Policy version does not exist.', 404); }
        return { PolicyVersion: { Document: encoded(document), VersionId: 'v3', IsDefaultVersion: true } };
      },
      SimulatePrincipalPolicy: (account, { parameters }) => {
        const resources = listOf(parameters, 'ResourceArns');
        const results = listOf(parameters, 'ActionNames').flatMap((action) => account.simulate?.(action, resources) ?? resources.map((resource) =>
          ({ EvalActionName: action, EvalResourceName: resource, EvalDecision: 'allowed' })));
        return iamPage('EvaluationResults', results, parameters);
      },
    },
  },
  sts: {
    protocol: query('2011-06-15', 'https://sts.amazonaws.com/doc/2011-06-15/'),
    operations: {
      GetCallerIdentity: ({ id }) => ({ Arn: `arn:aws:iam::${id}:user/checker`, UserId: 'AIDAEXAMPLE', Account: id }),
      AssumeRole: (_, { parameters: { RoleArn } }) => {
        const [, , , , account] = RoleArn.split(':');
        const Credentials = { AccessKeyId: account, SecretAccessKey: `secret of ${account}`, SessionToken: 'token', Expiration: '2099-01-01T00:00:00Z' };
        return { Credentials, AssumedRoleUser: { AssumedRoleId: 'AROAEXAMPLE:session', Arn: `arn:aws:sts::${account}:assumed-role/Checker/session` } };
      },
    },
  },
  account: {
    protocol: restJson({ '/listRegions': 'ListRegions' }),
    operations: {
      ListRegions: ({ regionStatus = { 'us-east-1': 'ENABLED_BY_DEFAULT' } }, { parameters: { NextToken, MaxResults } }) => {
        const all = Object.entries(regionStatus).map(([RegionName, RegionOptStatus]) => ({ RegionName, RegionOptStatus }));
        if (MaxResults > 50) { throw new FakeError('ValidationException', 'MaxResults must be at most 50'); }
        const { items, next } = page(all, NextToken, MaxResults);
        return { Regions: items, NextToken: next };
      },
    },
  },
  cloudformation: {
    protocol: query('2010-05-15', 'http://cloudformation.amazonaws.com/doc/2010-05-15/'),
    operations: {
      ListStackResources: (account, { region, parameters: { StackName, NextToken } }) => {
        const resources = account.regions?.[region]?.stacks?.[StackName];
        if (!resources) { throw new FakeError('ValidationError', `Stack with id ${StackName} does not exist`); }
        const { items, next } = page(resources, NextToken, 100);
        return { StackResourceSummaries: items, NextToken: next };
      },
    },
  },
  events: {
    protocol: json11('AWSEvents'),
    operations: {
      ListRules: (account, { region, parameters: { EventBusName = 'default', NextToken, Limit = 100 } }) => {
        if (Limit > 100) { throw new FakeError('ValidationException', 'Limit must be at most 100'); }
        const all = EventBusName === 'default' ? account.regions?.[region]?.rules ?? [] : [];
        const { items, next } = page(all, NextToken, Limit);
        const arn = (name: string) => `arn:aws:events:${region}:${account.id}:rule/${name}`;
        return { Rules: items.map(({ targets, ...rule }) => ({ ...rule, Arn: arn(rule.Name), EventBusName })), NextToken: next };
      },
      ListTargetsByRule: (account, call) => {
        const all = (ruleOf(account, call).targets ?? []).map((Arn, index) => ({ Id: `Target${index}`, Arn }));
        const { items, next } = page(all, call.parameters.NextToken, call.parameters.Limit ?? 100);
        return { Targets: items, NextToken: next };
      },
    },
  },
  cloudtrail: {
    protocol: json11('CloudTrail_20131101'),
    operations: {
      DescribeTrails: (account, { region, parameters: { includeShadowTrails = true } }) => ({
        trailList: trailsIn(account, region).filter(({ homeRegion }) => includeShadowTrails || homeRegion === region)
          .map(({ arn, homeRegion, isMultiRegion }) => ({
            Name: arn.split('/').pop(),
            S3BucketName: 'trails',
            IncludeGlobalServiceEvents: true,
            IsMultiRegionTrail: isMultiRegion,
            HomeRegion: homeRegion,
            TrailARN: arn,
            IsOrganizationTrail: !arn.includes(`:${account.id}:`),
          })),
      }),
      GetTrailStatus: (account, { region, parameters: { Name } }) => ({ IsLogging: trailOf(account, region, Name).isLogging ?? true }),
      GetEventSelectors: (account, { region, parameters: { TrailName } }) => {
        const { arn, selectors } = trailOf(account, region, TrailName);
        const EventSelectors = [{ ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [], ExcludeManagementEventSources: [] }];
        return { TrailARN: arn, ...selectors ?? { EventSelectors } };
      },
    },
  },
  ec2: {
    protocol: ec2Query('2016-11-15', 'http://ec2.amazonaws.com/doc/2016-11-15/'),
    operations: {
      DescribeSnapshots: (account, { region, parameters }) => {
        const { 'Owner.1': owner, 'Filter.1.Name': filter, 'Filter.1.Value.1': status, NextToken, MaxResults } = parameters;
        if (owner !== 'self' || filter !== 'status') { throw new FakeError('InvalidParameterValue', 'The fake knows no such filter'); }
        const all = (account.regions?.[region]?.snapshots ?? []).filter((snapshot) => snapshot.status === status);
        const { items, next } = page(all, NextToken, Number(MaxResults));
        return { snapshotSet: items, nextToken: next };
      },
    },
  },
};
