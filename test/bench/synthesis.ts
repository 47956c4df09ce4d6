import { assertSameResources } from './assert-same-resources';
import type { BenchCase } from './bench-case';
import { handWritten } from './hand-written';
import { interleaved, type Comparison } from './interleaved';
import { library } from './library';
import { synthesise } from './synthesise';
import { templates } from './templates';

/** How the library compares with the hand-written side in one case. */
export interface Synthesis {
  readonly times: Comparison;
  /** The bytes of the library's templates for each byte of the hand-written ones. */
  readonly bytesRatio: number;
}

/** @throws when both sides do not make the same resources. */
export function synthesis(given: BenchCase, rounds: number): Synthesis {
  const sides = [handWritten, library].map((side) => templates((app) => side(app, given)));
  assertSameResources(sides[0], sides[1]);
  const [handWrittenBytes, libraryBytes] = sides.map((texts) => Buffer.byteLength([...texts.values()].join('')));
  const measure = (times: number) => interleaved(
    times,
    () => synthesise((app) => handWritten(app, given)),
    () => synthesise((app) => library(app, given)),
  );
  measure(Math.ceil(rounds / 10));
  return { times: measure(rounds), bytesRatio: libraryBytes / handWrittenBytes };
}
