import { App } from 'aws-cdk-lib';
import { readArguments, USAGE } from './arguments';
import { deploy } from './deploy';
import { report, type Paint } from './report';
import { addSample } from './sample';

const CODES = { green: 32, red: 31, yellow: 33, bold: 1 };
const coloured = process.stdout.isTTY && !process.env.NO_COLOR;
const paint: Paint = (colour, text) => coloured ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text;

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2));
  if (!options) {
    console.log(USAGE);
    return;
  }
  const app = new App({ outdir: 'cdk.out' });
  const sample = addSample(app, options);
  const lines = await report(sample, app.synth(), paint);
  console.log(['', ...lines].join('\n'));
  if (options.deploy) { await deploy(options, paint, (line) => console.log(line)); }
}

main().catch((error: Error) => {
  // What is wrong with the reader's values is a sentence; where in the library it was noticed helps nobody here.
  console.error(`\n${paint('red', 'failed:')} ${error.message}`);
  process.exitCode = 1;
});
