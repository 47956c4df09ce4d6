import { fromSource, type Break } from './break';
import { addDeny, DEAD_ID, keepRootOnly, replacePrincipal } from './policies';
import { PROTECTED } from '../../../fixtures/vault-app';
import { BY_HAND_REGION, HOME_REGION } from '../deployed-scene';
import { described } from '../rules/keys';
import { editPolicy, VAULT_ROLE_ARN } from '../scene';

const OWNED = { account: PROTECTED, region: HOME_REGION };
const BY_HAND = { account: PROTECTED, region: BY_HAND_REGION };
const PUT_POLICY = { writes: ['kms PutKeyPolicy'] };

/** Of the keys of PROTECTED that snapshots are encrypted with. */
export const SOURCE_KEY_BREAKS: readonly Break[] = [
  {
    what: 'a source key was disabled',
    make: ({ workplace, sourceKeys }) => workplace.accounts.kms(PROTECTED, BY_HAND_REGION).disableKey({ KeyId: sourceKeys[BY_HAND_REGION].id }),
    finding: { id: 'key-disabled', level: 'fails', ...BY_HAND },
    cases: fromSource(BY_HAND_REGION),
    remedy: { writes: ['kms EnableKey'] },
  },
  {
    what: 'a source key was scheduled for deletion',
    make: ({ workplace, sourceKeys }) => workplace.accounts.kms(PROTECTED, HOME_REGION).scheduleKeyDeletion({ KeyId: sourceKeys[HOME_REGION].id }),
    finding: { id: 'pending-deletion', level: 'fails', ...OWNED },
    cases: fromSource(HOME_REGION),
    remedy: { writes: ['kms CancelKeyDeletion', 'kms EnableKey'] },
  },
  {
    what: 'somebody put the former policy of a key back that the custom resource had added statements to',
    make: (scene) => editPolicy(scene, scene.sourceKeys[BY_HAND_REGION], keepRootOnly),
    finding: { id: 'statements-lost', level: 'fails', ...BY_HAND },
    cases: fromSource(BY_HAND_REGION),
    remedy: PUT_POLICY,
  },
  {
    what: 'the policy of a key that the app makes lost the statements for the VAULT role',
    make: (scene) => editPolicy(scene, scene.sourceKeys[HOME_REGION], keepRootOnly),
    finding: { id: 'policy-lacks', level: 'fails', ...OWNED },
    cases: fromSource(HOME_REGION),
    remedy: PUT_POLICY,
  },
  {
    what: 'a statement that denies was added to the policy of a source key',
    make: (scene) => editPolicy(scene, scene.sourceKeys[BY_HAND_REGION], (policy) => addDeny(policy, VAULT_ROLE_ARN)),
    finding: { id: 'policy-denies', level: 'fails', ...BY_HAND },
    cases: fromSource(BY_HAND_REGION),
  },
  {
    what: 'the VAULT role was re-created, so that the policy of a source key names the id of the former one',
    make: (scene) => editPolicy(scene, scene.sourceKeys[BY_HAND_REGION], (policy) => replacePrincipal(policy, VAULT_ROLE_ARN, DEAD_ID)),
    finding: { id: 'dead-principal', level: 'fails', ...BY_HAND },
    cases: fromSource(BY_HAND_REGION),
    remedy: PUT_POLICY,
  },
  {
    what: 'a source key is one that AWS manages',
    make: (scene) => scene.workplace.add(described(scene.sourceKeys[BY_HAND_REGION].id, { KeyManager: 'AWS' })),
    finding: { id: 'source-aws-managed-key', level: 'fails', ...BY_HAND },
    cases: fromSource(BY_HAND_REGION),
  },
  {
    what: 'a source key signs instead of encrypting',
    make: ({ workplace, sourceKeys }) => workplace.add(described(sourceKeys[HOME_REGION].id, {
      KeySpec: 'RSA_2048', CustomerMasterKeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY',
    })),
    finding: { id: 'key-wrong-kind', level: 'fails', ...OWNED },
    cases: fromSource(HOME_REGION),
  },
];
