import * as fc from 'fast-check';
import { every } from '../../../src/check/cases/every';
import type { Verdict } from '../../../src/check/evaluator/verdict';
import { BREAKS, broken, type Break } from '../fixtures/breaks';
import { about, casesIn, check } from '../fixtures/check';
import { healthy } from '../fixtures/healthy';

const OF_APPS = BREAKS.filter(({ byHand }) => !byHand);
const BY_HAND = BREAKS.filter(({ byHand }) => byHand);

/** What each cell would be if the breaks had nothing to do with each other. */
function combined(one: string, other: string): string {
  const verdicts = (text: string) => text.split(/[ /]/) as Verdict[];
  const [first, second] = [verdicts(one), verdicts(other)];
  const all = first.map((verdict, index) => every([verdict, second[index]]));
  return `${all[0]} ${all.slice(1, -1).join('/')} ${all[all.length - 1]}`;
}

async function withAllYes(breaks: readonly Break[]): Promise<Array<Record<string, string>>> {
  const all = casesIn(await check(healthy({ byHand: breaks.some(({ byHand }) => byHand) })));
  return breaks.map(({ cases }) => ({ ...all, ...cases }));
}

const several = (breaks: readonly Break[]) =>
  fc.uniqueArray(fc.constantFrom(...breaks), { minLength: 2, maxLength: 4, selector: ({ touches }) => touches });

/** Whether one is not looked for where the other is. */
function hides({ finding: one, byHand }: Break, { finding: other }: Break): boolean {
  switch (one.id) {
    // Without a key or the role there is nothing to look at, and without a stack nothing to compare with.
    case 'key-missing': return other.region === one.region;
    case 'stack-missing': return other.region === one.region && (one.level === 'fails' || other.id === 'drift');
    case 'vault-role-missing': return ['policy-denies', 'dead-principal', 'drift'].includes(other.id);
    // Nobody can change its policy.
    case 'aws-managed-key': return other.region === one.region;
    // A key that was created by hand is known by its alias only.
    case 'alias-missing':
    case 'alias-misspelt': return byHand === true && other.region === one.region;
    default: return false;
  }
}

describe.each([['of an app', OF_APPS], ['created by hand', BY_HAND]] as const)('several breaks of keys %s at once', (_, breaks) => {
  test('have the findings that each has on its own, and change the cases that any of them changes', async () => {
    await fc.assert(fc.asyncProperty(several(breaks), async (given) => {
      const outcome = await check(broken(...given));
      const found = new Set(outcome.findings.map(about));
      const possible = new Set(given.map(({ finding }) => about(finding)));
      const certain = given.filter((one) => !given.some((other) => hides(other, one))).map(({ finding }) => about(finding));
      expect([...found].filter((one) => !possible.has(one))).toEqual([]);
      expect(certain.filter((one) => !found.has(one))).toEqual([]);
      const cases = await withAllYes(given);
      const expected = cases.reduce((all, one) =>
        Object.fromEntries(Object.entries(all).map(([region, text]) => [region, combined(text, one[region])])));
      expect(casesIn(outcome)).toEqual(expected);
    }), { numRuns: 60, seed: 15 });
  });
});

