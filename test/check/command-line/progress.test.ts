import { recorded } from './recorder';
import { withProgress } from '../../../src/check/command-line/progress';

beforeEach(() => { jest.useFakeTimers(); });
afterEach(() => { jest.useRealTimers(); });

const TEXT = 'Checking 12 Regions';

/** Work that takes so many seconds. */
const takes = (seconds: number) => async () => {
  await jest.advanceTimersByTimeAsync(seconds * 1000);
  return 'done';
};

test('work that is done within a second is not spoken of', async () => {
  const terminal = recorded({ isTTY: true });
  expect(await withProgress(terminal, TEXT, takes(0.9))).toBe('done');
  expect(terminal.stderr.text).toBe('');
});

test('longer work has one line, which counts the seconds and is gone in the end', async () => {
  const terminal = recorded({ isTTY: true });
  expect(await withProgress(terminal, TEXT, takes(2.5))).toBe('done');
  expect(terminal.stderr.writes).toEqual(['\r\u001b[KChecking 12 Regions (1 s)', '\r\u001b[KChecking 12 Regions (2 s)', '\r\u001b[K']);
  expect(terminal.stdout.text).toBe('');
  expect(jest.getTimerCount()).toBe(0);
});

test('the line is gone too where the work fails', async () => {
  const terminal = recorded({ isTTY: true });
  await expect(withProgress(terminal, TEXT, async () => {
    await jest.advanceTimersByTimeAsync(1000);
    throw new Error('refused');
  })).rejects.toThrow('refused');
  expect(terminal.stderr.writes.at(-1)).toBe('\r\u001b[K');
  expect(jest.getTimerCount()).toBe(0);
});

test('a line is never as wide as the terminal', async () => {
  const terminal = recorded({ isTTY: true, columns: 12 });
  await withProgress(terminal, TEXT, takes(1));
  expect(terminal.stderr.writes[0]).toBe('\r\u001b[KChecking 12');
});

test.each([
  ['a pipe', { isTTY: false }], ['CI', { isTTY: true, env: { CI: 'true' } }], ['a terminal that cannot', { isTTY: true, env: { TERM: 'dumb' } }],
])('%s keeps what is written, so there is no line', async (_, kind) => {
  const terminal = recorded(kind);
  expect(await withProgress(terminal, TEXT, takes(5))).toBe('done');
  expect(terminal.stderr.text).toBe('');
});

test('Ctrl+C clears the line and then ends the process as it would otherwise', async () => {
  const terminal = recorded({ isTTY: true });
  const kill = jest.spyOn(process, 'kill').mockReturnValue(true);
  const listeners = process.listenerCount('SIGINT');
  await withProgress(terminal, TEXT, async () => {
    await jest.advanceTimersByTimeAsync(1000);
    process.emit('SIGINT');
    expect(process.listenerCount('SIGINT')).toBe(listeners);
  });
  expect(terminal.stderr.writes[1]).toBe('\r\u001b[K');
  expect(kill.mock.calls).toEqual([[process.pid, 'SIGINT']]);
  kill.mockRestore();
});
