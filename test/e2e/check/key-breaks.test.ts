import { testBreaks } from './break-suite';
import { REPLICA_KEY_BREAKS } from './breaks/replica-key-breaks';
import { SOURCE_KEY_BREAKS } from './breaks/source-key-breaks';
import { deployScene } from './deployed-scene';

testBreaks(deployScene, [...REPLICA_KEY_BREAKS, ...SOURCE_KEY_BREAKS]);
