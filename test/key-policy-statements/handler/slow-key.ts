import type { KeyPolicy } from '../../../src/key-policy-statements/handler/policy/policy';
import type { PolicyStore } from '../../../src/key-policy-statements/handler/services/store';
import type { VirtualTime } from '../../fakes/virtual-time';

/** A key whose policy is read up to two seconds late, and whose requests need up to a second, on a clock that jumps. */
export class SlowKey implements PolicyStore {
  public readonly key = 'arn:aws:kms:eu-west-1:222222222222:key/slow';
  public writes = 0;
  private readonly versions: Array<{ readonly at: number; readonly policy: KeyPolicy }>;

  constructor(policy: KeyPolicy, private readonly time: VirtualTime, private readonly random: () => number) {
    this.versions = [{ at: -Infinity, policy }];
  }

  public get current(): KeyPolicy {
    return this.versions.at(-1)!.policy;
  }

  public async read(_until: number): Promise<KeyPolicy> {
    await this.time.sleep(this.random() * 500);
    const seen = this.time.now() - this.random() * 2_000;
    const { policy } = this.versions.filter(({ at }) => at <= seen).at(-1)!;
    await this.time.sleep(this.random() * 500);
    return policy;
  }

  public async write(policy: KeyPolicy, _until: number): Promise<void> {
    this.writes++;
    await this.time.sleep(this.random() * 500);
    this.versions.push({ at: this.time.now(), policy });
    await this.time.sleep(this.random() * 500);
  }
}

/** Numbers from 0 to 1 that look random and are the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
