import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Installs a program that the tests need, unless it is there already.
 *
 * @throws when Python is missing, or the package cannot be reached.
 */
export async function install(program: 'ministack' | 'moto' | 'awscli'): Promise<void> {
  try {
    await promisify(execFile)(join(__dirname, 'install.sh'), [program]);
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new Error(`${program} could not be installed: ${stderr?.trim() || message}`);
  }
}
