const PREFIX = 'dummy-value-for-';
const ARN_SUFFIX = ':123456789012:role/DUMMY_ARN';

// Of StringParameter.valueFromLookup, and of Role.fromLookup. That of Key.fromLookup looks like any key. Without a limit,
// every character of a policy would start a search for the text before the account.
const DUMMY = new RegExp(`${PREFIX}[\\w./-]*|[^"]{0,50}${ARN_SUFFIX}`);

/**
 * Whether the text contains what the CDK returns for a value that it has not looked up yet.
 *
 * The CDK CLI looks up what is missing once the app has synthesized, and then runs the app again. So a dummy value is never judged: an
 * error would stop the first run, and nothing would be looked up.
 */
export function isDummy(text: unknown): boolean {
  return typeof text === 'string' && dummyIn(text) !== undefined;
}

/** The dummy value in the text, if any. */
export function dummyIn(text: string): string | undefined {
  // Most texts contain none, and a search for two words needs a fraction of the time of the pattern.
  return text.includes(PREFIX) || text.includes(ARN_SUFFIX) ? DUMMY.exec(text)![0] : undefined;
}

/** The text, or for a dummy value one of lower-case letters, digits and hyphens, which the CDK allows in every name. */
export function nameOf(text: string): string {
  return isDummy(text) ? PREFIX + text.replace(PREFIX, '').toLowerCase().replace(/[^a-z0-9]/g, '-').slice(-40) : text;
}
