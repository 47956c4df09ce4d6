import { isDeepStrictEqual } from 'node:util';
import { Deployment, type Platform, type Sent } from './deployment';
import { stackError } from '../../../fakes/stack';
import { VirtualKms } from '../../../fakes/virtual-kms';
import { VirtualTime } from '../../../fakes/virtual-time';
import { PROTECTED } from '../../../fixtures/vault-app';
import type { VirtualFunction } from '../../../fuzz/virtual-function';
import { asRead, FORMER, HANDLER_ROLE, STATEMENTS, withoutHash } from '../scene';
import { randomOf } from '../slow-key';

/** What two requests for one resource are about. */
export type Scenario = 'a creation and its deletion' | 'an update and its rollback' | 'a replacement and its rollback' | 'two updates';

export interface Round {
  readonly scenario: Scenario;
  /** How long after the first request the second is sent, in milliseconds. */
  readonly offset: number;
  readonly isSlow: boolean;
  /** Whether Lambda delivers both events twice. */
  readonly isRedelivered: boolean;
  /** Whether the function loses its permissions once the last request is answered. */
  readonly losesPermissions: boolean;
  readonly seed: number;
}

const [A, B, C] = [STATEMENTS.slice(0, 1), STATEMENTS, STATEMENTS.slice(1)];
const idOf = (stack: number) => `arn:aws:cloudformation:eu-west-1:${PROTECTED}:stack/Stack${stack}/0a1b2c3d`;

/** One stack in one round: what CloudFormation does, and what must be in the two keys in the end. */
class Course {
  private readonly deployment: Deployment;
  private readonly deliveries: Array<Promise<void>> = [];

  constructor(
    index: number,
    private readonly round: Round,
    private readonly platform: Platform,
    private readonly kms: VirtualKms,
    private readonly keys: string[],
  ) {
    const { time, random } = platform;
    this.deployment = new Deployment(idOf(index), platform, { now: () => time.now(), staleness: () => random() * 4_000, pageSize: 2 });
  }

  public get stack() {
    return this.deployment.stack;
  }

  /** @returns the statements of this resource that each key must have after CloudFormation's last request. */
  public async run(): Promise<any[][]> {
    switch (this.round.scenario) {
      case 'a creation and its deletion': return this.createAndDelete();
      case 'an update and its rollback': return this.updateAndRollBack(0);
      case 'a replacement and its rollback': return this.updateAndRollBack(1);
      case 'two updates': return this.updateTwice();
    }
  }

  private async createAndDelete(): Promise<any[][]> {
    const isOfUpdate = this.platform.random() < 0.5;
    this.stack.enter('CREATE_IN_PROGRESS');
    if (isOfUpdate) { await this.complete('UPDATE_IN_PROGRESS'); }
    const ResourceProperties = this.properties(0, A);
    const creation = this.send({ RequestType: 'Create', ResourceProperties });
    await this.platform.time.sleep(this.round.offset);
    this.stack.record('KeyPolicyStatements', 'CREATE_FAILED');
    this.stack.enter(isOfUpdate ? 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS' : 'ROLLBACK_IN_PROGRESS');
    const PhysicalResourceId = creation.answer()?.PhysicalResourceId ?? 'Protected-KeyPolicyStatements-1ABCDEFGHIJK';
    await this.last(this.send({ RequestType: 'Delete', PhysicalResourceId, ResourceProperties }), isOfUpdate ? 'UPDATE_ROLLBACK_COMPLETE' : 'ROLLBACK_COMPLETE');
    return [[], []];
  }

  private async updateAndRollBack(to: number): Promise<any[][]> {
    const former = this.properties(0, A);
    const id = await this.createBefore(former);
    const changed = this.properties(to, B);
    const update = this.send({ RequestType: 'Update', PhysicalResourceId: id, ResourceProperties: changed, OldResourceProperties: former });
    await this.platform.time.sleep(this.round.offset);
    this.stack.record('KeyPolicyStatements', 'UPDATE_FAILED');
    this.stack.enter('UPDATE_ROLLBACK_IN_PROGRESS');
    const PhysicalResourceId = update.answer()?.PhysicalResourceId ?? id;
    const rollback = this.send({ RequestType: 'Update', PhysicalResourceId, ResourceProperties: former, OldResourceProperties: changed });
    if (PhysicalResourceId === id) {
      await this.last(rollback, 'UPDATE_ROLLBACK_COMPLETE');
    } else {
      await this.success(rollback);
      this.stack.enter('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
      await this.last(this.send({ RequestType: 'Delete', PhysicalResourceId, ResourceProperties: changed }), 'UPDATE_ROLLBACK_COMPLETE');
    }
    return [A, []];
  }

  /** The event of the first comes again while the second is under way, or after it. */
  private async updateTwice(): Promise<any[][]> {
    const [a, b, c] = [A, B, C].map((statements) => this.properties(0, statements));
    const PhysicalResourceId = await this.createBefore(a);
    const first = this.send({ RequestType: 'Update', PhysicalResourceId, ResourceProperties: b, OldResourceProperties: a });
    await this.success(first);
    this.stack.enter('UPDATE_COMPLETE');
    await this.platform.time.sleep(this.round.offset);
    this.stack.enter('UPDATE_IN_PROGRESS');
    await this.last(this.send({ RequestType: 'Update', PhysicalResourceId, ResourceProperties: c, OldResourceProperties: b }), 'UPDATE_COMPLETE');
    return [C, []];
  }

  private async createBefore(ResourceProperties: any): Promise<string> {
    this.stack.enter('CREATE_IN_PROGRESS');
    const creation = this.deployment.send({ RequestType: 'Create', ResourceProperties });
    await this.success(creation);
    await this.complete('UPDATE_IN_PROGRESS');
    return creation.answer()!.PhysicalResourceId;
  }

  private async complete(next: string): Promise<void> {
    this.stack.enter('CREATE_COMPLETE');
    await this.platform.time.sleep(5_000);
    this.stack.enter(next);
  }

  private send(...request: Parameters<Deployment['send']>): Sent {
    const sent = this.deployment.send(...request);
    const again = async () => {
      await this.platform.time.sleep(this.platform.random() * 40_000);
      await sent.deliverAgain();
    };
    this.deliveries.push(sent.done, ...this.round.isRedelivered ? [again()] : []);
    return sent;
  }

  private async success(sent: Sent): Promise<void> {
    await sent.done;
    const answer = sent.answer();
    if (answer?.Status !== 'SUCCESS') { throw new Error(`${answer?.Status}: ${answer?.Reason}`); }
  }

  private async last(sent: Sent, status: string): Promise<void> {
    await this.success(sent);
    this.stack.enter(status);
    if (this.round.losesPermissions) { this.kms.denies = true; }
    await Promise.all(this.deliveries);
  }

  private properties(key: number, Statements: any[]): any {
    return { Key: this.keys[key], Statements };
  }
}

/**
 * Runs the very code of the template through one round, on a clock that jumps.
 *
 * @param stacks how many stacks do so at the same time, with the same keys.
 * @throws unless the policies end as CloudFormation last asked for, and was told.
 */
export async function play(lambda: VirtualFunction, round: Round, stacks = 1): Promise<{ writes: number }> {
  const random = randomOf(round.seed);
  const spy = jest.spyOn(Math, 'random').mockImplementation(random);
  const time = new VirtualTime();
  const [latency, staleness] = round.isSlow ? [4_000, 2_000] : [200, 500];
  const kms = new VirtualKms(HANDLER_ROLE, { time, latency: () => random() * latency, staleness: () => random() * staleness });
  const keys = [kms.createKey(FORMER), kms.createKey(FORMER)];
  const courses = new Array<Course>();
  const cloudFormation = {
    answer: async (query: any) => {
      await time.sleep(random() * 300);
      return courses.find(({ stack }) => stack.id === query.StackName)?.stack.answer(query) ?? stackError(403, 'AccessDenied');
    },
  };
  const platform = { lambda, world: lambda.enter({ kms, cloudFormation }, time), time, random };
  for (let index = 0; index < stacks; index++) { courses.push(new Course(index, round, platform, kms, keys)); }
  try {
    const outcomes = await time.run(courses.map(async (course) => {
      // Long after the beginning of time, which the date of a request could not be told from none.
      await time.sleep(10_000 + random() * 3_000);
      return course.run();
    }));
    for (const outcome of outcomes) { if (outcome.status === 'rejected') { throw outcome.reason; } }
    keys.forEach((key, index) => {
      const statements: any[] = [kms.policyOf(key).Statement].flat();
      const isOwn = ({ Sid }: any) => `${Sid}`.startsWith('KeyPolicyStatements-');
      const expected = outcomes.flatMap((outcome) => (outcome as PromiseFulfilledResult<any[][]>).value[index]);
      const [own, foreign] = [withoutHash(statements.filter(isOwn)), statements.filter((statement) => !isOwn(statement))];
      if (!isDeepStrictEqual(own.map(({ Sid }) => Sid).sort(), expected.map(({ Sid }) => Sid).sort())) {
        throw new Error(`key ${index} has ${JSON.stringify(own.map(({ Sid }) => Sid))}`);
      }
      if (!isDeepStrictEqual(asRead({ Statement: foreign }), asRead({ Statement: FORMER.Statement }))) { throw new Error(`key ${index} lost statements of others`); }
    });
    return { writes: kms.writes };
  } catch (cause) {
    throw new Error(`${JSON.stringify({ ...round, stacks })}: ${(cause as Error).message}`, { cause });
  } finally {
    spy.mockRestore();
  }
}
