import { App } from 'aws-cdk-lib';
import { readArguments, USAGE } from './arguments';
import { deploy } from './deploy';
import { report } from './report';
import { addSample } from './sample';
import { paintFor } from '../../src/check/command-line/paint';

const paint = paintFor(process.stdout, process.env);

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2));
  if (!options) {
    console.log(USAGE);
    return;
  }
  const app = new App({ outdir: 'cdk.out' });
  const sample = addSample(app, options);
  console.log(['', ...report(sample, app.synth(), paint)].join('\n'));
  if (options.deploy) { await deploy(options, paint, (line) => console.log(line)); }
}

main().catch((error: Error) => {
  // What is wrong with the reader's values is a sentence; where in the library it was noticed helps nobody here.
  console.error(`\n${paint('red', 'failed:')} ${error.message}`);
  process.exitCode = 1;
});
