import { testBreaks } from './break-suite';
import { HAND_MADE_BREAKS } from './breaks/hand-made-breaks';
import { makeSceneByHand } from './hand-made-scene';
import { MINISTACK, MOTO } from '../servers';

describe.each([MINISTACK, MOTO])('keys that were created by hand, on $name:', (server) => {
  testBreaks(() => makeSceneByHand(server), HAND_MADE_BREAKS);
});
