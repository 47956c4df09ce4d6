/** Whether a statement applies or a call is allowed: yes, no, or it cannot be told. */
export type Verdict = 'yes' | 'no' | 'unknown';

/** A verdict, with the context keys that would have to be known where it is `unknown`. */
export interface Answer {
  readonly verdict: Verdict;
  readonly dependsOn: readonly string[];
}

export const YES: Answer = { verdict: 'yes', dependsOn: [] };
export const NO: Answer = { verdict: 'no', dependsOn: [] };
/** For what depends on no context key, such as a policy that was not seen or an element that is not known. */
export const UNKNOWN: Answer = { verdict: 'unknown', dependsOn: [] };

const ANSWERS: Readonly<Record<Verdict, Answer>> = { yes: YES, no: NO, unknown: UNKNOWN };

/** The verdict as an answer that depends on no context key. */
export function answer(verdict: Verdict): Answer {
  return ANSWERS[verdict];
}

/** The answer that depends on a context key whose values are not known. */
export function dependsOn(key: string): Answer {
  return { verdict: 'unknown', dependsOn: [key] };
}

/** `no` if one of them is, `yes` if all are. */
export function and(answers: readonly Answer[]): Answer {
  return combine(answers, NO, YES);
}

/** `yes` if one of them is, `no` if all are. */
export function or(answers: readonly Answer[]): Answer {
  return combine(answers, YES, NO);
}

/** The opposite; what is not known stays so. */
export function not({ verdict, dependsOn: keys }: Answer): Answer {
  if (verdict === 'unknown') { return { verdict, dependsOn: keys }; }
  return verdict === 'yes' ? NO : YES;
}

/** The answer of readings that AWS's documentation leaves open, if it is the same for all of them. */
export function agreed(readings: readonly Answer[]): Answer {
  const verdicts = new Set(readings.map(({ verdict }) => verdict));
  return verdicts.size === 1 ? readings[0] : { verdict: 'unknown', dependsOn: keysOf(readings) };
}

function combine(answers: readonly Answer[], decisive: Answer, otherwise: Answer): Answer {
  if (answers.some(({ verdict }) => verdict === decisive.verdict)) { return decisive; }
  if (!answers.some(({ verdict }) => verdict === 'unknown')) { return otherwise; }
  return { verdict: 'unknown', dependsOn: keysOf(answers) };
}

/** Context keys are not case-sensitive, so each is named once however it is spelled. */
function keysOf(answers: readonly Answer[]): string[] {
  const keys = answers.flatMap(({ dependsOn: names }) => names);
  return [...new Map(keys.map((key) => [key.toLowerCase(), key])).values()];
}
