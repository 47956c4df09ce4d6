import { after, ALPHABET, characterSets, NONE, type Language } from './language';

/** The texts of a domain that the same languages contain. */
export interface Class {
  /** The shortest of its texts. */
  readonly witness: string;
  /** The languages that contain its texts, and all other languages contain none of them. */
  readonly within: ReadonlySet<Language>;
}

/** The most states that are looked at before the languages are called too many. */
const MOST_STATES = 200_000;

const found = new Map<string, Class[]>();

/**
 * The classes of a domain's texts that the languages can tell apart: each text is in one class, and none is empty. A test of the text by
 * one of the languages is then a test of the class, and nothing is lost.
 *
 * @throws when the domain is empty, or the classes are too many to find.
 */
export function partition(domain: Language, languages: readonly Language[]): Class[] {
  const distinct = [...new Set(languages)].sort((one, other) => one.key < other.key ? -1 : 1);
  const key = [domain, ...distinct].map((one) => one.key).join('\n');
  const classes = found.get(key) ?? findClasses(domain, distinct);
  found.set(key, classes);
  return classes;
}

/** A walk through the product of all automata, breadth first. */
function findClasses(domain: Language, languages: readonly Language[]): Class[] {
  const letters = representatives([domain, ...languages]);
  const classes = new Map<string, Class>();
  const numbers = new Map<Language, number>();
  const numberOf = (one: Language) => numbers.get(one) ?? numbers.set(one, numbers.size).size - 1;
  const keyOf = (state: readonly Language[]) => state.map(numberOf).join();
  const start = [domain, ...languages];
  const seen = new Set([keyOf(start)]);
  let front = [{ state: start, witness: '' }];
  while (front.length > 0) {
    const next: typeof front = [];
    for (const { state, witness } of front) {
      const [inDomain, ...others] = state;
      if (inDomain.hasEmpty) {
        const signature = others.map(({ hasEmpty }) => hasEmpty ? '1' : '0').join('');
        if (!classes.has(signature)) { classes.set(signature, { witness, within: new Set(languages.filter((_, index) => others[index].hasEmpty)) }); }
      }
      for (const letter of letters) {
        if (after(inDomain, letter) === NONE) { continue; }
        const following = state.map((one) => after(one, letter));
        const key = keyOf(following);
        if (seen.has(key)) { continue; }
        seen.add(key);
        next.push({ state: following, witness: witness + letter });
      }
    }
    if (seen.size > MOST_STATES) { throw new Error(`more than ${MOST_STATES} states are needed to tell these languages apart: ${languages.map(({ key }) => key).join(' ')}`); }
    front = next;
  }
  if (classes.size === 0) { throw new Error(`no text is in the domain ${domain.key}`); }
  return [...classes.values()];
}

/** One character of each kind that the languages tell apart. */
function representatives(languages: readonly Language[]): string[] {
  const sets = [...new Set(languages.flatMap(characterSets))].map((characters) => new Set(characters));
  const kinds = new Map<string, string>();
  for (const character of ALPHABET) {
    const kind = sets.map((characters) => characters.has(character) ? '1' : '0').join('');
    if (!kinds.has(kind)) { kinds.set(kind, character); }
  }
  return [...kinds.values()];
}
