import { createRequire } from 'node:module';
import * as sdk from '@aws-sdk/client-kms';
import type { InMemoryKms } from './in-memory-kms';
import { VirtualTime } from '../../../fakes/virtual-time';

/** What one run of the function did. */
export interface Run {
  /** The bodies that were put at the event's URL and taken there. */
  readonly answers: Buffer[];
  readonly log: string;
  /** Why the function failed, as Lambda notices. */
  readonly error?: Error;
  readonly milliseconds: number;
  /** When each request would have been given up. */
  readonly givenUp: number[];
}

/** Lambda's timeout for the function. */
export const TIMEOUT = 300_000;

interface World {
  readonly kms: InMemoryKms;
  readonly time: VirtualTime;
  readonly answers: Buffer[];
  readonly givenUp: number[];
  log: string;
}

/**
 * The handler as it stands in a template, in this process: on a clock that jumps, with the SDK up to where its requests
 * would leave, and with no network at all. That makes it fast enough for a hundred thousand events.
 */
export class VirtualFunction {
  private readonly handler: (event: any, context: any) => Promise<void>;
  private world!: World;

  /** @param takesAnswers whether anybody listens where the answers are put. */
  constructor(code: string, private readonly takesAnswers = () => true) {
    const module = { exports: {} as any };
    const names = ['module', 'exports', 'require', 'Date', 'setTimeout', 'AbortSignal', 'fetch', 'console'];
    new Function(...names, code)(
      module,
      module.exports,
      (name: string) => name === '@aws-sdk/client-kms' ? this.sdk() : createRequire(__filename)(name),
      { now: () => this.world.time.now() },
      (action: () => void, milliseconds: number) => this.world.time.sleep(milliseconds).then(action),
      { timeout: (milliseconds: number) => this.signal(milliseconds) },
      (url: string, init: any) => this.fetch(url, init),
      { log: (line: string) => this.write(line), error: (line: unknown) => this.write(`${line}`) },
    );
    this.handler = module.exports.handler;
  }

  public async run(event: any, kms: InMemoryKms): Promise<Run> {
    const world: World = { kms, time: new VirtualTime(), answers: [], givenUp: [], log: '' };
    this.world = world;
    const [outcome] = await world.time.run([this.handler(event, { getRemainingTimeInMillis: () => TIMEOUT - world.time.now() })]);
    return {
      answers: world.answers,
      log: world.log,
      error: outcome.status === 'rejected' ? outcome.reason : undefined,
      milliseconds: world.time.now(),
      givenUp: world.givenUp,
    };
  }

  private sdk(): any {
    const requestHandler: any = { handle: (request: any) => this.world.kms.handle(request) };
    const timeless = <T>(work: Promise<T>) => this.timeless(work);
    return {
      ...sdk,
      KMSClient: class extends sdk.KMSClient {
        constructor(config: sdk.KMSClientConfig) {
          super({ ...config, credentials: { accessKeyId: 'x', secretAccessKey: 'x' }, requestHandler });
        }

        public override send(command: any, options?: any): any {
          return timeless(super.send(command, options) as Promise<unknown>);
        }
      },
    };
  }

  /** What Node does by itself, in however many turns, takes no time: the clock does not jump before it is done. */
  private async timeless<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const { time } = this.world;
    void (async () => { while (!done) { await time.sleep(0); } })();
    return work.finally(() => { done = true; });
  }

  private signal(milliseconds: number): AbortSignal {
    const controller = new AbortController();
    this.world.givenUp.push(this.world.time.now() + milliseconds);
    void this.world.time.sleep(milliseconds).then(() => controller.abort());
    return controller.signal;
  }

  private async fetch(url: string, { method, body }: any): Promise<Partial<Response>> {
    // What the real one does before it uses the network.
    new Request(url, { method });
    if (!this.takesAnswers()) { throw new TypeError('fetch failed'); }
    this.world.answers.push(Buffer.from(body));
    return { ok: true };
  }

  private write(line: string): void {
    this.world.log += `${line}\n`;
  }
}
