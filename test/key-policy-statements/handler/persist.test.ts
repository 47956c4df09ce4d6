import { SYSTEM_CLOCK } from '../../../src/key-policy-statements/handler/clock';
import { persist } from '../../../src/key-policy-statements/handler/persist';
import { VirtualTime } from '../../fakes/virtual-time';

const DEADLINE = 1_000;

const failure = (name: string) => Object.assign(new Error('on demand'), { name });

afterEach(() => { jest.restoreAllMocks(); });

test.each<[string, number, string]>([
  ['that the deadline aborts, a millisecond early, does not hide the failure before it', DEADLINE - 1, 'AccessDenied'],
  ['that ends before does', DEADLINE - 2, 'AbortError'],
])('a request %s', async (_when, end, expected) => {
  const time = new VirtualTime();
  jest.spyOn(SYSTEM_CLOCK, 'now').mockImplementation(() => time.now());
  jest.spyOn(SYSTEM_CLOCK, 'sleep').mockImplementation((milliseconds) => time.sleep(milliseconds));
  // The first pause is a quarter of a second.
  jest.spyOn(Math, 'random').mockReturnValue(0.5);
  let attempts = 0;
  const [outcome] = await time.run([persist(async () => {
    if (attempts++ === 0) { throw failure('AccessDenied'); }
    await time.sleep(end - time.now());
    throw failure('AbortError');
  }, DEADLINE)]);
  expect(outcome).toMatchObject({ status: 'rejected', reason: { name: expected } });
  expect(attempts).toBe(2);
});

test('the only failure is the reason, whenever it comes', async () => {
  await expect(persist(() => Promise.reject(failure('AbortError')), 0)).rejects.toMatchObject({ name: 'AbortError' });
});
