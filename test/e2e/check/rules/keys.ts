import { jsonAnswer, type Answer } from '../answers';
import type { ApiCall } from '../api-call';
import type { Rule } from '../recording-proxy';

const seconds = (date: string) => Date.parse(date) / 1000;

function keyOf({ parameters }: ApiCall): string {
  return String(parameters.KeyId).split('/').at(-1)!;
}

/** No account has used any key since KMS began to keep track. The emulators do not know the call. */
export const neverUsed: Rule = (call) => call.operation === 'GetKeyLastUsage' ? lastUsage(call, {}) : undefined;

/**
 * A key was last used on a date.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyLastUsage.html
 */
export function lastUsed(keyId: string, date: string): Rule {
  return (call) => call.operation === 'GetKeyLastUsage' && keyOf(call) === keyId
    ? lastUsage(call, { Operation: 'Encrypt', Timestamp: seconds(date) })
    : undefined;
}

function lastUsage(call: ApiCall, KeyLastUsage: object): Answer {
  const since = seconds('2026-04-23T00:00:00Z');
  return jsonAnswer({ KeyId: keyOf(call), KeyLastUsage, TrackingStartDate: since, KeyCreationDate: since });
}

/** What DescribeKey says of a key, such as that AWS manages it, by whatever name a call has for it. */
export function described(keyId: string, changes: object): Rule {
  return async ({ operation }, emulator) => {
    if (operation !== 'DescribeKey') { return undefined; }
    const { KeyMetadata } = JSON.parse((await emulator()).body);
    return KeyMetadata?.KeyId === keyId ? jsonAnswer({ KeyMetadata: { ...KeyMetadata, ...changes } }) : undefined;
  };
}

/**
 * AWS RAM shares a key, by a policy that only AWS RAM can write.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyPolicies.html
 */
export function sharedByRam(keyId: string, policy: object): Rule {
  return (call) => {
    if (call.service !== 'kms' || keyOf(call) !== keyId) { return undefined; }
    if (call.operation === 'ListKeyPolicies') { return jsonAnswer({ PolicyNames: ['default', 'AWS_RAM'], Truncated: false }); }
    return call.operation === 'GetKeyPolicy' && call.parameters.PolicyName === 'AWS_RAM'
      ? jsonAnswer({ Policy: JSON.stringify(policy), PolicyName: 'AWS_RAM' })
      : undefined;
  };
}
