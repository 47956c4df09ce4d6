import type { Operation } from './authorization';
import { KeyStore, type KeyOptions, type KeyState } from './key-store';
import { KmsError } from './kms-error';
import { Operations } from './operations';
import { Principals } from './principals';
import type { VirtualTime } from './virtual-time';

export interface VirtualKmsOptions {
  readonly time: VirtualTime;
  /** The duration of a request, in milliseconds: half of it before the effect, half after. */
  readonly latency: () => number;
  /** How old the policy is that a GetKeyPolicy sees, in milliseconds. */
  readonly staleness: () => number;
}

/** A policy that was written. */
export interface PolicyWrite {
  readonly caller: string;
  readonly key: string;
  readonly policy: any;
  readonly time: number;
}

/** What stands in for the network behind the SDK. */
export interface Network {
  handle(request: { headers: Record<string, string>; body: Uint8Array }): Promise<{ response: any }>;
}

/** All principals that policies name exist, until they are deleted. */
class Everybody extends Principals {
  private readonly deleted = new Set<string>();

  public override exists(arn: string): boolean {
    return !this.deleted.has(arn);
  }

  public delete(arn: string): void {
    this.deleted.add(arn);
  }
}

/** The rules of the strict KMS without its server, on a clock that jumps. */
export class VirtualKms {
  public writes = 0;
  /** Whether the caller lost its permissions. */
  public denies = false;
  private readonly store: KeyStore;
  private readonly operations: Operations;
  private readonly principals = new Everybody();
  private readonly watchers = new Array<(write: PolicyWrite) => void>();

  constructor(private readonly caller: string, private readonly options: VirtualKmsOptions) {
    this.store = new KeyStore(() => options.time.now());
    this.operations = new Operations({ store: this.store, principals: this.principals, staleness: options.staleness, rewrite: true });
    this.principals.add(caller);
  }

  public createKey(policy: any, options: Pick<KeyOptions, 'aliases' | 'keyId'> = {}): string {
    return this.store.create({ account: this.caller.split(':')[4], region: 'eu-west-1', policy, ...options }).arn;
  }

  public policyOf(key: string): any {
    return JSON.parse(this.store.current(this.store.get(key)).text);
  }

  /** Runs the watcher at every write, at the time of its effect. */
  public watch(watcher: (write: PolicyWrite) => void): void {
    this.watchers.push(watcher);
  }

  /** A tool writes the whole policy, whatever is in it. No rule is checked. */
  public replacePolicy(caller: string, key: string, policy: any): void {
    this.store.write(this.store.get(key), policy);
    this.written(caller, key, policy);
  }

  public setState(key: string, state: KeyState): void {
    this.store.setState(key, state);
  }

  public deleteKey(key: string): void {
    this.store.delete(key);
  }

  public deletePrincipal(arn: string): void {
    this.principals.delete(arn);
  }

  public moveAlias(alias: string, key: string): void {
    this.store.moveAlias(alias, key);
  }

  /**
   * The network of another caller.
   *
   * @param identityPolicy what IAM allows the caller, all of KMS by default.
   */
  public networkOf(caller: string, identityPolicy?: any): Network {
    this.principals.add(caller, { identityPolicy });
    return { handle: (request) => this.handleAs(caller, request) };
  }

  public handle(request: Parameters<Network['handle']>[0]): Promise<{ response: any }> {
    return this.handleAs(this.caller, request);
  }

  private async handleAs(caller: string, { headers, body }: Parameters<Network['handle']>[0]): Promise<{ response: any }> {
    const { time, latency } = this.options;
    const half = latency() / 2;
    await time.sleep(half);
    const operation = headers['x-amz-target'].split('.')[1] as Operation;
    const [statusCode, output] = await time.stopFor(this.answer(caller, operation, JSON.parse(new TextDecoder().decode(body))));
    await time.sleep(half);
    return { response: { statusCode, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: Buffer.from(JSON.stringify(output)) } };
  }

  private async answer(caller: string, operation: Operation, input: any): Promise<[number, object]> {
    if (operation === 'PutKeyPolicy') { this.writes++; }
    try {
      if (this.denies) { throw new KmsError('AccessDeniedException', 'no identity-based policy allows the action'); }
      const output = await this.operations.run(operation, { caller: this.principals.get(caller), region: 'eu-west-1', input });
      if (operation === 'PutKeyPolicy') { this.written(caller, input.KeyId, JSON.parse(input.Policy)); }
      return [200, output];
    } catch (error) {
      if (!(error instanceof KmsError)) { throw error; }
      return [error.status, { __type: error.code, message: error.message }];
    }
  }

  private written(caller: string, key: string, policy: any): void {
    const write = { caller, key, policy, time: this.options.time.now() };
    for (const watcher of this.watchers) { watcher(write); }
  }
}
