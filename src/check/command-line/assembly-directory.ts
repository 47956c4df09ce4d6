import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isDirectory } from './is-directory';
import { UsageError } from '../usage-error';

const DEFAULT = 'cdk.out';

/**
 * Where the CDK app in a folder leaves its cloud assembly, relative to the folder: what cdk.json calls the app if that is a directory and no
 * program, what it calls the output, or the CDK's own default.
 *
 * @throws UsageError for a cdk.json that cannot be read.
 */
export function assemblyDirectory(folder: string): string {
  const { app, output } = settings(resolve(folder, 'cdk.json'));
  if (typeof app === 'string' && isDirectory(resolve(folder, app))) { return app; }
  return typeof output === 'string' && output !== '' ? output : DEFAULT;
}

function settings(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') { return {}; }
    throw new UsageError(`"cdk.json" cannot be read (${(error as NodeJS.ErrnoException).code}), and it says where the cloud assembly is; specify "--app DIRECTORY"`);
  }
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new UsageError('"cdk.json" is not valid JSON, and it says where the cloud assembly is; correct it, or specify "--app DIRECTORY"');
  }
}
