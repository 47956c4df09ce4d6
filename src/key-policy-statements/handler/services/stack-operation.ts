import { CloudFormation, type Stack } from '@aws-sdk/client-cloudformation';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { SYSTEM_CLOCK } from '../clock';
import { CALLER_REMEDY } from '../event/event';
import { NO_STATUS, RetryableError, StackStatusError, SupersededError } from '../failures/errors';
import { abortAt, STATUS_TIMEOUT } from '../timeouts';

/** The stack operation that a request is part of. */
export interface StackOperation {
  /** @throws unless CloudFormation still waits for the request, and says so before the deadline. */
  assertActive(deadline: number): Promise<void>;
}

/** The date of a request has no fractions of a second. */
const DATE_PRECISION = 1_000;

/**
 * What a stack does while CloudFormation waits for a request of each type. A resource is deleted in a rollback, in the cleanup of an update, or
 * with its stack.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
 */
const ACTIVE_STATUS = {
  Create: /^(CREATE|UPDATE)_IN_/,
  Update: /^UPDATE_(ROLLBACK_)?IN_/,
  Delete: /^(?!REVIEW).*_IN_/,
};

/**
 * The stack operation that a request is part of.
 *
 * CloudFormation cancels a request when another resource fails, and sends the opposite one while the first still runs. Lambda may deliver a
 * request twice. So a request is active only while the stack does what the request is part of, and only if it was sent since that began.
 */
export function stackOperation({ RequestType, ResponseURL, StackId: StackName }: CloudFormationCustomResourceEvent): StackOperation {
  const client = new CloudFormation({ region: StackName.split(':')[3], maxAttempts: 1 });
  const arrival = SYSTEM_CLOCK.now();
  const sent = signingDate(ResponseURL) || arrival;
  const isSentSince = (time: Date | undefined) => sent + DATE_PRECISION > Number(time);

  /** Whether the request is not from an earlier operation, nor from before the rollback. */
  const isOfThisPhase = async ({ StackStatus: status, LastUpdatedTime, CreationTime }: Stack, deadline: number): Promise<boolean> => {
    const isRollback = RequestType === 'Update' && status !== 'UPDATE_IN_PROGRESS';
    return (!isRollback && isSentSince(LastUpdatedTime ?? CreationTime)) || isSentSince(await statusStart(status, deadline));
  };

  /** When the stack entered its status. Undefined if the newest event of the stack itself has another status. */
  const statusStart = async (status: string | undefined, deadline: number): Promise<Date | undefined> => {
    let NextToken: string | undefined;
    do {
      const page = await client.describeStackEvents({ StackName, NextToken }, abortAt(deadline));
      const newest = page.StackEvents?.find(({ PhysicalResourceId }) => PhysicalResourceId === StackName);
      if (newest) { return newest.ResourceStatus === status ? newest.Timestamp : undefined; }
      NextToken = page.NextToken;
    } while (NextToken);
    return undefined;
  };

  return {
    async assertActive(deadline) {
      let status: string;
      try {
        const { Stacks: [stack] = [] } = await client.describeStacks({ StackName }, abortAt(deadline));
        status = stack?.StackStatus ?? NO_STATUS;
        if (ACTIVE_STATUS[RequestType].test(status) && await isOfThisPhase(stack, deadline)) { return; }
      } catch (error) {
        throw new StackStatusError('', { cause: error });
      }
      throw new (SYSTEM_CLOCK.now() < arrival + STATUS_TIMEOUT ? RetryableError : SupersededError)(`event is of an operation that is over, as stack "${StackName}" is in ${status}; ${CALLER_REMEDY}`);
    },
  };
}

/** When CloudFormation signed the URL for the response to a request. `NaN` if the URL does not contain it. */
function signingDate(url: string): number {
  const [, year, month, hour, minute, second] = /X-Amz-Date=(....)(..)(..T..)(..)(..Z)/.exec(url) ?? [];
  return Date.parse(`${year}-${month}-${hour}:${minute}:${second}`);
}
