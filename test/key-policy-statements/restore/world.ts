import { RestoredStack } from './restored-stack';
import { restoringTemplate } from './restoring-template';
import { EventBridge } from '../../fakes/event-bridge';
import { putKeyPolicyEvent } from '../../fakes/event-documents';
import { ParameterStore } from '../../fakes/parameter-store';
import { stackError, type Page, type Query } from '../../fakes/stack';
import { VirtualKms } from '../../fakes/virtual-kms';
import { VirtualTime } from '../../fakes/virtual-time';
import { KEY_ID } from '../../fixtures/protected-app';
import { PROTECTED } from '../../fixtures/vault-app';
import { FORMER } from '../handler/scene';
import { randomOf } from '../handler/slow-key';

export const TERRAFORM = `arn:aws:iam::${PROTECTED}:role/Terraform`;

export interface WorldOptions {
  readonly seed?: number;
  /** Whether requests to KMS take up to four seconds, and reads are up to two seconds late. */
  readonly isSlow?: boolean;
  /** How late an event arrives, in milliseconds. @default - seconds to two minutes */
  readonly delay?: (random: () => number) => number;
  /** How many times an event arrives. @default - once, and sometimes twice */
  readonly deliveries?: (random: () => number) => number;
  /** Whether the policy engine decides what the role of the restorer may do, by the policies of the template. @default false */
  readonly decidesRights?: boolean;
  /** What CloudFormation answers in place of the truth. */
  readonly wrong?: (query: Query) => Page | undefined;
}

const template = restoringTemplate();

/** An account with one key: KMS, CloudTrail, EventBridge, Systems Manager, CloudFormation, and stacks that keep statements in the key's policy. */
export class World {
  public readonly time = new VirtualTime();
  public readonly random: () => number;
  public readonly latency: () => number;
  public readonly kms: VirtualKms;
  public readonly key: string;
  public readonly eventBridge: EventBridge;
  public readonly parameters = new ParameterStore();
  /** Each write of a restorer. */
  public readonly restorations = new Array<{ readonly stack: string; readonly time: number }>();
  /** How often each caller wrote the policy. */
  public readonly writes = new Map<string, number>();
  private readonly spy: jest.SpyInstance;

  constructor(public readonly options: WorldOptions = {}) {
    const random = this.random = randomOf(options.seed ?? 1);
    this.latency = () => random() * 300;
    this.spy = jest.spyOn(Math, 'random').mockImplementation(random);
    const [latency, staleness] = options.isSlow ? [4_000, 2_000] : [200, 500];
    this.kms = new VirtualKms(TERRAFORM, { time: this.time, latency: () => random() * latency, staleness: () => random() * staleness });
    this.key = this.kms.createKey(FORMER, { keyId: KEY_ID });
    const { delay = usualDelay, deliveries = usualDeliveries } = options;
    this.eventBridge = new EventBridge({ time: this.time, delay: () => delay(random), deliveries: () => deliveries(random) });
    this.kms.watch(({ caller, key, policy }) => {
      this.writes.set(caller, (this.writes.get(caller) ?? 0) + 1);
      this.eventBridge.emit(putKeyPolicyEvent(caller, key, policy));
    });
  }

  public addStack(name: string): RestoredStack {
    return new RestoredStack(name, template, this, this.key);
  }

  /** A tool writes the policy that it has, as Terraform does: without the statements of others. */
  public replace(policy: any = FORMER, caller = TERRAFORM): void {
    this.kms.replacePolicy(caller, this.key, policy);
  }

  /** Lets time pass until the work is done, and all that follows from it. */
  public async run(...work: Array<() => Promise<unknown>>): Promise<void> {
    try {
      const outcomes = await this.time.run([
        (async () => {
          // Long after the beginning of time, which the date of a request could not be told from none.
          await this.time.sleep(10_000);
          await Promise.all(work.map((one) => one()));
          await this.eventBridge.settled();
        })(),
      ]);
      for (const outcome of outcomes) { if (outcome.status === 'rejected') { throw outcome.reason; } }
    } finally {
      this.spy.mockRestore();
    }
  }

  public async askCloudFormation(stack: RestoredStack, query: Query): Promise<Page> {
    await this.time.sleep(this.random() * 300);
    const wrong = this.options.wrong?.(query);
    if (wrong) { return wrong; }
    // The roles have permission for their own stack only.
    return query.StackName === stack.id ? stack.stack.answer(query) : stackError(403, 'AccessDenied');
  }

  /** The statements that the policy has of the stack's, by the Sids that users gave them, and those of others. */
  public statements(): { own: string[]; foreign: any[] } {
    const all: any[] = [this.kms.policyOf(this.key).Statement].flat();
    const isOwn = ({ Sid }: any) => `${Sid}`.startsWith('KeyPolicyStatements-');
    return {
      own: all.filter(isOwn).map(({ Sid }) => Sid.replace(/^KeyPolicyStatements-\w{16}-/, '')).sort(),
      foreign: all.filter((statement) => !isOwn(statement)),
    };
  }
}

function usualDelay(random: () => number): number {
  return random() < 0.8 ? 1_000 + random() * 30_000 : random() * 120_000;
}

function usualDeliveries(random: () => number): number {
  return random() < 0.8 ? 1 : 2;
}
