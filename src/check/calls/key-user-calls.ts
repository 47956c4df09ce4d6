import { GRANT_ACTIONS, USE_OF_RETIRED_ACTIONS } from '../../key-policy/statements/key-actions';
import type { Context } from '../evaluator/decide';

/** A call of a key user on a key. */
export interface KeyUserCall {
  /** Such as `kms:Decrypt`. */
  readonly action: string;
  readonly context: Context;
}

/** How a key is used. */
export interface KeyUse {
  readonly region: string;
  /** The services that use the key for the key user, as KMS calls them before the Region. Empty where that is not known. */
  readonly services: readonly string[];
  /** Whether the key decrypts old replicas only. */
  readonly retired: boolean;
}

/** What `USE_ACTIONS` stands for, without the key pairs that no service makes of a key for snapshots. */
export const USE_CALLS: readonly string[] = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:DescribeKey',
];

const GRANT_KEY = 'kms:GrantIsForAWSResource';

/** The calls that AutoBackup and the services make on a key in the name of a key user, once for each service. */
export function keyUserCalls({ region, services, retired }: KeyUse): KeyUserCall[] {
  // AWS sets the key for calls about grants only.
  const use: Context = { [GRANT_KEY]: [] };
  const grant: Context = { [GRANT_KEY]: ['true'] };
  const viaServices = services.map((service): Context => ({ ...use, 'kms:ViaService': [`${service}.${region}.amazonaws.com`] }));
  return [
    // A service looks at the key before it uses it, in the caller's own name.
    ...(retired ? USE_OF_RETIRED_ACTIONS : USE_CALLS).flatMap((action) =>
      (viaServices.length === 0 || action === 'kms:DescribeKey' ? [use] : viaServices).map((context) => ({ action, context }))),
    ...GRANT_ACTIONS.map((action) => ({ action, context: grant })),
  ];
}
