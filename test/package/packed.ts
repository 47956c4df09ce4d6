import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

/** The package as `npm publish` would send it, and the same unpacked. */
export class Packed {
  public static readonly PROJECT = join(__dirname, '../..');

  public readonly directory = mkdtempSync(join(tmpdir(), 'package-'));
  public readonly tarball: string;
  /** The package's folder. */
  public readonly root = join(this.directory, 'package');
  public readonly bytes: { readonly packed: number; readonly unpacked: number };

  constructor() {
    const [{ filename, size, unpackedSize }] = JSON.parse(run('npm', ['pack', '--json', '--silent', '--pack-destination', this.directory], Packed.PROJECT));
    this.tarball = join(this.directory, filename);
    this.bytes = { packed: size, unpacked: unpackedSize };
    run('tar', ['-xzf', this.tarball], this.directory);
  }

  /** All files, by their paths in the package. */
  public files(): string[] {
    return readdirSync(this.root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(this.root, join(entry.parentPath, entry.name)))
      .sort();
  }

  public text(file: string): string {
    return readFileSync(join(this.root, file), 'utf8');
  }

  public remove(): void {
    rmSync(this.directory, { recursive: true });
  }
}

/** Runs a command and gives what it prints. */
export function run(command: string, commandArguments: string[], cwd: string): string {
  return execFileSync(command, commandArguments, { cwd, encoding: 'utf8', maxBuffer: 2 ** 26 });
}
