import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether each event matches its pattern, by Event Ruler.
 *
 * @throws when a pattern is not valid.
 * @see https://github.com/aws/event-ruler
 */
export function matchEvents(pairs: ReadonlyArray<{ readonly pattern: string; readonly event: any }>): boolean[] {
  const classpath = readFileSync(join(__dirname, '../../.cache/event-ruler/classpath'), 'utf8');
  const program = join(__dirname, 'MatchEvents.java');
  return JSON.parse(execFileSync('java', ['-cp', classpath, program], { input: JSON.stringify(pairs), encoding: 'utf8', stdio: 'pipe' }));
}
