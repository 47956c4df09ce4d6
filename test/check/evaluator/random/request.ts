import type { Random } from './random';
import { KEY, OTHER, OWNER, role, root, session, user } from '../calls';

/** A caller with all that there is to know of it. */
export interface KnownCaller {
  readonly kind: 'role' | 'session' | 'user' | 'root' | 'service';
  readonly arn: string;
  /** The unique id of a role or a user. */
  readonly id?: string;
  readonly account?: string;
  /** The ARN of the role, for a role and its sessions. */
  readonly roleArn?: string;
}

/** Whom a request can come from. */
export function randomCaller(random: Random): KnownCaller {
  const account = random.weighted([55, OWNER], [45, OTHER]);
  const name = random.weighted([70, 'Backup'], [30, 'paths/of/Backup']);
  const kind = random.weighted<KnownCaller['kind']>([45, 'role'], [20, 'session'], [17, 'user'], [6, 'root'], [12, 'service']);
  switch (kind) {
    case 'role': return { kind, account, arn: role(account, name), roleArn: role(account, name), id: 'AROACALLERCALLERCALL1' };
    case 'session': return { kind, account, arn: session(account), roleArn: role(account, name), id: 'AROACALLERCALLERCALL1' };
    case 'user': return { kind, account, arn: user(account), id: 'AIDACALLERCALLERCALL1' };
    case 'root': return { kind, account, arn: root(account) };
    case 'service': return { kind, arn: 'logs.eu-west-1.amazonaws.com' };
  }
}

/** The actions of the requests, with the keys of KMS that each of them has. */
export const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'kms:Decrypt': ['kms:ViaService', 'kms:EncryptionAlgorithm', 'kms:EncryptionContextKeys'],
  'kms:CreateGrant': ['kms:ViaService', 'kms:EncryptionContextKeys', 'kms:GrantIsForAWSResource', 'kms:GrantOperations'],
  'kms:DescribeKey': ['kms:ViaService', 'kms:RequestAlias'],
  'kms:ReEncryptFrom': ['kms:ViaService', 'kms:EncryptionAlgorithm', 'kms:EncryptionContextKeys', 'kms:ReEncryptOnSameKey', 'kms:RequestAlias'],
  'kms:PutKeyPolicy': ['kms:ViaService', 'kms:BypassPolicyLockoutSafetyCheck'],
  'kms:EnableKeyRotation': ['kms:ViaService', 'kms:RotationPeriodInDays'],
};

/** The types of the keys that conditions ask for. */
export type KeyType = 'string' | 'strings' | 'arn' | 'number' | 'date' | 'bool' | 'ip';

/** A key of conditions, with values that a request can have. */
export interface KnownKey {
  readonly type: KeyType;
  readonly values: readonly string[];
}

/** The keys that a request has by chance. */
export const KEYS: Readonly<Record<string, KnownKey>> = {
  'kms:ViaService': { type: 'string', values: ['ec2.eu-west-1.amazonaws.com', 'rds.eu-west-1.amazonaws.com', 'ec2.us-east-1.amazonaws.com'] },
  'kms:EncryptionAlgorithm': { type: 'string', values: ['SYMMETRIC_DEFAULT', 'RSAES_OAEP_SHA_1'] },
  'kms:RequestAlias': { type: 'string', values: ['alias/very_secret_key', 'alias/other'] },
  'kms:GrantIsForAWSResource': { type: 'bool', values: ['true', 'false'] },
  'kms:ReEncryptOnSameKey': { type: 'bool', values: ['true', 'false'] },
  'kms:BypassPolicyLockoutSafetyCheck': { type: 'bool', values: ['true', 'false'] },
  'kms:RotationPeriodInDays': { type: 'number', values: ['90', '365', '2560'] },
  'kms:EncryptionContextKeys': { type: 'strings', values: ['app', 'App', 'aws:ebs:id', 'aws:rds:db-id'] },
  'kms:GrantOperations': { type: 'strings', values: ['Decrypt', 'Encrypt', 'CreateGrant'] },
  'kms:ResourceAliases': { type: 'strings', values: ['alias/very_secret_key', 'alias/very_old_key', 'alias/other'] },
  'aws:PrincipalOrgID': { type: 'string', values: ['o-a1b2c3d4e5', 'o-zzzzzzzzzz'] },
  'aws:PrincipalTag/team': { type: 'string', values: ['blue', 'Blue', 'a*b', '$', 'grün', ''] },
  'aws:PrincipalOrgPaths': { type: 'strings', values: ['o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/', 'o-a1b2c3d4e5/r-ab12/', 'o-zzzzzzzzzz/r-zz99/'] },
  'aws:CalledVia': { type: 'strings', values: ['cloudformation.amazonaws.com', 'athena.amazonaws.com'] },
  'aws:SourceArn': { type: 'arn', values: ['arn:aws:logs:eu-west-1:111111111111:log-group:a:b', 'arn:aws:rds:eu-west-1:222222222222:db:x'] },
  'aws:MultiFactorAuthAge': { type: 'number', values: ['30', '300', '3600', '-1', '0.5'] },
  'aws:CurrentTime': { type: 'date', values: ['2026-12-02T10:00:00Z', '2024-02-29T23:59:59Z'] },
  'aws:TokenIssueTime': { type: 'date', values: ['2026-12-02T09:00:00Z', '2020-01-01T00:00:00Z'] },
  'aws:SecureTransport': { type: 'bool', values: ['true', 'false'] },
  'aws:MultiFactorAuthPresent': { type: 'bool', values: ['true', 'false'] },
  'aws:SourceIp': { type: 'ip', values: ['203.0.113.7', '198.51.100.9', '2001:db8:1234:5678::7', '2001:db8::1'] },
};

/** All that there is to know of a request, but for what follows from the caller and the key. */
export function randomContext(random: Random, action: string): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(KEYS).map(([key, { type, values }]) => {
    const has = !key.startsWith('kms:') || key === 'kms:ResourceAliases' || ACTIONS[action].includes(key);
    if (!has || random.chance(0.25)) { return [key, []]; }
    return [key, type === 'strings' ? [...new Set(random.list(1, 3, () => random.pick(values)))] : [random.pick(values)]];
  }));
}

/** What follows from the caller and the key, as AWS documents it. */
export function followingFrom(caller: KnownCaller): Record<string, readonly string[]> {
  const ofKey = { 'aws:RequestedRegion': [KEY.split(':')[3]], 'aws:ResourceAccount': [OWNER] };
  if (caller.kind === 'service') {
    return { ...ofKey, 'aws:PrincipalIsAWSService': ['true'], 'aws:PrincipalServiceName': [caller.arn] };
  }
  const { account, roleArn, arn, id } = caller as Required<KnownCaller>;
  const types = { role: 'AssumedRole', session: 'AssumedRole', user: 'User', root: 'Account' };
  return {
    ...ofKey,
    'aws:PrincipalArn': [roleArn ?? arn],
    'aws:PrincipalAccount': [account],
    'kms:CallerAccount': [account],
    'aws:PrincipalType': [types[caller.kind]],
    'aws:PrincipalIsAWSService': ['false'],
    'aws:username': caller.kind === 'user' ? ['alice'] : [],
    'aws:userid': { role: [`${id}:nightly`], session: [`${id}:nightly`], user: [id], root: [account] }[caller.kind],
  };
}
