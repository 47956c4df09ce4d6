import { Limiter } from '../../../src/check/live/limiter';

/** A task that ends when it is told to. */
class Task {
  public started = false;
  public end: () => void = () => undefined;
  public fail: (error: Error) => void = () => undefined;

  public readonly run = () => {
    this.started = true;
    return new Promise<void>((resolve, reject) => { this.end = resolve; this.fail = reject; });
  };
}

const turn = () => new Promise(setImmediate);

test('as many tasks as the limit run at once, and the next begins where one ends', async () => {
  const limiter = new Limiter(2);
  const tasks = Array.from({ length: 4 }, () => new Task());
  const ends = tasks.map(({ run }) => limiter.run(run));
  await turn();
  expect(tasks.map(({ started }) => started)).toEqual([true, true, false, false]);
  tasks[1].end();
  await ends[1];
  await turn();
  expect(tasks.map(({ started }) => started)).toEqual([true, true, true, false]);
  tasks[0].fail(new Error('failed'));
  await expect(ends[0]).rejects.toThrow('failed');
  await turn();
  expect(tasks.map(({ started }) => started)).toEqual([true, true, true, true]);
});

test('a task that comes while a place is handed over does not take it', async () => {
  const limiter = new Limiter(1);
  const [first, second, third] = [new Task(), new Task(), new Task()];
  const ending = limiter.run(first.run).then(() => { void limiter.run(third.run); });
  void limiter.run(second.run);
  await turn();
  first.end();
  await ending;
  await turn();
  expect([second.started, third.started]).toEqual([true, false]);
});

test('a place that nobody waits for is free again', async () => {
  const limiter = new Limiter(1);
  expect(await limiter.run(async () => 'one')).toBe('one');
  expect(await limiter.run(async () => 'two')).toBe('two');
});
