import { combined, inRegion, NO_CASE, OF_VAULT_ROLE, type Break } from './break';
import { addDeny, DEAD_ID, keepRootOnly, replacePrincipal, statement, withoutPrincipal } from './policies';
import { SIDS } from '../../../../src/key-policy/statements/sids';
import { PROTECTED, VAULT } from '../../../fixtures/vault-app';
import { ALIAS, HOME_REGION, OPT_IN_REGION, RETIRED_REGION } from '../deployed-scene';
import { editPolicy, VAULT_ROLE_ARN, type Scene } from '../scene';

const HERE = { account: VAULT, region: HOME_REGION };
const CASES = inRegion(HOME_REGION);
const PUT_POLICY = { writes: ['kms PutKeyPolicy'] };

const kms = (scene: Scene, region = HOME_REGION) => scene.workplace.accounts.kms(VAULT, region);
const key = (scene: Scene, region = HOME_REGION) => scene.replicaKeys[region];

/** Of replica keys, all made in the emulator. */
export const REPLICA_KEY_BREAKS: readonly Break[] = [
  {
    what: 'the alias was deleted',
    make: (scene) => kms(scene).deleteAlias({ AliasName: ALIAS }),
    finding: { id: 'alias-missing', level: 'fails', ...HERE },
    cases: CASES,
    remedy: { writes: ['kms CreateAlias'] },
  },
  {
    what: 'the alias was spelled with hyphens',
    make: async (scene) => {
      await kms(scene).createAlias({ AliasName: 'alias/very-secret-key', TargetKeyId: key(scene).id });
      await kms(scene).deleteAlias({ AliasName: ALIAS });
    },
    finding: { id: 'alias-misspelt', level: 'fails', ...HERE },
    cases: CASES,
    remedy: { writes: ['kms CreateAlias'] },
  },
  {
    what: 'the alias was moved to another key',
    make: async (scene) => {
      const { KeyMetadata } = await kms(scene).createKey({});
      await kms(scene).updateAlias({ AliasName: ALIAS, TargetKeyId: KeyMetadata!.KeyId });
    },
    finding: { id: 'alias-moved', level: 'fails', ...HERE },
    cases: CASES,
    remedy: { writes: ['kms UpdateAlias'] },
  },
  {
    what: 'the key was disabled',
    make: (scene) => kms(scene, OPT_IN_REGION).disableKey({ KeyId: key(scene, OPT_IN_REGION).id }),
    finding: { id: 'key-disabled', level: 'fails', account: VAULT, region: OPT_IN_REGION },
    cases: inRegion(OPT_IN_REGION),
    remedy: { writes: ['kms EnableKey'] },
  },
  {
    what: 'the key was scheduled for deletion',
    make: (scene) => kms(scene).scheduleKeyDeletion({ KeyId: key(scene).id, PendingWindowInDays: 7 }),
    finding: { id: 'pending-deletion', level: 'fails', ...HERE },
    cases: CASES,
    remedy: { writes: ['kms CancelKeyDeletion', 'kms EnableKey'] },
  },
  {
    what: 'the VAULT role was removed from the key policy',
    make: (scene) => editPolicy(scene, key(scene), (policy) => withoutPrincipal(policy, VAULT_ROLE_ARN)),
    finding: { id: 'policy-lacks', level: 'fails', ...HERE },
    cases: combined(CASES, OF_VAULT_ROLE),
    remedy: PUT_POLICY,
  },
  {
    what: 'the PROTECTED account was removed from the key policy',
    make: (scene) => editPolicy(scene, key(scene), (policy) => withoutPrincipal(policy, `arn:aws:iam::${PROTECTED}:root`)),
    finding: { id: 'policy-lacks', level: 'fails', ...HERE },
    cases: CASES,
    remedy: PUT_POLICY,
  },
  {
    what: 'an action was removed from the key policy',
    make: (scene) => editPolicy(scene, key(scene, OPT_IN_REGION), (policy) => {
      const use = statement(policy, SIDS.USE);
      use.Action = use.Action.filter((action: string) => action !== 'kms:ReEncrypt*');
    }),
    finding: { id: 'policy-lacks', level: 'fails', account: VAULT, region: OPT_IN_REGION },
    cases: inRegion(OPT_IN_REGION),
    remedy: PUT_POLICY,
  },
  {
    what: 'the statement about grants was removed from the key policy',
    make: (scene) => editPolicy(scene, key(scene), (policy) => {
      policy.Statement = policy.Statement.filter(({ Sid }: any) => Sid !== SIDS.GRANT);
    }),
    finding: { id: 'policy-lacks', level: 'fails', ...HERE },
    cases: CASES,
    remedy: PUT_POLICY,
  },
  {
    what: 'the key policy became the one that KMS gives every key',
    make: (scene) => editPolicy(scene, key(scene), keepRootOnly),
    finding: { id: 'policy-lacks', level: 'fails', ...HERE },
    cases: CASES,
    remedy: PUT_POLICY,
  },
  {
    what: 'a statement that denies was added to the key policy',
    make: (scene) => editPolicy(scene, key(scene), (policy) => addDeny(policy, '*')),
    finding: { id: 'policy-denies', level: 'fails', ...HERE },
    cases: CASES,
    remedy: PUT_POLICY,
  },
  {
    what: 'a statement that denies all that does not come from one network was added to the key policy',
    make: (scene) => editPolicy(scene, key(scene), (policy) => {
      addDeny(policy, '*');
      policy.Statement.at(-1).Condition = { StringNotEqualsIfExists: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } };
    }),
    finding: { id: 'cannot-tell', level: 'unknown', ...HERE },
    notes: ['drift'],
    cases: CASES,
  },
  {
    what: 'the VAULT role was re-created, so that the key policy names the id of the former one',
    make: (scene) => editPolicy(scene, key(scene), (policy) => replacePrincipal(policy, VAULT_ROLE_ARN, DEAD_ID)),
    finding: { id: 'dead-principal', level: 'fails', ...HERE },
    cases: combined(CASES, OF_VAULT_ROLE),
    remedy: PUT_POLICY,
  },
  {
    what: 'rotation was turned off',
    make: (scene) => kms(scene).disableKeyRotation({ KeyId: key(scene).id }),
    finding: { id: 'rotation-off', level: 'note', ...HERE },
    cases: NO_CASE,
    remedy: { writes: ['kms EnableKeyRotation'] },
  },
  {
    what: 'a statement that changes nothing of replication was added to the key policy',
    make: (scene) => editPolicy(scene, key(scene), (policy) => policy.Statement.push(
      { Sid: 'Auditor', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${VAULT}:role/Auditor` }, Action: 'kms:GetKeyPolicy', Resource: '*' },
    )),
    finding: { id: 'drift', level: 'note', ...HERE },
    cases: NO_CASE,
    remedy: PUT_POLICY,
  },
  {
    what: 'the key of a retired Region was disabled',
    make: (scene) => kms(scene, RETIRED_REGION).disableKey({ KeyId: key(scene, RETIRED_REGION).id }),
    finding: { id: 'key-disabled', level: 'fails', account: VAULT, region: RETIRED_REGION },
    cases: NO_CASE,
    remedy: { writes: ['kms EnableKey'] },
  },
  {
    what: 'the policy of the key of a retired Region decrypts no longer',
    make: (scene) => editPolicy(scene, key(scene, RETIRED_REGION), (policy) => {
      const use = statement(policy, SIDS.USE);
      use.Action = use.Action.filter((action: string) => action !== 'kms:Decrypt');
    }),
    finding: { id: 'policy-lacks', level: 'fails', account: VAULT, region: RETIRED_REGION },
    cases: NO_CASE,
    remedy: PUT_POLICY,
  },
];
