import type { Level } from '../finding';
import type { Refusal, Seen } from '../live/live';

/** What a refusal means for the outcome: nothing that was asked can be told for sure without it, or only a note is missing. */
export type Weight = Exclude<Level, 'fails'>;

/** What could not be seen, and where. */
export interface UnseenPart {
  readonly account: string;
  /** Undefined for a question to IAM or about the account. */
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
