import type { Side } from './interleaved';

const SIDES = {
  'hand-written': async () => (await import('./hand-written.js')).handWritten,
  'library': async () => (await import('./library.js')).library,
  'floor': async () => (await import('./floor.js')).floor,
};

/** Prints the nanoseconds from the first import to the templates of two regions, in a process that has loaded nothing. */
async function main(): Promise<void> {
  const name = process.argv[2] as Side;
  const start = process.hrtime.bigint();
  const side = await SIDES[name]();
  const { synthesize } = await import('./synthesize.js');
  synthesize((app) => side(app, { regions: ['eu-west-1', 'eu-central-1'], protectedAccounts: ['444455550000'] }));
  process.stdout.write(String(process.hrtime.bigint() - start));
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
