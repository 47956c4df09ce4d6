import { EVERY_CASE, fromSource, inRegion, OF_VAULT_ROLE, type Break } from './break';
import { identityPolicy } from './policies';
import { PROTECTED, VAULT } from '../../../fixtures/vault-app';
import { BY_HAND_REGION, OPT_IN_REGION } from '../deployed-scene';
import { deniedByBoundary, deniedByScp } from '../rules/simulator';
import { SOURCE_ROLE, VAULT_ROLE, type Scene } from '../scene';

const PUT_POLICY = { writes: ['iam PutRolePolicy'] };
const TRUST = identityPolicy({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' });
const ONLY_EC2 = identityPolicy({ Effect: 'Allow', Action: 'ec2:*', Resource: '*' });

/** Changes each inline policy of a role. */
async function editPolicies(scene: Scene, account: string, RoleName: string, edit: (text: string) => string | undefined): Promise<void> {
  const iam = scene.workplace.accounts.iam(account);
  const { PolicyNames = [] } = await iam.listRolePolicies({ RoleName });
  for (const PolicyName of PolicyNames) {
    const { PolicyDocument } = await iam.getRolePolicy({ RoleName, PolicyName });
    const edited = edit(decodeURIComponent(PolicyDocument!));
    await (edited ? iam.putRolePolicy({ RoleName, PolicyName, PolicyDocument: edited }) : iam.deleteRolePolicy({ RoleName, PolicyName }));
  }
}

async function putBoundary(scene: Scene, account: string, RoleName: string): Promise<void> {
  const iam = scene.workplace.accounts.iam(account);
  const name = `Boundary-${RoleName}`;
  const PermissionsBoundary = `arn:aws:iam::${account}:policy/${name}`;
  await iam.createPolicy({ PolicyName: name, PolicyDocument: ONLY_EC2 });
  await iam.putRolePermissionsBoundary({ RoleName, PermissionsBoundary });
  scene.workplace.add(deniedByBoundary(RoleName));
}

async function deny(scene: Scene, account: string, RoleName: string, Action: string): Promise<void> {
  const PolicyDocument = identityPolicy({ Sid: 'NoKeys', Effect: 'Deny', Action, Resource: '*' });
  await scene.workplace.accounts.iam(account).putRolePolicy({ RoleName, PolicyName: 'Restrictions', PolicyDocument });
}

/** Of the VAULT role and the role of PROTECTED, all but the SCP made in the emulator. */
export const ROLE_BREAKS: readonly Break[] = [
  {
    what: 'the VAULT role was deleted',
    make: (scene) => scene.roles.vault.delete(),
    finding: { id: 'vault-role-missing', level: 'fails', account: VAULT },
    cases: OF_VAULT_ROLE,
  },
  {
    what: 'the VAULT role was re-created under a path',
    make: async (scene) => {
      await scene.roles.vault.delete();
      await scene.workplace.accounts.iam(VAULT).createRole({ RoleName: VAULT_ROLE, Path: '/service/', AssumeRolePolicyDocument: TRUST });
    },
    finding: { id: 'vault-role-missing', level: 'fails', account: VAULT },
    cases: OF_VAULT_ROLE,
  },
  {
    what: 'the role of PROTECTED was deleted',
    make: (scene) => scene.roles.source.delete(),
    finding: { id: 'source-role-missing', level: 'fails', account: PROTECTED },
    cases: EVERY_CASE,
  },
  {
    what: 'the VAULT role lost its IAM policy',
    make: (scene) => editPolicies(scene, VAULT, VAULT_ROLE, () => undefined),
    finding: { id: 'identity-lacks', level: 'fails', account: VAULT },
    cases: (each) => each.includes(' B '),
    remedy: PUT_POLICY,
  },
  {
    what: 'the IAM policy of the VAULT role allows the key of one Region no longer',
    make: (scene) => editPolicies(scene, VAULT, VAULT_ROLE, (text) => text.replaceAll(`:${BY_HAND_REGION}:`, ':eu-north-1:')),
    finding: { id: 'identity-lacks', level: 'fails', account: VAULT },
    cases: fromSource(BY_HAND_REGION),
    remedy: PUT_POLICY,
  },
  {
    what: 'the role of PROTECTED lost its IAM policy',
    make: (scene) => editPolicies(scene, PROTECTED, SOURCE_ROLE, () => undefined),
    finding: { id: 'identity-lacks', level: 'fails', account: PROTECTED },
    cases: EVERY_CASE,
    remedy: PUT_POLICY,
  },
  {
    what: 'the IAM policy of the role of PROTECTED is for another alias',
    make: (scene) => editPolicies(scene, PROTECTED, SOURCE_ROLE, (text) => text.replaceAll('alias/very_secret_key', 'alias/former_key')),
    finding: { id: 'identity-lacks', level: 'fails', account: PROTECTED },
    cases: EVERY_CASE,
    remedy: PUT_POLICY,
  },
  {
    what: 'the IAM policy of the role of PROTECTED forgot a Region',
    make: (scene) => editPolicies(scene, PROTECTED, SOURCE_ROLE, (text) => text.replaceAll(`:${OPT_IN_REGION}:`, ':eu-north-1:')),
    finding: { id: 'identity-lacks', level: 'fails', account: PROTECTED },
    cases: inRegion(OPT_IN_REGION),
    remedy: PUT_POLICY,
  },
  {
    what: 'an IAM policy of the role of PROTECTED denies grants',
    make: (scene) => deny(scene, PROTECTED, SOURCE_ROLE, 'kms:CreateGrant'),
    finding: { id: 'identity-denies', level: 'fails', account: PROTECTED },
    cases: EVERY_CASE,
  },
  {
    what: 'an IAM policy of the VAULT role denies decryption',
    make: (scene) => deny(scene, VAULT, VAULT_ROLE, 'kms:Decrypt'),
    finding: { id: 'identity-denies', level: 'fails', account: VAULT },
    cases: OF_VAULT_ROLE,
  },
  {
    what: 'the role of PROTECTED got a permissions boundary without KMS',
    make: (scene) => putBoundary(scene, PROTECTED, SOURCE_ROLE),
    finding: { id: 'boundary-denies', level: 'fails', account: PROTECTED },
    cases: EVERY_CASE,
  },
  {
    what: 'the VAULT role got a permissions boundary without KMS',
    make: (scene) => putBoundary(scene, VAULT, VAULT_ROLE),
    finding: { id: 'boundary-denies', level: 'fails', account: VAULT },
    cases: OF_VAULT_ROLE,
  },
  {
    what: 'an SCP denies the role of PROTECTED grants',
    make: (scene) => scene.workplace.add(deniedByScp(SOURCE_ROLE, 'kms:CreateGrant')),
    // An SCP can have conditions, which the simulator judges without knowing the call.
    finding: { id: 'scp-denies', level: 'unknown', account: PROTECTED },
    cases: EVERY_CASE,
  },
];
