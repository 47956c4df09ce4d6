import { randomOf, SlowKey } from './slow-key';
import { apply } from '../../../src/key-policy-statements/handler/apply';
import { isConverged, merge, type DesiredStatements } from '../../../src/key-policy-statements/handler/policy/merge';
import type { KeyPolicy } from '../../../src/key-policy-statements/handler/policy/policy';
import { VirtualTime } from '../../fakes/virtual-time';

const ROUNDS = 200;
const MINUTE = 60_000;

const FOREIGN = { Sid: 'Enable IAM User Permissions', Effect: 'Allow', Principal: { AWS: '222222222222' }, Action: 'kms:*', Resource: '*' };
const desired = (owner: string, ...actions: string[]): DesiredStatements => ({
  owner, statements: actions.map((Action, index) => ({ Sid: `${owner}${index}`, Effect: 'Allow', Principal: '*', Action, Resource: '*' })),
});

describe.each<[string, DesiredStatements[], DesiredStatements[]]>([
  ['both add', [], [desired('A-', 'kms:Decrypt'), desired('B-', 'kms:Encrypt', 'kms:Decrypt')]],
  ['one adds, one removes', [desired('B-', 'kms:Encrypt')], [desired('A-', 'kms:Decrypt'), desired('B-')]],
  ['both change', [desired('A-', 'kms:Encrypt'), desired('B-', 'kms:Encrypt')], [desired('A-', 'kms:Decrypt'), desired('B-', 'kms:Decrypt')]],
  ['both remove', [desired('A-', 'kms:Encrypt'), desired('B-', 'kms:Encrypt')], [desired('A-'), desired('B-')]],
])('two writers of one key at the same time: %s', (_what, before, writers) => {
  test(`in ${ROUNDS} rounds nobody who succeeds has lost anything`, async () => {
    let conflicts = 0;
    for (let seed = 0; seed < ROUNDS; seed++) {
      const random = randomOf(seed);
      jest.spyOn(Math, 'random').mockImplementation(random);
      const time = new VirtualTime();
      const policy = before.reduce(merge, { Statement: [FOREIGN] } as KeyPolicy);
      const key = new SlowKey(policy, time, random);
      // The request to CloudFormation needs time, between the read and the write.
      const operation = { assertActive: () => time.sleep(random() * 500) };
      const outcomes = await time.run(writers.map(async (writer) => {
        await time.sleep(random() * 3_000);
        await apply(key, writer, { operation, clock: time, deadline: 5 * MINUTE, overlaps: writer.statements.length === 0 });
      }));
      outcomes.forEach(({ status }, index) => {
        if (status === 'fulfilled' && !isConverged(key.current, writers[index])) {
          throw new Error(`seed ${seed}: writer ${index} succeeded and lost its statements`);
        }
      });
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
      expect(key.current.Statement).toContainEqual(FOREIGN);
      expect(time.now()).toBeLessThan(4 * MINUTE);
      if (key.writes > 2) { conflicts++; }
    }
    // The rounds would prove nothing if the writers never met.
    expect(conflicts).toBeGreaterThan(ROUNDS / 10);
  });
});

afterEach(() => jest.restoreAllMocks());
