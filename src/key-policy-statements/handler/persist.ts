import { classifyError } from './classify-error';
import { SYSTEM_CLOCK } from './clock';
import { backoff } from './timeouts';

/**
 * Repeats a call, after growing pauses, until it succeeds.
 *
 * @throws its last error once it fails permanently, or when the next call would be after the deadline.
 */
export async function persist<T>(call: () => Promise<T>, deadline: number): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      const pause = backoff(attempt);
      if (classifyError(error) === 'permanent' || SYSTEM_CLOCK.now() + pause >= deadline) { throw error; }
      await SYSTEM_CLOCK.sleep(pause);
    }
  }
}
