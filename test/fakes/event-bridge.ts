/*
 * The way of an event to a function: CloudTrail or CloudFormation, then EventBridge, then Lambda's queue. It is assumed, as AWS documents it, that
 * - an API call becomes an event seconds to minutes later ("Getting CloudTrail log files": about five minutes for log files; events come earlier),
 * - events may arrive more than once and in another order than they happened ("Troubleshooting EventBridge": a rule may trigger more than once),
 * - a function that fails is run twice more, after one minute and after two ("How Lambda handles errors and retries with asynchronous invocation").
 * It is not assumed that an event can be lost, which AWS does not exclude: then only the next event has the key checked.
 */
import { matches } from './event-pattern';
import { jsonService, ServiceError } from './json-service';
import type { Network } from './virtual-kms';
import type { VirtualTime } from './virtual-time';

/** A rule as its template has it, with its intrinsic functions resolved. */
export interface Rule {
  readonly pattern: any;
  /** What the target gets. */
  readonly input: any;
  invoke(input: any): Promise<void>;
}

export interface EventBridgeOptions {
  readonly time: VirtualTime;
  /** How late an event arrives, in milliseconds. */
  readonly delay: () => number;
  /** How many times an event arrives. */
  readonly deliveries: () => number;
}

export class EventBridge {
  /** What callers of PutEvents sent. */
  public readonly received: any[] = [];
  /** How a PutEvents fails. */
  public fault?: ServiceError;
  /** How many of the next entries are rejected, in a response that is none of an error. */
  public rejections = 0;
  /** How many of the next responses say nothing of their entries, which AWS does not document. */
  public silences = 0;
  private readonly rules = new Set<Rule>();
  private readonly underWay = new Set<Promise<void>>();

  constructor(private readonly options: EventBridgeOptions) {}

  public add(...rules: Rule[]): void {
    for (const rule of rules) { this.rules.add(rule); }
  }

  public remove(...rules: Rule[]): void {
    for (const rule of rules) { this.rules.delete(rule); }
  }

  /** Something happened of which rules get to know. A rule that is deleted meanwhile gets nothing. */
  public emit(event: any): void {
    for (let delivery = this.options.deliveries(); delivery > 0; delivery--) { this.track(this.deliver(event)); }
  }

  /** Waits until nothing is under way. */
  public async settled(): Promise<void> {
    while (this.underWay.size > 0) { await Promise.all(this.underWay); }
  }

  /** What stands in for the network behind the SDK. */
  public network(latency: () => number): Network {
    return jsonService(this.options.time, latency, (operation, { Entries }) => {
      if (operation !== 'PutEvents') { throw new ServiceError('UnknownOperationException', operation); }
      if (this.fault) { throw this.fault; }
      if (this.silences-- > 0) { return {}; }
      if (this.rejections-- > 0) {
        return { FailedEntryCount: Entries.length, Entries: Entries.map(() => ({ ErrorCode: 'InternalFailure', ErrorMessage: 'on demand' })) };
      }
      this.received.push(...Entries.map(({ Detail, ...entry }: any) => ({ ...entry, Detail: JSON.parse(Detail) })));
      return { FailedEntryCount: 0, Entries: Entries.map(() => ({ EventId: '1' })) };
    });
  }

  private async deliver(event: any): Promise<void> {
    await this.options.time.sleep(this.options.delay());
    for (const rule of this.rules) {
      if (matches(rule.pattern, event)) { this.track(this.run(rule)); }
    }
  }

  private async run({ input, invoke }: Rule): Promise<void> {
    for (const pause of [60_000, 120_000, undefined]) {
      try {
        await invoke(input);
        return;
      } catch {
        if (pause === undefined) { return; }
        await this.options.time.sleep(pause);
      }
    }
  }

  private track(work: Promise<void>): void {
    this.underWay.add(work);
    void work.finally(() => this.underWay.delete(work));
  }
}
