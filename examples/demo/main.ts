import { execFileSync } from 'node:child_process';
import { readArguments, USAGE } from './arguments';
import { EXIT } from '../../src/check/command-line/exit-code';
import { paintFor } from '../../src/check/command-line/paint';
import { UsageError } from '../../src/check/usage-error';

const paint = paintFor(process.stdout, process.env);

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2));
  if (!options) {
    console.log(USAGE);
    return;
  }
  // Only now, because help and wrong arguments need no build, and the demo imports the build.
  execFileSync(process.execPath, [require.resolve('projen/bin/projen'), 'compile'], { stdio: 'inherit' });
  const { demo } = await import('./demo.js');
  await demo(options, paint, (line) => console.log(line));
}

main().catch((error: Error) => {
  const isUsage = error instanceof UsageError;
  // An error in the user's values is one sentence. Where the library threw it helps nobody here.
  console.error(`${paint('red', 'failed:')} ${error.message}${isUsage ? `\n\n${USAGE}` : ''}`);
  process.exitCode = isUsage ? EXIT.usage : EXIT.fails;
});
