import { nearest } from './command-line/nearest';
import { UsageError } from './usage-error';

/** Those that there are now, for suggestions. */
const AREAS = ['af', 'ap', 'ca', 'cn', 'eu', 'eusc-de', 'il', 'me', 'mx', 'sa', 'us', 'us-gov', 'us-iso', 'us-isob', 'us-isof', 'eu-isoe'];

const DIRECTIONS = ['central', 'north', 'south', 'east', 'west', 'northeast', 'northwest', 'southeast', 'southwest'];

/**
 * The form of a Region's code, such as `us-gov-west-1`. A rule and no list: a Region that AWS opens tomorrow has this form too, and whether
 * an account has it is AWS's to say.
 */
const REGION = new RegExp(`^[a-z]{2,4}(?:-[a-z]{2,4})?-(?:${DIRECTIONS.join('|')})-\\d{1,2}$`);

/** What the codes of the Regions of each partition but `aws` begin with. */
const PARTITIONS: ReadonlyArray<[prefix: string, partition: string]> = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
  ['eusc-', 'aws-eusc'],
];

/** The partition of a Region, by its code. */
export function partitionOf(region: string): string {
  return PARTITIONS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}

/** @throws where the text has not the form of a Region's code. */
export function assertRegion(text: string): void {
  if (REGION.test(text)) { return; }
  const meant = regionMeant(text);
  throw new UsageError(REGION.test(text.slice(0, -1)) && /[a-z]$/.test(text)
    ? `region "${text}" is an Availability Zone, but keys are regional; write "${meant}"`
    : `region "${text}" is not the code of a Region; write ${meant === undefined ? 'it as AWS does, such as "eu-west-1"' : `"${meant}"`}`);
}

/** The code that was probably meant. */
function regionMeant(text: string): string | undefined {
  const [digit = '1'] = /\d/.exec(text) ?? [];
  return nearest(text.trim(), AREAS.flatMap((area) => DIRECTIONS.map((direction) => `${area}-${direction}-${digit}`)));
}
