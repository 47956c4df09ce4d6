import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App } from 'aws-cdk-lib';
import { addAllOptions } from './all-options';
import { MANUAL_EXAMPLE } from '../../examples/demo/manual-example';
import { addSample } from '../../examples/demo/sample';

/** Synthesizes the sample in each partition, keys with all options, every example, and the app of docs/validators.md. */
async function main(work: string): Promise<void> {
  const directoryOf = (app: string) => join(work, 'assemblies', app);
  const sample = { 'demo': MANUAL_EXAMPLE.regions, 'demo-china': ['cn-north-1', 'cn-northwest-1'], 'demo-gov': ['us-gov-west-1', 'us-gov-east-1'] };
  for (const [name, regions] of Object.entries(sample)) {
    const app = new App({ outdir: directoryOf(name) });
    addSample(app, { ...MANUAL_EXAMPLE, regions });
    app.synth();
  }
  const app = new App({ outdir: directoryOf('all-options') });
  addAllOptions(app);
  app.synth();

  const documented = join(work, 'documented.ts');
  mkdirSync(work, { recursive: true });
  writeFileSync(documented, /```ts\n([\s\S]*?)```/.exec(readFileSync('docs/validators.md', 'utf8'))![1]);
  process.setMaxListeners(0);
  const files = readdirSync('examples').filter((name) => name !== 'demo').map((name) => [name, join('examples', name, 'app.ts')]);
  for (const [name, file] of [...files, ['documented', documented]]) {
    process.env.CDK_OUTDIR = directoryOf(name);
    // These apps synthesize when the process ends, each by its own listener.
    await import(resolve(file));
  }
}

void main(process.argv[2]);
