import { SYSTEM_CLOCK } from './clock';
import { classifyError } from './failures/classify-error';
import { backoff, reasonAt } from './timeouts';

/**
 * Repeats a call, after growing pauses, until it succeeds.
 *
 * @throws its last error, unless the one before says more, once it fails permanently, or when the next call would be after the deadline.
 */
export async function persist<T>(call: () => Promise<T>, deadline: number): Promise<T> {
  let reason: unknown;
  for (let attempt = 0; ; attempt++) {
    try {
      return await call();
    } catch (failure) {
      reason = reasonAt(SYSTEM_CLOCK.now(), deadline, failure, reason);
      const pause = backoff(attempt);
      if (classifyError(failure) === 'permanent' || SYSTEM_CLOCK.now() + pause >= deadline) { throw reason; }
      await SYSTEM_CLOCK.sleep(pause);
    }
  }
}
