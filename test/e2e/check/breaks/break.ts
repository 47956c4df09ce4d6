import type { Scene } from '../scene';

/** One way for replication to break, and what a check must say of it. */
export interface Break {
  /** What somebody did, or what happened, as a clause. */
  readonly what: string;
  readonly make: (scene: Scene) => Promise<unknown> | void;
  /** What the command is told then, where it is not what it is always told. */
  readonly args?: (args: readonly string[]) => readonly string[];
  /** The cause that is found, with the place where. */
  readonly finding: ExpectedFinding;
  /** The ids of notes that say more of the same. */
  readonly notes?: readonly string[];
  /** The cases that are no longer `yes`: `no` for a cause that fails, `unknown` for one that cannot be told. */
  readonly cases: Cases;
  /** What the remedy does when it is pasted. Undefined where no command helps. */
  readonly remedy?: Remedy;
}

/**
 * What a remedy does: it writes by these operations, after which all is well again; it prints what must be allowed; or it deploys a
 * stack of the app, which another test does.
 */
export type Remedy = { readonly writes: readonly string[] } | { readonly prints: string } | { readonly deploys: string };

/** The part of a finding that does not depend on how its sentence is worded. */
export interface ExpectedFinding {
  readonly id: string;
  readonly level: 'fails' | 'unknown' | 'note';
  readonly account: string;
  readonly region?: string;
}

/** Whether a case, such as `eu-west-1 A` or `eu-west-1 B eu-central-1`, is among some. */
export type Cases = (each: string) => boolean;

export const EVERY_CASE: Cases = () => true;
export const NO_CASE: Cases = () => false;
/** In which the VAULT role uses the replica key: all but C. */
export const OF_VAULT_ROLE: Cases = (each) => !each.endsWith(' C');

/** Of replicas in a Region. */
export function inRegion(region: string): Cases {
  return (each) => each.startsWith(`${region} `);
}

/** Of sources under a key of PROTECTED in a Region. */
export function fromSource(region: string): Cases {
  return (each) => each.endsWith(` B ${region}`);
}

/** Of which each is among both. */
export function combined(some: Cases, others: Cases): Cases {
  return (each) => some(each) && others(each);
}
