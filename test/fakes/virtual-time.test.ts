import { VirtualTime } from './virtual-time';

test('the clock stands still during work that takes time of the machine', async () => {
  const time = new VirtualTime();
  const happened = new Array<string>();
  const machine = new Promise<void>((resolve) => { setTimeout(resolve, 20); });
  await time.run([
    time.sleep(1_000).then(() => happened.push(`slept until ${time.now()}`)),
    time.stopFor(machine).then(() => happened.push(`worked until ${time.now()}`)),
  ]);
  expect(happened).toEqual(['worked until 0', 'slept until 1000']);
});
