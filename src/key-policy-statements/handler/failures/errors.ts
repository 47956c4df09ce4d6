import { isShallow } from '../event/grammar';

/** A failure that no retry can fix. The message is the reason that CloudFormation shows. */
export class PermanentError extends Error {}

/** The key has no policy that could contain statements of this resource: it is deleted, pending deletion, or was never eligible. */
export class UnusableKeyError extends PermanentError {}

/** The key or alias does not exist. */
export class KeyNotFoundError extends UnusableKeyError {}

/** The request is out of date: CloudFormation no longer waits for it, or never sent it. */
export class SupersededError extends PermanentError {}

/** A failure that may pass in a while. The message is the reason that CloudFormation shows. */
export class RetryableError extends Error {}

/** The statements were written, but are not in the policy that is read back. */
export class ConcurrentUpdateError extends Error {}

/** CloudFormation did not report the status of the stack. The cause says why. */
export class StackStatusError extends Error {}

/** What a message says of a stack whose status a response lacks. */
export const NO_STATUS = 'no known status';

/** A change that failed for the cause, and that may have left statements in the policy. */
export class PartialUpdateError extends Error {}

/** A value for an error message, however large or deeply nested it is. */
export function toDisplayText(value: unknown): string {
  const text = isShallow(value) ? JSON.stringify(value ?? null) : 'a deeply nested value';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
