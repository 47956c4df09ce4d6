import { isDeepStrictEqual } from 'node:util';
import type { RestoredStack } from './restored-stack';
import { World } from './world';
import { asRead, FORMER, STATEMENTS } from '../handler/scene';

const SECOND = 1_000;

/** What came of a round. */
export interface RoundOutcome {
  /** How often another tool replaced the policy. */
  readonly replacements: number;
  readonly restorations: number;
  /** How often the write of another tool was overwritten within the seconds between a read and a write, which KMS does not let anybody notice. */
  readonly collisions: number;
  /** Whether a restorer gave up, and said so. */
  readonly gaveUp: boolean;
}

const CHOICES = [STATEMENTS.slice(0, 1), STATEMENTS, STATEMENTS.slice(1)];

/** The longest that a read and a write of one function are apart: late reads, slow requests, and what it asks in between. */
const LONGEST_CHANGE = 20 * SECOND;

const isOwn = ({ Sid }: any) => `${Sid}`.startsWith('KeyPolicyStatements-');
const foreignIn = (policy: any) => asRead({ Statement: [policy.Statement].flat().filter((statement: any) => !isOwn(statement)) }).Statement;

/**
 * One or two stacks that restore statements in the policy of one key are created, updated, rolled back and deleted, while another tool replaces the
 * policy or changes a part of it. Events arrive late, twice and in another order.
 *
 * @throws unless the policy ends with what CloudFormation last asked for, and with what the other tool last wrote.
 */
export async function playRound(seed: number): Promise<RoundOutcome> {
  const world = new World({ seed: seed + 1, isSlow: seed % 2 === 1 });
  const { random, time } = world;
  const stacks = (seed % 4 < 2 ? ['One'] : ['One', 'Two']).map((name) => world.addStack(name));
  const state = { foreign: foreignIn(FORMER), since: 0, replacements: 0, collisions: 0 };
  const upTo = (milliseconds: number) => time.sleep(random() * milliseconds);

  world.kms.watch(({ caller, policy }) => {
    const foreign = foreignIn(policy);
    if (stacks.some(({ handlerRole, restorerRole }) => [handlerRole, restorerRole].includes(caller))) {
      if (isDeepStrictEqual(foreign, state.foreign)) { return; }
      if (time.now() - state.since > LONGEST_CHANGE) { throw new Error(`${caller} overwrote what another tool wrote ${time.now() - state.since} ms before`); }
      state.collisions++;
    }
    Object.assign(state, { foreign, since: time.now() });
  });

  const otherTool = async () => {
    for (let round = 1 + Math.floor(random() * 4); round > 0; round--) {
      await upTo(300 * SECOND);
      const added = { Sid: `Round ${round}`, Effect: 'Allow', Principal: { AWS: '222222222222' }, Action: 'kms:Encrypt', Resource: '*' };
      const kept = random() < 0.2 ? [world.kms.policyOf(world.key).Statement].flat().filter(isOwn) : [];
      state.replacements++;
      world.replace({ ...FORMER, Statement: [...FORMER.Statement, ...kept, added] });
    }
  };
  const operate = async (stack: RestoredStack) => {
    for (let operations = Math.floor(random() * 4); operations > 0; operations--) {
      await upTo(200 * SECOND);
      const statements = CHOICES[Math.floor(random() * CHOICES.length)];
      switch (Math.floor(random() * 4)) {
        case 0: await stack.updateOthers(random() * 100 * SECOND); break;
        case 1: await stack.update(statements, SECOND + random() * 15 * SECOND); break;
        default: await stack.update(statements);
      }
    }
    if (random() < 0.3) {
      await upTo(60 * SECOND);
      await stack.delete();
    }
  };

  await world.run(async () => {
    await Promise.all(stacks.map((stack) => stack.create(STATEMENTS)));
    await Promise.all([otherTool(), ...stacks.map(operate)]);
  });

  const desired = stacks.flatMap((stack) => stack.desired.map(({ Sid }) => Sid)).sort();
  const failures = stacks.flatMap((stack) => stack.failures);
  const gaveUp = failures.length > 0 && failures.every(({ Detail }) => Detail.reason.includes('lost its statements again'));
  if (failures.length > 0 && !gaveUp) { throw new Error(`a failure: ${JSON.stringify(failures)}`); }
  const { own } = world.statements();
  if (!gaveUp && !isDeepStrictEqual(own, desired)) { throw new Error(`the policy has ${own}, and should have ${desired}`); }
  if (!isDeepStrictEqual(foreignIn(world.kms.policyOf(world.key)), state.foreign)) { throw new Error('statements of others were lost'); }
  return { replacements: state.replacements, restorations: world.restorations.length, collisions: state.collisions, gaveUp };
}
