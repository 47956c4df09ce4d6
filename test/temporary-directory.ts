import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Gives a run of the tests a temporary directory of its own, and removes it at the end. The CDK leaves the cloud assemblies of tests, which are more
 * than a thousand, in the temporary directory of the machine.
 */
export default function temporaryDirectoryOfRun(): void {
  const directory = mkdtempSync(join(tmpdir(), 'vault-replica-keys-tests-'));
  process.env.TMPDIR = directory;
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
}
