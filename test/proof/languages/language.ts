/** A regular language over the printable characters of ASCII. Equal languages of equal structure are one object. */
export interface Language {
  /** Tells it from all others. */
  readonly key: string;
  /** Whether the empty text is in it. */
  readonly hasEmpty: boolean;
  readonly of: Shape;
}

/** How a language is made of others. */
export type Shape =
  | { readonly kind: 'none' | 'empty' }
  | { readonly kind: 'character'; readonly characters: string }
  | { readonly kind: 'sequence'; readonly first: Language; readonly rest: Language }
  | { readonly kind: 'either'; readonly languages: readonly Language[] }
  | { readonly kind: 'many'; readonly language: Language };

/** All printable characters, letters first, so that witnesses are easy to read. */
export const ALPHABET = [
  ...'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  ...' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
].join('');

const known = new Map<string, Language>();

function language(key: string, hasEmpty: boolean, of: Shape): Language {
  const made = known.get(key) ?? { key, hasEmpty, of };
  known.set(key, made);
  return made;
}

export const NONE = language('∅', false, { kind: 'none' });
export const EMPTY = language('ε', true, { kind: 'empty' });

/** Any one of the characters. */
export function oneOf(characters: string): Language {
  const sorted = [...new Set(characters)].sort().join('');
  return sorted === '' ? NONE : language(sorted.length === ALPHABET.length ? '.' : `[${sorted}]`, false, { kind: 'character', characters: sorted });
}

export const ANY_CHARACTER = oneOf(ALPHABET);

/** One after the other. */
export function sequence(...languages: readonly Language[]): Language {
  return languages.reduceRight((rest, first) => {
    if (first === NONE || rest === NONE) { return NONE; }
    if (first === EMPTY) { return rest; }
    if (rest === EMPTY) { return first; }
    // To the right, so that equal languages have equal structure.
    if (first.of.kind === 'sequence') { return sequence(first.of.first, sequence(first.of.rest, rest)); }
    return language(`(${first.key}${rest.key})`, first.hasEmpty && rest.hasEmpty, { kind: 'sequence', first, rest });
  }, EMPTY);
}

/** What is in one of the languages. */
export function either(...languages: readonly Language[]): Language {
  const flat = languages.flatMap((one) => one.of.kind === 'either' ? one.of.languages : one).filter((one) => one !== NONE);
  const distinct = [...new Set(flat)].sort((one, other) => one.key < other.key ? -1 : 1);
  if (distinct.length === 0) { return NONE; }
  if (distinct.length === 1) { return distinct[0]; }
  return language(`(${distinct.map(({ key }) => key).join('|')})`, distinct.some(({ hasEmpty }) => hasEmpty), { kind: 'either', languages: distinct });
}

/** Any number of texts of the language, none too. */
export function many(of: Language): Language {
  if (of === NONE || of === EMPTY) { return EMPTY; }
  return of.of.kind === 'many' ? of : language(`${of.key}*`, true, { kind: 'many', language: of });
}

export const some = (of: Language): Language => sequence(of, many(of));
export const optional = (of: Language): Language => either(EMPTY, of);
export const ANYTHING = many(ANY_CHARACTER);

/** The one text. */
export function text(value: string): Language {
  return sequence(...[...value].map((character) => {
    if (!ALPHABET.includes(character)) { throw new Error(`${JSON.stringify(value)} has the character ${JSON.stringify(character)}, which no language here knows`); }
    return oneOf(character);
  }));
}

/** What the pattern matches: `*` stands for any characters, `?` for one. */
export function glob(pattern: string): Language {
  return sequence(...[...pattern].map((character) => {
    switch (character) {
      case '*': return ANYTHING;
      case '?': return ANY_CHARACTER;
      default: return text(character);
    }
  }));
}

const derivatives = new WeakMap<Language, Map<string, Language>>();

/** What may follow the character: Brzozowski's derivative. */
export function after(from: Language, character: string): Language {
  const found = derivatives.get(from) ?? new Map<string, Language>();
  derivatives.set(from, found);
  const derivative = found.get(character) ?? derive(from, character);
  found.set(character, derivative);
  return derivative;
}

function derive({ of }: Language, character: string): Language {
  switch (of.kind) {
    case 'none':
    case 'empty': return NONE;
    case 'character': return of.characters.includes(character) ? EMPTY : NONE;
    case 'sequence': {
      const inFirst = sequence(after(of.first, character), of.rest);
      return of.first.hasEmpty ? either(inFirst, after(of.rest, character)) : inFirst;
    }
    case 'either': return either(...of.languages.map((one) => after(one, character)));
    case 'many': return sequence(after(of.language, character), many(of.language));
  }
}

export function contains(language_: Language, value: string): boolean {
  return [...value].reduce(after, language_).hasEmpty;
}

/** The sets of characters that the language tells apart. */
export function characterSets({ of }: Language): string[] {
  switch (of.kind) {
    case 'none':
    case 'empty': return [];
    case 'character': return [of.characters];
    case 'sequence': return [...characterSets(of.first), ...characterSets(of.rest)];
    case 'either': return of.languages.flatMap(characterSets);
    case 'many': return characterSets(of.language);
  }
}
