import { testBreaks } from './break-suite';
import { AWS_BREAKS } from './breaks/aws-breaks';
import { REFUSALS } from './breaks/refusals';
import { ROLE_BREAKS } from './breaks/role-breaks';
import { deployScene } from './deployed-scene';

testBreaks(deployScene, [...ROLE_BREAKS, ...AWS_BREAKS, ...REFUSALS]);
