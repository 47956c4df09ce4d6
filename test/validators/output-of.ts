import { spawnSync } from 'node:child_process';

/** What a program prints. Its exit code says nothing here: validators have other codes than 0 for findings. */
export function outputOf(command: string, args: string[]): string {
  const { error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (error) { throw error; }
  if (stdout === '') { throw new Error(`${command} printed nothing but: ${stderr}`); }
  return stdout;
}
