/*
 * A stack as the CloudFormation API shows it, by DescribeStacks, DescribeStackEvents and DescribeStackResource: true, but late on demand. It is
 * modeled on the API reference (DescribeStacks, DescribeStackEvents, DescribeStackResource, Stack, StackEvent, StackResourceDetail). Some things are
 * assumed that the reference does not say: LastUpdatedTime is when the newest update began, and stays in its rollback; what a stack does is recorded
 * before the requests that are part of it are sent; and the metadata of a resource is that of the newest operation, with its intrinsic functions
 * resolved.
 */

/** One line of the events of the stack. */
interface Event {
  readonly time: number;
  readonly physicalId: string;
  readonly status: string;
}

/** A resource from a point in time on. Without a status it is not in the stack. */
interface ResourceVersion {
  readonly time: number;
  readonly status?: string;
  readonly type?: string;
  readonly physicalId?: string;
  readonly metadata?: unknown;
}

export interface StackOptions {
  /** The time, in milliseconds. @default Date.now */
  readonly now?: () => number;
  /** How old what a request sees is, in milliseconds. @default - up to date */
  readonly staleness?: () => number;
  /** How many events are on a page. @default 100 */
  readonly pageSize?: number;
}

/** An answer of the API. */
export interface Page {
  readonly status: number;
  readonly body: string;
}

/** What a caller asks: the parameters of the Query protocol. */
export type Query = Record<string, string | undefined>;

export class Stack {
  private readonly events: Event[] = [];
  private readonly updates: number[] = [];
  private readonly resources = new Map<string, ResourceVersion[]>();
  private readonly now: () => number;
  private readonly staleness: () => number;
  private readonly pageSize: number;

  constructor(public readonly id: string, { now = Date.now, staleness = () => 0, pageSize = 100 }: StackOptions = {}) {
    this.now = now;
    this.staleness = staleness;
    this.pageSize = pageSize;
  }

  /** The stack does something else from now on. */
  public enter(status: string): void {
    if (status === 'UPDATE_IN_PROGRESS') { this.updates.push(this.now()); }
    this.record(this.id, status);
  }

  /** Something happens to a resource. */
  public record(physicalId: string, status: string): void {
    this.events.push({ time: this.now(), physicalId, status });
  }

  /** What DescribeStackResource shows of a resource from now on. */
  public show(logicalId: string, version: Omit<ResourceVersion, 'time'>): void {
    const versions = this.resources.get(logicalId) ?? [];
    this.resources.set(logicalId, [...versions, { time: this.now(), ...version }]);
  }

  public get status(): string | undefined {
    return this.ofStack(this.events).at(-1)?.status;
  }

  public answer({ Action, NextToken = '0', LogicalResourceId }: Query): Page {
    const seen = this.now() - this.staleness();
    if (Action === 'DescribeStackResource') { return this.describeResource(LogicalResourceId!, seen); }
    // The first is seen at once: whoever made the stack knows its id from the answer.
    const events = this.events.filter(({ time }, index) => index === 0 || time <= seen);
    return Action === 'DescribeStacks' ? this.describe(events, seen) : this.describeEvents([...events].reverse(), Number(NextToken));
  }

  private describe(events: Event[], seen: number): Page {
    const updated = this.updates.filter((time) => time <= seen).at(-1);
    return page('DescribeStacks', `<Stacks><member>
      <StackId>${this.id}</StackId><StackName>${this.id.split('/')[1]}</StackName>
      <CreationTime>${iso(this.events[0].time)}</CreationTime>${updated === undefined ? '' : `<LastUpdatedTime>${iso(updated)}</LastUpdatedTime>`}
      <StackStatus>${this.ofStack(events).at(-1)!.status}</StackStatus>
    </member></Stacks>`);
  }

  private describeEvents(newestFirst: Event[], start: number): Page {
    const end = start + this.pageSize;
    const members = newestFirst.slice(start, end).map(({ time, physicalId, status }, index) => `<member>
      <StackId>${this.id}</StackId><StackName>${this.id.split('/')[1]}</StackName><EventId>${start + index}</EventId>
      <PhysicalResourceId>${escaped(physicalId)}</PhysicalResourceId>
      <Timestamp>${iso(time)}</Timestamp><ResourceStatus>${status}</ResourceStatus>
    </member>`);
    return page('DescribeStackEvents', `<StackEvents>${members.join('')}</StackEvents>${end < newestFirst.length ? `<NextToken>${end}</NextToken>` : ''}`);
  }

  private describeResource(logicalId: string, seen: number): Page {
    const version = this.resources.get(logicalId)?.filter(({ time }) => time <= seen).at(-1);
    if (!version?.status) { return stackError(400, 'ValidationError', `Resource ${logicalId} does not exist for stack ${this.id}`); }
    const { time, status, type = 'Custom::KeyPolicyStatements', physicalId, metadata } = version;
    return page('DescribeStackResource', `<StackResourceDetail>
      <StackId>${this.id}</StackId><LogicalResourceId>${logicalId}</LogicalResourceId><ResourceType>${type}</ResourceType>
      ${physicalId === undefined ? '' : `<PhysicalResourceId>${physicalId}</PhysicalResourceId>`}<LastUpdatedTimestamp>${iso(time)}</LastUpdatedTimestamp>
      <ResourceStatus>${status}</ResourceStatus>${metadata === undefined ? '' : `<Metadata>${escaped(JSON.stringify(metadata))}</Metadata>`}
    </StackResourceDetail>`);
  }

  private ofStack(events: Event[]): Event[] {
    return events.filter(({ physicalId }) => physicalId === this.id);
  }
}

/** An error of the CloudFormation API, as any of its actions gives it. */
export function stackError(status: number, code: string, message = `${code} on demand`): Page {
  return { status, body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>` };
}

/** A response of an action of the CloudFormation API, by default one that says nothing. */
export function page(action: string, result = ''): Page {
  return { status: 200, body: `<${action}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><${action}Result>${result}</${action}Result></${action}Response>` };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
