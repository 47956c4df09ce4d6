import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { FakeError, type Answer, type Call } from './call';
import type { FakeAccount } from './fake-account';
import { SERVICES } from './services';
import { verifySignature } from './signature';

/** What becomes of a call instead of its answer. `hang` never answers, `stall` stops within the body, `cut` closes the connection. */
export type Fault = 'hang' | 'stall' | 'cut' | FakeError | Answer;

/**
 * Answers as AWS does, over HTTP, to whoever signs a call with the id of an account as the access key and `secret of` it as the secret. It is
 * strict: a call that is not signed as AWS documents, has another wire format, or asks for an operation that it does not have, is a problem.
 */
export class FakeAws {
  public static async start(accounts: readonly FakeAccount[]): Promise<FakeAws> {
    const aws = new FakeAws(accounts);
    await new Promise<void>((resolve) => { aws.server.listen(0, '127.0.0.1', resolve); });
    return aws;
  }

  /** The calls that were received, in this order. */
  public readonly calls = new Array<Call>();
  /** What was wrong with requests. */
  public readonly problems = new Array<string>();
  /** The most requests that were open at once. */
  public mostOpen = 0;
  private open = 0;
  private readonly accounts: ReadonlyMap<string, FakeAccount>;
  private readonly server: Server = createServer((request, response) => { void this.serve(request, response); });

  private constructor(accounts: readonly FakeAccount[]) {
    this.accounts = new Map(accounts.map((account) => [account.id, account]));
  }

  /** What becomes of a call; undefined for its answer. */
  public fault: (call: Call) => Fault | undefined = () => undefined;
  /** What a call waits for before it is answered. */
  public delay: () => Promise<void> = async () => undefined;

  public get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The operations that were called, by their names in IAM, sorted. */
  public get operations(): string[] {
    return [...new Set(this.calls.map(({ service, operation }) => `${service}:${operation}`))].sort();
  }

  /** How often an operation was called. */
  public count(operation: string): number {
    return this.calls.filter((call) => `${call.service}:${call.operation}` === operation).length;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => { this.server.close(resolve); });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.mostOpen = Math.max(this.mostOpen, ++this.open);
    response.once('close', () => { this.open--; });
    try {
      const { call, service } = this.parse(request, await text(request));
      this.calls.push(call);
      await this.delay();
      const fault = this.fault(call);
      if (fault === 'hang') { return; }
      if (fault === 'cut') { request.socket.destroy(); return; }
      if (fault === 'stall') { response.writeHead(200, { 'content-length': 1000 }).write('{'); return; }
      if (fault && !(fault instanceof FakeError)) { send(response, fault); return; }
      send(response, fault ? service.protocol.error(fault) : this.answer(call));
    } catch (error) {
      this.problems.push(String(error));
      send(response, { status: 400, type: 'text/plain', body: String(error) });
    }
  }

  private parse(request: IncomingMessage, body: string) {
    const { accessKeyId, region, service: name } = verifySignature(request, body, (account) => `secret of ${account}`);
    const service = SERVICES[name];
    if (!service) { throw new Error(`calls the unknown service ${name}`); }
    const { operation, parameters } = service.protocol.parse(request, body);
    if (!(operation in service.operations)) { throw new Error(`calls the unknown operation ${name}:${operation}`); }
    return { call: { account: accessKeyId, service: name, region, operation, parameters }, service };
  }

  private answer(call: Call): Answer {
    const { protocol, operations } = SERVICES[call.service];
    try {
      const account = this.accounts.get(call.account);
      if (!account) { throw new FakeError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403); }
      return protocol.answer(call.operation, operations[call.operation](account, call));
    } catch (error) {
      if (!(error instanceof FakeError)) { throw error; }
      return protocol.error(error);
    }
  }
}

function send(response: ServerResponse, { status, type, body, headers }: Answer): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body), ...headers });
  response.end(body);
}
