import type { Level } from '../finding';
import type { Refusal, Seen } from '../live/live';

/** What a refusal means for the outcome: a verdict may depend on it, or only a note, or what no finding is about. */
export type Weight = Exclude<Level, 'fails'> | 'aside';

/** What could not be seen, and where. */
export interface UnseenPart {
  readonly account: string;
  /** Undefined for IAM and for questions about the account. */
  readonly region?: string;
  readonly refusal: Refusal;
  readonly weight: Weight;
}

/** Collects what could not be seen. */
export class Unseen {
  private readonly collected: UnseenPart[] = [];

  /** Everything so far. */
  public get parts(): readonly UnseenPart[] {
    return this.collected;
  }

  public add(part: UnseenPart): void {
    this.collected.push(part);
  }

  /** What was seen, with its value; undefined, and collected, where it was refused. */
  public see<T>(seen: Seen<T>, weight: Weight, account: string, region?: string): { readonly value: T } | undefined {
    if ('value' in seen) { return seen; }
    this.add({ account, region, refusal: seen.refused, weight });
    return undefined;
  }
}
