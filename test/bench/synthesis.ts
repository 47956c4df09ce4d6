import type { App } from 'aws-cdk-lib';
import { assertSameResources } from './assert-same-resources';
import type { BenchCase } from './bench-case';
import { floor } from './floor';
import { handWritten } from './hand-written';
import { interleaved, type Comparison, type Side } from './interleaved';
import { library } from './library';
import { synthesize } from './synthesize';
import { templates } from './templates';

const BUILDERS: Record<Side, (app: App, given: BenchCase) => void> = { 'hand-written': handWritten, library, floor };

/** How the library compares with the other sides in one case. */
export interface Synthesis {
  readonly times: Comparison;
  /** The bytes of the library's templates for each byte of the hand-written ones. */
  readonly bytesRatio: number;
}

/** @throws when the sides do not make the same resources. */
export function synthesis(given: BenchCase, rounds: number): Synthesis {
  const templatesOf = (side: Side) => templates((app) => BUILDERS[side](app, given));
  const [byHand, byLibrary] = [templatesOf('hand-written'), templatesOf('library')];
  assertSameResources(byHand, byLibrary);
  assertSameResources(byHand, templatesOf('floor'));
  const [bytesByHand, bytesByLibrary] = [byHand, byLibrary].map((texts) => Buffer.byteLength([...texts.values()].join('')));
  const measure = (times: number) => interleaved(times, (side) => synthesize((app) => BUILDERS[side](app, given)));
  measure(Math.ceil(rounds / 10));
  return { times: measure(rounds), bytesRatio: bytesByLibrary / bytesByHand };
}
