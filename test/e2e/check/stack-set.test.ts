import { testBreaks } from './break-suite';
import { inRegion, NO_CASE } from './breaks/break';
import { keepRootOnly } from './breaks/policies';
import { editPolicy } from './scene';
import { deployStackSetScene, STACK_SET_ALIAS, STACK_SET_REGIONS, STACK_SET_RETIRED } from './stack-set-scene';
import { VAULT } from '../../fixtures/vault-app';

const [REGION, OTHER] = STACK_SET_REGIONS;

describe('keys of a StackSet:', () => {
  testBreaks(deployStackSetScene, [
    {
      what: 'the key policy became the one that KMS gives every key',
      make: (scene) => editPolicy(scene, scene.replicaKeys[REGION], keepRootOnly),
      finding: { id: 'policy-lacks', level: 'fails', account: VAULT, region: REGION },
      cases: inRegion(REGION),
      remedy: { writes: ['kms PutKeyPolicy'] },
    },
    {
      what: 'the key policy of a retired Region became the one that KMS gives every key',
      make: (scene) => editPolicy(scene, scene.replicaKeys[STACK_SET_RETIRED], keepRootOnly),
      finding: { id: 'policy-lacks', level: 'fails', account: VAULT, region: STACK_SET_RETIRED },
      cases: NO_CASE,
      remedy: { writes: ['kms PutKeyPolicy'] },
    },
    {
      what: 'the alias was deleted',
      make: ({ workplace }) => workplace.accounts.kms(VAULT, OTHER).deleteAlias({ AliasName: STACK_SET_ALIAS }),
      finding: { id: 'alias-missing', level: 'fails', account: VAULT, region: OTHER },
      cases: inRegion(OTHER),
    },
  ]);
});
