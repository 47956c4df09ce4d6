import { readFileSync } from 'node:fs';
import type { App } from 'aws-cdk-lib';
import { synthesize } from './synthesize';

/** The texts of the templates that the app makes, by stack. */
export function templates(build: (app: App) => void): Map<string, string> {
  const texts = new Map<string, string>();
  synthesize(build, (assembly) => {
    for (const { stackName, environment, templateFullPath } of assembly.stacksRecursively) {
      texts.set(`${stackName} in ${environment.region}`, readFileSync(templateFullPath, 'utf8'));
    }
  });
  return texts;
}
