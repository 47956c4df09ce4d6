import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Answer } from './answers';
import { apiCall, type ApiCall } from './api-call';

/**
 * Answers a call in the emulator's place, or changes what the emulator answers, as AWS would. Undefined leaves the call to
 * the other rules and to the emulator.
 */
export type Rule = (call: ApiCall, emulator: () => Promise<Answer>) => Answer | undefined | Promise<Answer | undefined>;

/** Stands between a client and an emulator: it records every call, and answers where the emulator cannot do what AWS does. */
export class RecordingProxy {
  /** Starts a proxy on a free port of this machine. */
  public static async start(target: string): Promise<RecordingProxy> {
    const proxy = new RecordingProxy(target);
    await new Promise<void>((done) => proxy.server.listen(0, '127.0.0.1', done));
    return proxy;
  }

  /** Every call since the start or the last `forget`, in order. */
  public readonly calls: ApiCall[] = [];
  /** Requests that are no calls of an AWS API, with the reason. */
  public readonly notUnderstood: string[] = [];

  private readonly server: Server;
  private readonly rules: Rule[] = [];

  private constructor(private readonly target: string) {
    this.server = createServer((incoming, outgoing) => {
      this.pass(incoming, outgoing).catch((error) => outgoing.destroy(error));
    });
  }

  /** The URL of every service. */
  public get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Adds a rule, which comes before all older ones. */
  public add(rule: Rule): void {
    this.rules.unshift(rule);
  }

  /** Takes a rule away. */
  public remove(rule: Rule): void {
    this.rules.splice(this.rules.indexOf(rule), 1);
  }

  /** Forgets the calls so far. */
  public forget(): void {
    this.calls.length = 0;
    this.notUnderstood.length = 0;
  }

  /** Stops listening. */
  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await text(incoming);
    const { status, contentType, body: answer } = await this.answer(incoming, body);
    outgoing.writeHead(status, { 'content-type': contentType }).end(answer);
  }

  private async answer(incoming: IncomingMessage, body: string): Promise<Answer> {
    const { method = '', url = '', headers } = incoming;
    const emulator = () => this.forward(incoming, body);
    let call: ApiCall;
    try {
      call = apiCall({ method, path: url, headers, body });
    } catch (error) {
      this.notUnderstood.push((error as Error).message);
      return { status: 400, contentType: 'text/plain', body: (error as Error).message };
    }
    this.calls.push(call);
    for (const rule of this.rules) {
      const answer = await rule(call, emulator);
      if (answer) { return answer; }
    }
    return emulator();
  }

  private forward({ method, url = '', headers }: IncomingMessage, body: string): Promise<Answer> {
    return new Promise((done, fail) => {
      const onward = request(new URL(url, this.target), { method, headers }, (response) => {
        text(response).then((answer) => done({
          status: response.statusCode!, contentType: response.headers['content-type'] ?? '', body: answer,
        }), fail);
      });
      onward.on('error', fail);
      onward.end(body);
    });
  }
}
