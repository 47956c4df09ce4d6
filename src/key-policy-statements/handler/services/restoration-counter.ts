import { SSM } from '@aws-sdk/client-ssm';
import { SYSTEM_CLOCK } from '../clock';
import type { ResourceReference } from './deployed-statements';
import { errorText, type ServiceError } from '../failures/classify-error';
import { PermanentError, RetryableError } from '../failures/errors';
import { abortAt, REQUEST_TIMEOUT } from '../timeouts';

/** How many times a policy is written in any hour. */
export const MAX_RESTORATIONS = 5;

const HOUR = 3_600_000;

/** Counts the restorations of one key, beyond the life of a function instance. */
export interface RestorationCounter {
  /** How many restorations of the last hour there were. Undefined as long as that was not asked. */
  readonly count?: number;
  /**
   * Counts one more.
   *
   * @throws `PermanentError` if there were as many as there may be.
   */
  add(deadline: number): Promise<void>;
}

/**
 * Counts in a parameter of Systems Manager, by the times of the last restorations.
 *
 * A restoration is counted before the policy is written, so one that fails counts too. Nothing keeps two invocations for one key from reading the
 * same count, which then misses one of them: in the worst case there are as many more restorations as invocations run at once. Those are for one
 * loss of the statements, or for few. None that follows is missed.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export function restorationCounter({ StackId, LogicalResourceId }: ResourceReference, key: string): RestorationCounter {
  const client = new SSM({ region: StackId.split(':')[3], maxAttempts: 1 });
  const Name = `/cdk-vault-replica-keys/${StackId.split('/')[2]}/${LogicalResourceId}`;
  let count: number | undefined;

  return {
    get count() { return count; },

    async add(deadline) {
      const now = SYSTEM_CLOCK.now();
      let recent: number[];
      try {
        const { Parameter } = await client.getParameter({ Name }, abortAt(deadline, REQUEST_TIMEOUT));
        recent = timesIn(Parameter?.Value).filter((time) => time > now - HOUR);
        count = recent.length;
        if (count < MAX_RESTORATIONS) {
          await client.putParameter({ Name, Value: JSON.stringify([...recent, now]), Overwrite: true }, abortAt(deadline, REQUEST_TIMEOUT));
          count++;
          return;
        }
      } catch (error) {
        throw new RetryableError(`policy of key "${key}" was not changed, as the parameter "${Name}" that counts restorations cannot be read or written; allow ssm:GetParameter and ssm:PutParameter (Systems Manager says ${errorText(error as ServiceError)})`);
      }
      throw new PermanentError(`policy of key "${key}" lost its statements again after ${count} restorations within an hour; find in CloudTrail who calls PutKeyPolicy, and add the statements to its policy or exclude the policy from it`);
    },
  };
}

/** The times in the value, which somebody may have edited. */
function timesIn(value: string | undefined): number[] {
  try {
    return [JSON.parse(value!)].flat();
  } catch {
    return [];
  }
}
