import { testBreaks } from './break-suite';
import { combined, inRegion, OF_VAULT_ROLE } from './breaks/break';
import { withoutPrincipal } from './breaks/policies';
import { editPolicy, VAULT_ROLE_ARN } from './scene';
import { deployStageScene, STAGE_REGION } from './stage-scene';
import { VAULT } from '../../fixtures/vault-app';

describe('a key of a Stage inside another:', () => {
  testBreaks(deployStageScene, [{
    what: 'the VAULT role was removed from the key policy',
    make: (scene) => editPolicy(scene, scene.replicaKeys[STAGE_REGION], (policy) => withoutPrincipal(policy, VAULT_ROLE_ARN)),
    finding: { id: 'policy-lacks', level: 'fails', account: VAULT, region: STAGE_REGION },
    cases: combined(inRegion(STAGE_REGION), OF_VAULT_ROLE),
    remedy: { writes: ['kms PutKeyPolicy'] },
  }]);
});
