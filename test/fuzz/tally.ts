import type { WatchedKms } from './in-memory-kms';
import type { Answer } from '../key-policy-statements/handler/cloud-formation';

interface Counts {
  events: number;
  FAILED: number;
  SUCCESS: number;
  unanswerable: number;
  puts: number;
  writes: number;
}

/** How many events there were, of which kinds, and what came of them. */
export class Tally {
  private readonly byKind = new Map<string, Counts>();

  public count(kinds: string[], answer: Answer | undefined, kms: WatchedKms, before: string): void {
    for (const kind of ['all', ...kinds]) {
      const counts = this.of(kind);
      counts.events++;
      counts[answer?.Status ?? 'unanswerable']++;
      counts.puts += kms.calls.filter((operation) => operation === 'PutKeyPolicy').length;
      counts.writes += kms.policyText === before ? 0 : 1;
    }
  }

  public has(kind: string): boolean {
    return [...this.byKind.keys()].some((counted) => counted.endsWith(`: ${kind}`));
  }

  public of(kind: string): Counts {
    const counts = this.byKind.get(kind) ?? { events: 0, FAILED: 0, SUCCESS: 0, unanswerable: 0, puts: 0, writes: 0 };
    this.byKind.set(kind, counts);
    return counts;
  }

  public toString(): string {
    const rows = [...this.byKind].sort(([one], [other]) => one.localeCompare(other));
    const columns = Object.keys(this.of('all'));
    const width = Math.max(...rows.map(([kind]) => kind.length));
    const padded = (cell: unknown, index: number) => `${cell}`.padStart(Math.max(columns[index].length, 6) + 3);
    const line = (kind: string, cells: unknown[]) => `${kind.padEnd(width)}${cells.map(padded).join('')}\n`;
    return line('', columns) + rows.map(([kind, counts]) => line(kind, Object.values(counts))).join('');
  }
}
