import { createRequire } from 'node:module';
import * as cloudFormationSdk from '@aws-sdk/client-cloudformation';
import * as eventBridgeSdk from '@aws-sdk/client-eventbridge';
import * as kmsSdk from '@aws-sdk/client-kms';
import * as ssmSdk from '@aws-sdk/client-ssm';
import type { Page, Query } from '../fakes/stack';
import type { Network } from '../fakes/virtual-kms';
import { VirtualTime } from '../fakes/virtual-time';

/** What one run of the function did. */
export interface Run {
  /** The bodies that were sent to the URL of the event and accepted there. */
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

/** The surroundings of the function. Whatever needs time there uses the clock of the world. */
export interface Surroundings {
  readonly kms: Network;
  /** Of the function that restores statements only. */
  readonly ssm?: Network;
  readonly eventBridge?: Network;
  readonly cloudFormation: { answer(query: Query): Promise<Page> | Page };
}

export interface World extends Surroundings {
  readonly time: VirtualTime;
  readonly answers: Buffer[];
  /** The last answer at each URL. */
  readonly answerAt: Map<string, any>;
  readonly givenUp: number[];
  log: string;
}

type Send = (request: any) => Promise<{ response: any }>;

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
      (name: string) => this.sdk(name) ?? createRequire(__filename)(name),
      { now: () => this.world.time.now(), parse: Date.parse },
      (action: () => void, milliseconds: number) => this.world.time.sleep(milliseconds).then(action),
      { timeout: (milliseconds: number) => this.signal(milliseconds) },
      (url: string, init: any) => this.fetch(url, init),
      { log: (line: string) => this.write(line), error: (line: unknown) => this.write(`${line}`) },
    );
    this.handler = module.exports.handler;
  }

  /** One run in a world of its own. */
  public async run(event: any, surroundings: Surroundings): Promise<Run> {
    const world = this.enter(surroundings, new VirtualTime());
    const [outcome] = await world.time.run([this.invoke(event)]);
    return {
      answers: world.answers,
      log: world.log,
      error: outcome.status === 'rejected' ? outcome.reason : undefined,
      milliseconds: world.time.now(),
      givenUp: world.givenUp,
    };
  }

  /** From now on, all runs are in this world. */
  public enter(surroundings: Surroundings, time: VirtualTime): World {
    this.world = { ...surroundings, time, answers: [], answerAt: new Map(), givenUp: [], log: '' };
    return this.world;
  }

  /** Starts a run, perhaps while others are under way. */
  public invoke(event: any): Promise<void> {
    const { time } = this.world;
    const end = time.now() + TIMEOUT;
    return this.handler(event, { getRemainingTimeInMillis: () => end - time.now() });
  }

  private sdk(name: string): any {
    switch (name) {
      case '@aws-sdk/client-kms':
        return { ...kmsSdk, KMS: this.client(kmsSdk.KMS, (request) => this.world.kms.handle(request)) };
      case '@aws-sdk/client-ssm':
        return { ...ssmSdk, SSM: this.client(ssmSdk.SSM, (request) => this.world.ssm!.handle(request)) };
      case '@aws-sdk/client-eventbridge':
        return { ...eventBridgeSdk, EventBridge: this.client(eventBridgeSdk.EventBridge, (request) => this.world.eventBridge!.handle(request)) };
      case '@aws-sdk/client-cloudformation':
        return {
          ...cloudFormationSdk,
          CloudFormation: this.client(cloudFormationSdk.CloudFormation, async ({ body }) => {
            const answer = await this.world.cloudFormation.answer(Object.fromEntries(new URLSearchParams(Buffer.from(body).toString())));
            return { response: { statusCode: answer.status, headers: { 'content-type': 'text/xml' }, body: Buffer.from(answer.body) } };
          }),
        };
    }
  }

  /** The SDK's client up to where its requests would leave. */
  private client(Client: any, send: Send): any {
    const timeless = <T>(work: Promise<T>, isWaiting: () => Promise<unknown> | undefined) => this.timeless(work, isWaiting);
    return class extends Client {
      private waiting?: Promise<unknown>;

      constructor(config: any) {
        super({
          ...config,
          credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
          requestHandler: {
            handle: (request: any, { abortSignal }: any = {}) => {
              const answer = Promise.race([send(request), aborted(abortSignal)]);
              this.waiting = answer.catch(() => undefined).finally(() => { this.waiting = undefined; });
              return answer;
            },
          },
        });
      }

      public send(command: any, options?: any): any {
        return timeless(super.send(command, options) as Promise<unknown>, () => this.waiting);
      }
    };
  }

  /** What Node does by itself needs no time, in however many turns: the clock jumps only during a wait for an answer. */
  private async timeless<T>(work: Promise<T>, isWaiting: () => Promise<unknown> | undefined): Promise<T> {
    let done = false;
    const { time } = this.world;
    void (async () => { while (!done) { await (isWaiting() ?? time.sleep(0)); } })();
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
    this.world.answerAt.set(url, JSON.parse(body));
    return { ok: true };
  }

  private write(line: string): void {
    this.world.log += `${line}\n`;
  }
}

/** What the SDK's own request handler does when a request is given up. */
function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(Object.assign(new Error('Request aborted'), { name: 'AbortError' }));
    if (signal?.aborted) { abort(); }
    signal?.addEventListener('abort', abort, { once: true });
  });
}
