import type { Calls } from './calls';
import { listOf, RefusedError } from './refused-error';

const OPERATION = 'account:ListRegions';
const ENABLED = new Set(['ENABLED', 'ENABLED_BY_DEFAULT']);

/** The Regions that are enabled in an account. */
export async function readEnabledRegions(calls: Calls): Promise<ReadonlySet<string>> {
  const pages = await calls.pages(OPERATION, { MaxResults: 50 });
  const regions = pages.flatMap(({ Regions }) => listOf(Regions, OPERATION, 'Regions'));
  const enabled = regions.filter(({ RegionOptStatus }) => ENABLED.has(RegionOptStatus)).map(({ RegionName }) => String(RegionName));
  // Regions that cannot be disabled are part of every answer.
  if (enabled.length === 0) { throw RefusedError.wrongAnswer(OPERATION, 'names no enabled Region'); }
  return new Set(enabled);
}
