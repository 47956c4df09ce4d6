import { statSync } from 'node:fs';

/** Whether the path is that of a directory. */
export function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
