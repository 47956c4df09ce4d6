import { SYSTEM_CLOCK } from './clock';

/* All in milliseconds. */

/**
 * How long to wait after a write before reading back. A change usually takes KMS up to two seconds to propagate. So another writer may read the
 * policy two seconds after this write without seeing it, take up to two seconds to write its own, and that write takes two more to be visible.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/programming-eventual-consistency.html
 */
export const PROPAGATION_TIMEOUT = 6_000;

/** The most that is added to the propagation timeout at random, so that two writers fall out of step. */
export const MAX_JITTER = 2_000;

/** The longest pause after a failed request. */
const MAX_BACKOFF = 10_000;

/**
 * How long after its start an update or a deletion reads the policy for the last time. Until then, a request that CloudFormation canceled may
 * write: CloudFormation may report the cancellation four seconds late, the status request and the write take up to `WRITE_TIMEOUT` each, and
 * the write takes KMS up to two seconds to propagate.
 */
export const OVERLAP_WINDOW = 12_000;

/** How late CloudFormation may report that the operation which a request is part of began. */
export const STATUS_TIMEOUT = 30_000;

/** The time reserved for rolling back: two propagation timeouts, and the requests around them. */
export const ROLLBACK_RESERVE = 40_000;

/** The time reserved for the response to CloudFormation. */
export const RESPONSE_RESERVE = 10_000;

export const REQUEST_TIMEOUT = 10_000;

/** The timeout of a write, and of the status request before it: `OVERLAP_WINDOW` relies on it. */
export const WRITE_TIMEOUT = 3_000;

/** The option that aborts a request of the SDK at its timeout, or at the deadline if that comes first. */
export function abortAt(deadline: number, timeout = WRITE_TIMEOUT): { abortSignal: AbortSignal } {
  return { abortSignal: AbortSignal.timeout(Math.max(0, Math.min(timeout, Math.floor(deadline - SYSTEM_CLOCK.now())))) };
}

/**
 * Of two failures, the one that says more. A request that the deadline aborts says less than the failure before it, and the abort may come up to a
 * millisecond early.
 */
export function reasonAt(now: number, deadline: number, failure: unknown, former: unknown): unknown {
  return now + 1 < deadline ? failure : former ?? failure;
}

/** The pause after a failed request, which grows with each attempt. */
export function backoff(attempt: number): number {
  return Math.random() * Math.min(MAX_BACKOFF, 500 * 2 ** attempt);
}
