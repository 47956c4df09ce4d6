/** What tells the time and lets it pass. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

export const CLOCK: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/**
 * How long a statement that was written must stay before it is believed to. KMS takes up to two seconds, as a rule, to show
 * everywhere what was written anywhere. Another writer may have read the policy that long after this one wrote it and
 * still not have seen that, then take up to two seconds to write in its turn, and that again takes two seconds to be seen.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/programming-eventual-consistency.html
 */
export const SETTLE = 6_000;

/** What is added to `SETTLE` at random, so that two writers fall out of step. */
export const JITTER = 2_000;

/** The longest pause after a request that failed. */
export const LONGEST_PAUSE = 10_000;

/**
 * How long after its start an update or a deletion reads the policy for the last time. A request that CloudFormation cancelled may write until
 * then: CloudFormation may show the cancellation four seconds late, the answer and the write take up to `WRITE_TIMEOUT` each, and KMS shows the
 * write up to two seconds later.
 */
export const OVERLAP = 12_000;

/** How long CloudFormation may take to show that the operation which a request is part of began. */
export const STATUS_PATIENCE = 30_000;

/** The time kept back from the work for undoing it: two settlings, and the requests around them. */
export const FOR_UNDOING = 40_000;

/** The time kept back from everything else for the answer to CloudFormation. */
export const FOR_ANSWERING = 10_000;

/** How long one request may take at most. */
export const REQUEST_TIMEOUT = 10_000;

/** The same for a write, and for the question before it: `OVERLAP` relies on it. */
export const WRITE_TIMEOUT = 3_000;

/** The option of a request of the SDK that ends it by that time. */
export function by(until: number, clock: Clock, longest = WRITE_TIMEOUT): { abortSignal: AbortSignal } {
  return { abortSignal: AbortSignal.timeout(Math.max(0, Math.min(longest, Math.floor(until - clock.now())))) };
}
