import { combined, EVERY_CASE, fromSource, inRegion, NO_CASE, OF_VAULT_ROLE, type Break } from './break';
import { addDeny, DEAD_ID, HOSTILE_SID, replacePrincipal, withoutPrincipal } from './policies';
import { SIDS } from '../../../../src/key-policy/statements/sids';
import { PROTECTED, VAULT } from '../../../fixtures/vault-app';
import { HAND_MADE_ALIAS, HAND_MADE_REGIONS, SOURCE_REGION } from '../hand-made-scene';
import { editPolicy, SOURCE_ROLE, VAULT_ROLE, VAULT_ROLE_ARN, type Scene } from '../scene';

const [REGION] = HAND_MADE_REGIONS;
const HERE = { account: VAULT, region: REGION };
const SOURCE = { account: PROTECTED, region: SOURCE_REGION };
const PUT_POLICY = { writes: ['kms PutKeyPolicy'] };

const kms = (scene: Scene) => scene.workplace.accounts.kms(VAULT, REGION);
const key = (scene: Scene) => scene.replicaKeys[REGION];

/** Of keys that were created by hand. Both emulators can do all of it. */
export const HAND_MADE_BREAKS: readonly Break[] = [
  {
    what: 'the alias was deleted',
    make: (scene) => kms(scene).deleteAlias({ AliasName: HAND_MADE_ALIAS }),
    finding: { id: 'alias-missing', level: 'fails', ...HERE },
    cases: inRegion(REGION),
  },
  {
    what: 'the alias has another case',
    make: async (scene) => {
      await kms(scene).createAlias({ AliasName: 'alias/Very_Secret_Key', TargetKeyId: key(scene).id });
      await kms(scene).deleteAlias({ AliasName: HAND_MADE_ALIAS });
    },
    finding: { id: 'alias-misspelt', level: 'fails', ...HERE },
    cases: inRegion(REGION),
    remedy: { writes: ['kms CreateAlias'] },
  },
  {
    what: 'the alias is that of a key for message authentication codes',
    make: async (scene) => {
      const { Policy } = await kms(scene).getKeyPolicy({ KeyId: key(scene).id, PolicyName: 'default' });
      const { KeyMetadata } = await kms(scene).createKey({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC', Policy });
      await kms(scene).updateAlias({ AliasName: HAND_MADE_ALIAS, TargetKeyId: KeyMetadata!.KeyId });
    },
    finding: { id: 'key-wrong-kind', level: 'fails', ...HERE },
    cases: inRegion(REGION),
  },
  {
    what: 'the key was disabled',
    make: (scene) => kms(scene).disableKey({ KeyId: key(scene).id }),
    finding: { id: 'key-disabled', level: 'fails', ...HERE },
    cases: inRegion(REGION),
    remedy: { writes: ['kms EnableKey'] },
  },
  {
    what: 'the key was scheduled for deletion',
    make: (scene) => kms(scene).scheduleKeyDeletion({ KeyId: key(scene).id, PendingWindowInDays: 7 }),
    finding: { id: 'pending-deletion', level: 'fails', ...HERE },
    cases: inRegion(REGION),
    remedy: { writes: ['kms CancelKeyDeletion', 'kms EnableKey'] },
  },
  {
    what: 'rotation was turned off',
    make: (scene) => kms(scene).disableKeyRotation({ KeyId: key(scene).id }),
    finding: { id: 'rotation-off', level: 'note', ...HERE },
    cases: NO_CASE,
    remedy: { writes: ['kms EnableKeyRotation'] },
  },
  {
    what: 'the key policy forgot the VAULT role and has a Sid that a shell could take for commands',
    make: (scene) => editPolicy(scene, key(scene), (policy) => {
      withoutPrincipal(policy, VAULT_ROLE_ARN);
      policy.Statement.push({ Sid: HOSTILE_SID, Effect: 'Allow', Principal: { AWS: VAULT_ROLE_ARN }, Action: 'kms:ListResourceTags', Resource: '*' });
    }),
    finding: { id: 'policy-lacks', level: 'fails', ...HERE },
    cases: combined(inRegion(REGION), OF_VAULT_ROLE),
    remedy: PUT_POLICY,
  },
  {
    what: 'the key policy forgot the statement about grants',
    make: (scene) => editPolicy(scene, key(scene), (policy) => {
      policy.Statement = policy.Statement.filter(({ Sid }: any) => Sid !== SIDS.GRANT);
    }),
    finding: { id: 'policy-lacks', level: 'fails', ...HERE },
    cases: inRegion(REGION),
    remedy: PUT_POLICY,
  },
  {
    what: 'the key policy names the id of a deleted role',
    make: (scene) => editPolicy(scene, key(scene), (policy) => replacePrincipal(policy, VAULT_ROLE_ARN, DEAD_ID)),
    finding: { id: 'dead-principal', level: 'fails', ...HERE },
    cases: combined(inRegion(REGION), OF_VAULT_ROLE),
    remedy: PUT_POLICY,
  },
  {
    what: 'a statement denies in the policy of the source key',
    make: (scene) => editPolicy(scene, scene.sourceKeys[SOURCE_REGION], (policy) => addDeny(policy, VAULT_ROLE_ARN)),
    finding: { id: 'policy-denies', level: 'fails', ...SOURCE },
    cases: fromSource(SOURCE_REGION),
  },
  {
    what: 'the policy of the source key forgot the VAULT role',
    make: (scene) => editPolicy(scene, scene.sourceKeys[SOURCE_REGION], (policy) => { policy.Statement.splice(1); }),
    finding: { id: 'policy-lacks', level: 'fails', ...SOURCE },
    cases: fromSource(SOURCE_REGION),
    remedy: PUT_POLICY,
  },
  {
    what: 'the role of PROTECTED was deleted',
    make: (scene) => scene.roles.source.delete(),
    finding: { id: 'source-role-missing', level: 'fails', account: PROTECTED },
    cases: EVERY_CASE,
  },
  {
    what: 'the VAULT role may not use the source key by its IAM policy',
    make: (scene) => scene.workplace.accounts.iam(VAULT).deleteRolePolicy({ RoleName: VAULT_ROLE, PolicyName: 'Keys' }),
    finding: { id: 'identity-lacks', level: 'fails', account: VAULT },
    cases: fromSource(SOURCE_REGION),
    remedy: { writes: ['iam PutRolePolicy'] },
  },
  {
    what: 'the role of PROTECTED has no IAM policy',
    make: (scene) => scene.workplace.accounts.iam(PROTECTED).deleteRolePolicy({ RoleName: SOURCE_ROLE, PolicyName: 'Keys' }),
    finding: { id: 'identity-lacks', level: 'fails', account: PROTECTED },
    cases: EVERY_CASE,
    remedy: { writes: ['iam PutRolePolicy'] },
  },
  {
    what: 'nobody gave credentials for the PROTECTED account',
    make: () => undefined,
    args: (args) => args.slice(0, args.indexOf('--profile')),
    finding: { id: 'no-credentials', level: 'unknown', account: PROTECTED },
    cases: EVERY_CASE,
  },
];
