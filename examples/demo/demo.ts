import { App } from 'aws-cdk-lib';
import type { DemoOptions } from './arguments';
import { deploy } from './deploy';
import { report } from './report';
import { addSample } from './sample';
import type { Paint } from '../../src/check/command-line/paint';

/** Synthesizes the sample, shows what it contains, and deploys it to an emulator if the options say so. */
export async function demo(options: DemoOptions, paint: Paint, show: (line: string) => void): Promise<void> {
  const app = new App({ outdir: 'cdk.out' });
  const sample = addSample(app, options);
  show(['', ...report(sample, app.synth(), paint)].join('\n'));
  if (options.deploy) { await deploy(options, paint, show); }
}
