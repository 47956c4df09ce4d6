import { editDistance } from '../../arns/regions/edit-distance';

/**
 * The candidate that somebody who typed the text most likely meant: one that begins with it, or that differs in few characters. Undefined where
 * none is near.
 */
export function nearest(typed: string, candidates: readonly string[]): string | undefined {
  const text = typed.toLowerCase();
  const begins = candidates.filter((candidate) => text.length > 1 && candidate.startsWith(text));
  if (begins.length === 1) { return begins[0]; }
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(text, candidate) }))
    .filter((one) => one.distance <= Math.max(1, Math.floor(one.candidate.length / 3)))
    .sort((one, other) => one.distance - other.distance);
  return ranked[0]?.candidate;
}
