import { App } from 'aws-cdk-lib';
import { readArguments, USAGE } from './arguments';
import { report, type Paint } from './report';
import { addVaultApp } from './vault-app';

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
  const keys = addVaultApp(app, options);
  const lines = await report(keys, app.synth(), options.protectedAccounts[0], paint);
  console.log(['', ...lines].join('\n'));
}

main().catch((error: Error) => {
  // What is wrong with the reader's values is a sentence; where in the library it was noticed helps nobody here.
  console.error(`\n${paint('red', 'not synthesised:')} ${error.message}`);
  process.exitCode = 1;
});
