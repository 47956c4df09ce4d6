import { CURRENT_VERSION_EXPIRED_FLAGS, FLAGS } from 'aws-cdk-lib/cx-api';

const FLAGS_OF_V2 = Object.keys(FLAGS).filter((flag) => !CURRENT_VERSION_EXPIRED_FLAGS.includes(flag));

/** The context that gives every feature flag of CDK v2 its recommended value, which changes behaviour. */
export const ALL_FLAGS_ON = Object.fromEntries(FLAGS_OF_V2.map((flag) => [flag, FLAGS[flag].recommendedValue]));

/** The context that gives every feature flag of CDK v2 the value it has in an old app. */
export const ALL_FLAGS_OFF = Object.fromEntries(FLAGS_OF_V2.map((flag) => [flag, FLAGS[flag].defaults?.v2 ?? false]));
