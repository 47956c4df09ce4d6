import { ALL_OF_KMS } from './matrix';

export const ORGANIZATION = 'o-a1b2c3d4e5';
export const UNIT = `${ORGANIZATION}/r-f6g7/ou-f6g7-h8i9j0k1/`;

/** What a caller's account is to the key. */
export type Home = 'VAULT' | 'listed' | 'unit' | 'below the unit' | 'another unit' | 'a unit of a similar id' | 'another organization' | 'none';

/** The accounts, with their places in an AWS Organization. VAULT is in the unit, and the listed account is not. */
export const ACCOUNTS: Record<Home, { readonly id: string; readonly path?: string }> = {
  'VAULT': { id: '111111111111', path: UNIT },
  'listed': { id: '222222222222', path: `${ORGANIZATION}/r-f6g7/ou-f6g7-zzzzzzzz/` },
  'unit': { id: '444444444444', path: UNIT },
  'below the unit': { id: '555555555555', path: `${UNIT}ou-f6g7-l2m3n4o5/` },
  'another unit': { id: '666666666666', path: `${ORGANIZATION}/r-f6g7/ou-f6g7-zzzzzzzz/` },
  'a unit of a similar id': { id: '777777777777', path: `${UNIT.replace(/\/$/, '')}0/` },
  'another organization': { id: '333333333333', path: UNIT.replace(ORGANIZATION, 'o-zzzzzzzzzz') },
  'none': { id: '888888888888' },
};

/** What the options make of a caller, in addition to the account. */
export type Part = 'VAULT role' | 'SourceIAMRole' | 'administrator' | 'administrator by pattern' | 'administrator by user pattern' | 'break-glass' | 'break-glass by pattern' | 'nobody';

export interface Caller {
  readonly home: Home;
  readonly part: Part;
  /** Path and name. */
  readonly resource: string;
  /** Whether an identity policy allows all of KMS; without it there is none. */
  readonly iam: boolean;
  /** Whether it is a session of the role that calls. */
  readonly session?: boolean;
}

const SSO = 'role/aws-reserved/sso.amazonaws.com';

export const CALLERS: Caller[] = [
  { home: 'VAULT', part: 'VAULT role', resource: 'role/BackupIAMRole', iam: false },
  { home: 'VAULT', part: 'VAULT role', resource: 'role/BackupIAMRole', iam: false, session: true },
  { home: 'VAULT', part: 'VAULT role', resource: 'role/BackupIAMRole', iam: true },
  { home: 'VAULT', part: 'nobody', resource: 'role/other/BackupIAMRole', iam: false },
  { home: 'VAULT', part: 'nobody', resource: 'role/Other', iam: false },
  { home: 'VAULT', part: 'nobody', resource: 'role/Other', iam: true },
  { home: 'VAULT', part: 'nobody', resource: 'role/SourceIAMRole', iam: false },
  { home: 'VAULT', part: 'administrator', resource: 'user/key_administrator@example.com', iam: false },
  { home: 'VAULT', part: 'administrator', resource: 'user/key_administrator@example.com', iam: true },
  { home: 'VAULT', part: 'administrator by pattern', resource: `${SSO}/eu-west-1/AWSReservedSSO_KeyAdmins_0123456789abcdef`, iam: false },
  { home: 'VAULT', part: 'administrator by pattern', resource: `${SSO}/AWSReservedSSO_KeyAdmins_fedcba9876543210`, iam: false, session: true },
  { home: 'VAULT', part: 'nobody', resource: `${SSO}/eu-west-1/AWSReservedSSO_ReadOnly_0123456789abcdef`, iam: false },
  { home: 'VAULT', part: 'nobody', resource: `${SSO}/eu-west-1/AWSReservedSSO_KeyAdmins_ReadOnly_0123456789abcdef`, iam: false },
  { home: 'VAULT', part: 'nobody', resource: 'role/AWSReservedSSO_KeyAdmins_0123456789abcdef', iam: false },
  { home: 'VAULT', part: 'administrator by user pattern', resource: 'user/keys/ada.admin', iam: false },
  { home: 'VAULT', part: 'nobody', resource: 'role/keys/ada.admin', iam: false },
  { home: 'VAULT', part: 'break-glass', resource: 'role/BreakGlass', iam: false },
  { home: 'VAULT', part: 'break-glass', resource: 'role/BreakGlass', iam: false, session: true },
  { home: 'VAULT', part: 'break-glass by pattern', resource: 'role/emergency/Delete-0123456789abcdef', iam: false },
  { home: 'VAULT', part: 'break-glass by pattern', resource: 'role/emergency/Delete-fedcba9876543210', iam: true, session: true },
  { home: 'listed', part: 'nobody', resource: 'role/emergency/Delete-0123456789abcdef', iam: true },
  { home: 'listed', part: 'SourceIAMRole', resource: 'role/SourceIAMRole', iam: true },
  { home: 'listed', part: 'SourceIAMRole', resource: 'role/SourceIAMRole', iam: false },
  { home: 'listed', part: 'SourceIAMRole', resource: 'role/SourceIAMRole', iam: true, session: true },
  { home: 'listed', part: 'SourceIAMRole', resource: 'role/a/path/SourceIAMRole', iam: true },
  { home: 'listed', part: 'nobody', resource: 'role/NotSourceIAMRole', iam: true },
  { home: 'listed', part: 'nobody', resource: 'user/SourceIAMRole', iam: true },
  { home: 'listed', part: 'nobody', resource: 'role/BackupIAMRole', iam: true },
  { home: 'listed', part: 'nobody', resource: `${SSO}/eu-west-1/AWSReservedSSO_KeyAdmins_0123456789abcdef`, iam: true },
  { home: 'unit', part: 'SourceIAMRole', resource: 'role/SourceIAMRole', iam: true },
  { home: 'unit', part: 'SourceIAMRole', resource: 'role/SourceIAMRole', iam: false },
  { home: 'unit', part: 'nobody', resource: 'role/Other', iam: true },
  { home: 'below the unit', part: 'SourceIAMRole', resource: 'role/a/path/SourceIAMRole', iam: true },
  { home: 'another unit', part: 'SourceIAMRole', resource: 'role/SourceIAMRole', iam: true },
  { home: 'another unit', part: 'nobody', resource: 'role/BreakGlass', iam: true },
  { home: 'a unit of a similar id', part: 'SourceIAMRole', resource: 'role/SourceIAMRole', iam: true },
  { home: 'another organization', part: 'nobody', resource: 'role/BackupIAMRole', iam: true },
  { home: 'another organization', part: 'SourceIAMRole', resource: 'role/SourceIAMRole', iam: true },
  { home: 'none', part: 'SourceIAMRole', resource: 'role/SourceIAMRole', iam: true },
];

export function nameOfCaller({ home, resource, iam, session }: Caller): string {
  return `${session ? 'session of ' : ''}${resource} of ${home}, ${iam ? 'all' : 'no'} IAM`;
}

/** The caller as the engine, and AWS, see it: a condition on the ARN is about the role, whoever of its sessions calls. */
export function identityOf({ home, resource, iam, session }: Caller, partition: string) {
  const { id, path } = ACCOUNTS[home];
  const arn = `arn:${partition}:iam::${id}:${resource}`;
  return {
    principal: session ? `arn:${partition}:sts::${id}:assumed-role/${resource.split('/').at(-1)}/session` : arn,
    identityPolicy: iam ? ALL_OF_KMS : undefined,
    context: {
      'kms:CallerAccount': id,
      'aws:PrincipalArn': arn,
      ...path !== undefined && { 'aws:PrincipalOrgID': path.split('/')[0], 'aws:PrincipalOrgPaths': [path] },
    },
  };
}
