import { CURRENT_VERSION_EXPIRED_FLAGS, FLAGS } from 'aws-cdk-lib/cx-api';

// Those that expired with v2 are always on; the CDK refuses to hear of them.
const FLAGS_OF_V2 = Object.keys(FLAGS).filter((flag) => !CURRENT_VERSION_EXPIRED_FLAGS.includes(flag));
const isSwitch = (flag: string) => typeof FLAGS[flag].recommendedValue === 'boolean';

/** The context with every feature flag of CDK v2 on; one that is no switch has its recommended value. */
export const ALL_FLAGS_ON = Object.fromEntries(FLAGS_OF_V2.map((flag) => [flag, isSwitch(flag) || FLAGS[flag].recommendedValue]));

/** The context with every feature flag of CDK v2 off. */
export const ALL_FLAGS_OFF = Object.fromEntries(FLAGS_OF_V2.filter(isSwitch).map((flag) => [flag, false]));
