import { persist } from '../../../src/key-policy-statements/handler/persist';

const failure = (name: string) => Object.assign(new Error('on demand'), { name });

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
  // The first pause is a quarter of a second.
  jest.spyOn(Math, 'random').mockReturnValue(0.5);
});

afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

test.each<[string, number, string]>([
  ['that the deadline aborts, a millisecond early, does not hide the failure before it', 999, 'AccessDenied'],
  ['that ends before does', 998, 'AbortError'],
])('a request %s', async (_when, end, expected) => {
  let attempts = 0;
  const outcome = persist(async () => {
    if (attempts++ === 0) { throw failure('AccessDenied'); }
    await new Promise((resolve) => { setTimeout(resolve, end - Date.now()); });
    throw failure('AbortError');
  }, 1_000).catch(({ name }) => name);
  await jest.advanceTimersByTimeAsync(end);
  expect([await outcome, attempts]).toEqual([expected, 2]);
});

test('the only failure is the reason, whenever it comes', async () => {
  await expect(persist(() => Promise.reject(failure('AbortError')), 0)).rejects.toMatchObject({ name: 'AbortError' });
});
