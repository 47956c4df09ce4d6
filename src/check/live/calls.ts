import type { AwsClient } from './aws/aws-client';
import { homeRegion } from './aws/endpoint';
import { SERVICES, type ServiceName } from './aws/services';
import type { Structure } from './aws/wire-format';
import type { Limiter } from './limiter';
import type { Operation } from './operations';
import { RefusedError } from './refused-error';

/** What the calls of an account share with those of the others. */
export interface CallOptions {
  readonly limiter: Limiter;
  /** The most milliseconds that a call may take, with its retries and with what the SDK asks for credentials before. */
  readonly timeLimit: number;
}

/** The calls with the credentials of one account. */
export class Calls {
  private readonly home: string;

  /** @param region any of the partition. */
  constructor(private readonly client: AwsClient, region: string, private readonly options: CallOptions) {
    this.home = homeRegion(region);
  }

  /**
   * @param region where to ask, for a service that is not the same everywhere.
   * @throws RefusedError where the call gives no answer in time.
   */
  public async send(operation: Operation, input: Structure, region = this.home): Promise<Structure> {
    const [service, action] = operation.split(':') as [ServiceName, string];
    try {
      return await this.options.limiter.run(() => this.inTime((abortSignal) => this.client.send({ service, action, input }, region, abortSignal)));
    } catch (error) {
      throw RefusedError.from(operation, error);
    }
  }

  /** The answers of all pages. */
  public async pages(operation: Operation, input: Structure, region = this.home): Promise<Structure[]> {
    const { paging } = SERVICES[operation.split(':')[0] as ServiceName];
    const pages = new Array<Structure>();
    const tokens = new Set<string>();
    let from: Structure = {};
    for (;;) {
      const page = await this.send(operation, { ...input, ...from }, region);
      pages.push(page);
      const token = paging.next(page);
      const hasMore = paging.hasMore?.(page) ?? Boolean(token);
      if (!hasMore) { return pages; }
      // What a page that does not say where the rest is has would pass for all that there is.
      if (!token) { throw RefusedError.wrongAnswer(operation, 'says that there is more, but not where'); }
      if (tokens.has(token)) { throw RefusedError.wrongAnswer(operation, 'has a page that continues with an earlier one'); }
      tokens.add(token);
      from = { [paging.token]: token };
    }
  }

  private async inTime<T>(call: (abortSignal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const error = new Error(`AWS did not answer within ${this.options.timeLimit / 1000} seconds.`);
        // The signal ends the request. What the SDK does before it, such as a sign-in, knows of no signal.
        controller.abort(error);
        reject(error);
      }, this.options.timeLimit);
    });
    try {
      return await Promise.race([call(controller.signal), limit]);
    } finally {
      clearTimeout(timer);
    }
  }
}
