import { accessSync, constants, existsSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isDirectory } from './is-directory';
import { UsageError } from '../usage-error';

/** A file that a report goes to. It is judged before the work for the report begins. */
export class OutputFile {
  private readonly path: string;

  /** @throws UsageError where the file could not be written. */
  constructor(private readonly name: string, folder: string) {
    this.path = resolve(folder, name);
    const directory = dirname(this.path);
    if (isDirectory(this.path)) { throw new UsageError(`"--output ${name}" is a directory; specify the name of a file, such as "${name.replace(/\/+$/, '')}/report.html"`); }
    if (!isDirectory(directory)) { throw new UsageError(`the directory of "--output ${name}" does not exist; create it first, or specify a file in another`); }
    this.attempt(() => accessSync(existsSync(this.path) ? this.path : directory, constants.W_OK));
  }

  public write(text: string): void {
    this.attempt(() => writeFileSync(this.path, text));
  }

  private attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      throw new UsageError(`"--output ${this.name}" cannot be written (${(error as NodeJS.ErrnoException).code}); choose another file`);
    }
  }
}
