import type { Operation } from './authorisation';
import { KeyStore } from './key-store';
import { KmsError } from './kms-error';
import { Operations } from './operations';
import { Principals } from './principals';
import type { VirtualTime } from './virtual-time';

export interface VirtualKmsOptions {
  readonly time: VirtualTime;
  /** How long a request takes, in milliseconds: half of it before the effect, half after. */
  readonly latency: () => number;
  /** How old the policy is that a GetKeyPolicy sees, in milliseconds. */
  readonly staleness: () => number;
}

/** All principals that policies name exist. */
class Everybody extends Principals {
  public override exists(): boolean {
    return true;
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

  constructor(private readonly caller: string, private readonly options: VirtualKmsOptions) {
    this.store = new KeyStore(() => options.time.now());
    this.operations = new Operations({ store: this.store, principals: this.principals, staleness: options.staleness, rewrite: true });
    this.principals.add(caller);
  }

  public createKey(policy: any): string {
    return this.store.create({ account: this.caller.split(':')[4], region: 'eu-west-1', policy }).arn;
  }

  public policyOf(key: string): any {
    return JSON.parse(this.store.current(this.store.get(key)).text);
  }

  /** What stands in for the network behind the SDK. */
  public async handle({ headers, body }: { headers: Record<string, string>; body: Uint8Array }): Promise<{ response: any }> {
    const { time, latency } = this.options;
    const half = latency() / 2;
    await time.sleep(half);
    const [statusCode, output] = await this.answer(headers['x-amz-target'].split('.')[1] as Operation, JSON.parse(new TextDecoder().decode(body)));
    await time.sleep(half);
    return { response: { statusCode, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: Buffer.from(JSON.stringify(output)) } };
  }

  private async answer(operation: Operation, input: any): Promise<[number, object]> {
    if (operation === 'PutKeyPolicy') { this.writes++; }
    try {
      if (this.denies) { throw new KmsError('AccessDeniedException', 'no identity-based policy allows the action'); }
      return [200, await this.operations.run(operation, { caller: this.principals.get(this.caller), region: 'eu-west-1', input })];
    } catch (error) {
      if (!(error instanceof KmsError)) { throw error; }
      return [error.status, { __type: error.code, message: error.message }];
    }
  }
}
