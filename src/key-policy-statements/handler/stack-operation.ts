import { CloudFormationClient, DescribeStackEventsCommand, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { by, STATUS_PATIENCE, type Clock } from './clock';
import { NotAnswered, NotYet, Superseded } from './errors';
import { REMEDY } from './event';

/** Whether a request may still change the policy. */
export interface Operation {
  /** @throws when CloudFormation does not wait for the request anymore, or does not say so by that time. */
  assertWanted(until: number): Promise<void>;
}

/** The date of a request has no fractions of a second. */
const DATE_PRECISION = 1_000;

/**
 * What a stack does while CloudFormation waits for a request of each type. A resource is deleted in a rollback, in the cleanup of an update, or
 * with its stack.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
 */
const STATUSES = {
  Create: /^(CREATE|UPDATE)_IN_/,
  Update: /^UPDATE_(ROLLBACK_)?IN_/,
  Delete: /^(?!REVIEW).*_IN_/,
};

/**
 * The stack operation that a request belongs to, and the only place that calls the CloudFormation API.
 *
 * CloudFormation cancels a request when another resource fails, and sends the opposite one while the first still runs. Lambda may deliver a
 * request twice. So a request is wanted only while the stack does what the request is part of, and only if it was sent since that began.
 */
export function stackOperation({ RequestType, ResponseURL, StackId: StackName }: CloudFormationCustomResourceEvent, clock: Clock): Operation {
  const client = new CloudFormationClient({ region: StackName.split(':')[3], maxAttempts: 1 });
  const arrival = clock.now();
  const sent = dateOf(ResponseURL) || arrival;
  const isSentSince = (time: Date | undefined) => sent + DATE_PRECISION > Number(time);

  /** Whether the request is not of an earlier operation, nor from before the rollback. */
  const isOfThisPhase = async ({ StackStatus: status, LastUpdatedTime, CreationTime }: Stack, until: number): Promise<boolean> => {
    const isRollback = RequestType === 'Update' && status !== 'UPDATE_IN_PROGRESS';
    return (!isRollback && isSentSince(LastUpdatedTime ?? CreationTime)) || isSentSince(await beginOf(status, until));
  };

  /** When the stack got its status. Undefined where the newest event of the stack itself shows another status. */
  const beginOf = async (status: string | undefined, until: number): Promise<Date | undefined> => {
    for (let NextToken: string | undefined; ;) {
      const page = await client.send(new DescribeStackEventsCommand({ StackName, NextToken }), by(until, clock));
      const newest = page.StackEvents?.find(({ PhysicalResourceId }) => PhysicalResourceId === StackName);
      if (newest) { return newest.ResourceStatus === status ? newest.Timestamp : undefined; }
      if (!page.NextToken) { return undefined; }
      NextToken = page.NextToken;
    }
  };

  return {
    async assertWanted(until) {
      let status: string;
      try {
        const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName }), by(until, clock));
        status = `${stack?.StackStatus}`;
        if (STATUSES[RequestType].test(status) && await isOfThisPhase(stack, until)) { return; }
      } catch (error) {
        throw new NotAnswered('', { cause: error });
      }
      throw new (clock.now() < arrival + STATUS_PATIENCE ? NotYet : Superseded)(`event is of an operation that is over, as stack ${StackName} is in ${status}: ${REMEDY}`);
    },
  };
}

/** When CloudFormation signed the URL for the answer to a request. `NaN` where the URL does not tell. */
function dateOf(url: string): number {
  const [, year, month, hour, minute, second] = /X-Amz-Date=(....)(..)(..T..)(..)(..Z)/.exec(url) ?? [];
  return Date.parse(`${year}-${month}-${hour}:${minute}:${second}`);
}
