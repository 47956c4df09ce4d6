/*
 * A KMS that the real AWS SDK talks to over HTTP, and that keeps to KMS's documented rules where the emulators store any string:
 * JSON, size, character set and statements of a key policy, existing principals, the lockout check, accounts, regions, aliases,
 * AWS managed keys, authorization, eventual consistency. It is modeled on the AWS facts that this library stands on
 * (KMS API reference: PutKeyPolicy, GetKeyPolicy, DescribeKey; developer guide: key policies, key states, condition keys).
 * The names of errors are KMS's; their messages are KMS's where known, and close to them elsewhere.
 *
 * It does not verify signatures: it reads the access key and the Region from the credential scope and trusts them.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleepFor } from 'node:timers/promises';
import type { Operation } from './authorization';
import { type Fault, Faults } from './faults';
import { type KeyOptions, type KeyState, KeyStore } from './key-store';
import { KmsError } from './kms-error';
import { Operations, type Request } from './operations';
import { type PrincipalOptions, Principals } from './principals';

export interface StrictKmsOptions {
  /** The clock by which policies age, in milliseconds. @default Date.now */
  readonly now?: () => number;
  /** The duration of a request, in milliseconds: half of it before the effect, half after. @default - no time */
  readonly latency?: () => number;
  /** How latency is waited for. @default - a timer */
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
  /** How old the policy is that a GetKeyPolicy sees, in milliseconds. @default - up to date */
  readonly staleness?: () => number;
  /** Whether GetKeyPolicy gives the principals back in KMS's own way of writing them (`asKmsRewritesIt`). @default true */
  readonly rewrite?: boolean;
}

/** One request that reached the server. */
export interface Call {
  readonly operation: string;
  /** The ARN of the key, or what was asked for where that names none. */
  readonly key: string;
  /** The ARN of the caller; the access key where nobody has it. */
  readonly principal: string;
  readonly region: string;
  /** The name of the error, `hang` or `drop`; undefined as long as all is well. */
  error?: string;
}

type Hook = (call: Call) => unknown;

const OPERATIONS: readonly string[] = ['DescribeKey', 'GetKeyPolicy', 'PutKeyPolicy'] satisfies Operation[];

/** The server: started, told what exists, watched, and stopped by a test. */
export class StrictKms {
  static async start(options: StrictKmsOptions = {}): Promise<StrictKms> {
    const kms = new StrictKms(options);
    await new Promise<void>((resolve) => kms.server.listen(0, '127.0.0.1', resolve));
    return kms;
  }

  /** Every request, in the order of arrival. */
  readonly calls: Call[] = [];
  private readonly principals = new Principals();
  private readonly faults = new Faults();
  private readonly hooks: { operation: string; when: 'before' | 'after'; hook: Hook }[] = [];
  private readonly store: KeyStore;
  private readonly operations: Operations;
  private readonly server: Server;

  private constructor(private readonly options: StrictKmsOptions) {
    this.store = new KeyStore(options.now ?? Date.now);
    this.operations = new Operations({
      store: this.store, principals: this.principals, staleness: options.staleness ?? (() => 0), rewrite: options.rewrite ?? true,
    });
    this.server = createServer((request, response) => {
      void this.serve(request, response);
    });
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Ends the server, and every call that still waits for an answer with it. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  addPrincipal(arn: string, options: PrincipalOptions = {}): void {
    this.principals.add(arn, options);
  }

  /** Deletes the role or user. Key policies then show its unique id, which is returned. */
  removePrincipal(arn: string): string {
    const uniqueId = this.principals.remove(arn);
    this.store.renamePrincipal(arn, uniqueId);
    return uniqueId;
  }

  /** The same name again, but somebody else: new credentials, and key policies still show the old one's unique id, which is answered. */
  deleteAndRecreate(arn: string): string {
    const { identityPolicy } = this.principals.get(arn);
    const uniqueId = this.removePrincipal(arn);
    this.addPrincipal(arn, { identityPolicy });
    return uniqueId;
  }

  credentialsOf(arn: string): { accessKeyId: string; secretAccessKey: string } {
    return { accessKeyId: this.principals.get(arn).accessKeyId, secretAccessKey: 'not verified' };
  }

  /** Creates a key and answers with its ARN. */
  createKey(options: KeyOptions): string {
    return this.store.create(options).arn;
  }

  /** The current policy as it was written, whatever a GetKeyPolicy sees. */
  policyOf(keyArn: string): any {
    return JSON.parse(this.policyTextOf(keyArn));
  }

  policyTextOf(keyArn: string): string {
    return this.store.current(this.store.get(keyArn)).text;
  }

  /** What another person or tool writes. No rule is checked. */
  putPolicyByHand(keyArn: string, policy: any): void {
    this.store.write(this.store.get(keyArn), policy);
  }

  setState(keyArn: string, state: KeyState): void {
    this.store.setState(keyArn, state);
  }

  deleteKey(keyArn: string): void {
    this.store.delete(keyArn);
  }

  /** Points the alias, new or not, at the key, in the key's account and region. */
  moveAlias(alias: string, keyArn: string): void {
    this.store.moveAlias(alias, keyArn);
  }

  fail(fault: Fault): void {
    this.faults.add(fault);
  }

  /**
   * Runs the hook at every call of the operation: before anything is looked at, or after its effect and before the answer.
   * Returns a function that removes the hook again. The hook must do so itself where its own calls would run it.
   */
  on(operation: Operation, when: 'before' | 'after', hook: Hook): () => void {
    const entry = { operation, when, hook };
    this.hooks.push(entry);
    return () => {
      const index = this.hooks.indexOf(entry);
      if (index >= 0) { this.hooks.splice(index, 1); }
    };
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    };
    try {
      const outcome = await this.handle(request);
      if (outcome === 'drop') { request.socket.destroy(); }
      if (typeof outcome === 'object') { answer(200, outcome); }
    } catch (error) {
      if (error instanceof KmsError) {
        answer(error.status, { __type: error.code, message: error.message });
      } else {
        // A mistake in a test or in this server must not look like an error of KMS, which the SDK would repeat.
        answer(418, { __type: 'StrictKmsBroken', message: (error as Error).stack });
      }
    }
  }

  private async handle(request: IncomingMessage): Promise<object | 'hang' | 'drop'> {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) { body += chunk; }
    const [, operation] = /^TrentService\.(\w+)$/.exec(String(request.headers['x-amz-target'])) ?? [];
    const { authorization = '' } = request.headers;
    const [, accessKeyId, region] = /Credential=([^/]+)\/\d{8}\/([^/]+)\/kms\/aws4_request/.exec(authorization) ?? [];
    if (!accessKeyId) { throw new KmsError('MissingAuthenticationTokenException', 'Missing Authentication Token'); }
    const input = JSON.parse(body);
    const call = this.record(operation, accessKeyId, region, input);
    try {
      if (!OPERATIONS.includes(operation)) { throw new KmsError('UnknownOperationException', ''); }
      const caller = this.principals.authenticate(accessKeyId);
      const outcome = await this.carryOut(operation as Operation, call, { caller, region, input });
      if (typeof outcome === 'string') { call.error = outcome; }
      return outcome;
    } catch (error) {
      call.error = error instanceof KmsError ? error.code : String(error);
      throw error;
    }
  }

  private async carryOut(operation: Operation, call: Call, request: Request): Promise<object | 'hang' | 'drop'> {
    const fault = this.faults.next(operation, call.key);
    const halfLatency = (this.options.latency?.() ?? 0) / 2;
    await this.runHooks(operation, 'before', call);
    await this.sleep(halfLatency);
    if (fault && !fault.afterEffect) { return befall(fault); }
    const output = await this.operations.run(operation, request);
    await this.runHooks(operation, 'after', call);
    await this.sleep(halfLatency);
    return fault ? befall(fault) : output;
  }

  private record(operation: string, accessKeyId: string, region: string, input: any): Call {
    let principal = accessKeyId;
    let key = String(input.KeyId);
    try {
      const { arn, account } = this.principals.authenticate(accessKeyId);
      principal = arn;
      key = this.store.find(key, { account, region })?.arn ?? key;
    } catch (error) {
      // What makes the call fail shows when it is carried out; here, what was asked for stands in for what is unknown.
      if (!(error instanceof KmsError)) { throw error; }
    }
    const call: Call = { operation, key, principal, region };
    this.calls.push(call);
    return call;
  }

  private async runHooks(operation: Operation, when: 'before' | 'after', call: Call): Promise<void> {
    const due = this.hooks.filter((entry) => entry.operation === operation && entry.when === when);
    for (const { hook } of due) { await hook(call); }
  }

  private async sleep(milliseconds: number): Promise<void> {
    if (milliseconds > 0) { await (this.options.sleep ?? sleepFor)(milliseconds); }
  }
}

function befall({ how = 'error', error = 'KMSInternalException', message = `${error} on demand` }: Fault): 'hang' | 'drop' {
  if (how === 'error') { throw new KmsError(error, message); }
  return how;
}
