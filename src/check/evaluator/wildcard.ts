/** A character that has to be there, or one of the parts that stand for others. */
export type Token = string | typeof ANY | typeof ONE | typeof VARIABLE;

/** `*`: any characters, or none. */
export const ANY = Symbol('*');
/** `?`: any one character. */
export const ONE = Symbol('?');
/** `${…}`: the value of a context key, which is taken as not known. */
export const VARIABLE = Symbol('${}');

const WILDCARDS: Readonly<Record<string, typeof ANY | typeof ONE | undefined>> = { '*': ANY, '?': ONE };

/** How the text of a policy is to be read. */
export interface Reading {
  /** Whether `*` and `?` stand for other characters. */
  readonly wildcards: boolean;
  /** Whether `${…}` stands for a context key: since version 2012-10-17 of the policy language. */
  readonly variables: boolean;
}

/**
 * The text of a policy, character by character.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function tokensOf(text: string, { wildcards, variables }: Reading): Token[] {
  const tokens: Token[] = [];
  // Every other part is what the parentheses match.
  for (const [index, part] of (variables ? text.split(/(\$\{[^}]*\}?)/) : [text]).entries()) {
    if (index % 2 === 1) {
      // `${*}`, `${?}` and `${$}` are the characters themselves.
      tokens.push(/^\$\{[*?$]\}$/.test(part) ? part[2] : VARIABLE);
    } else {
      for (const character of part) { tokens.push(wildcards ? WILDCARDS[character] ?? character : character); }
    }
  }
  return tokens;
}

/**
 * Whether the text can match, where a policy variable may have any value. It takes time in proportion to the product of both lengths at most,
 * whatever the pattern.
 */
export function canMatch(pattern: readonly Token[], text: string): boolean {
  const characters = [...text];
  let at = 0;
  let position = 0;
  // Where to go on when the last `*` has to stand for one more character.
  let retry: { at: number; position: number } | undefined;
  while (position < characters.length) {
    const token = pattern[at];
    if (token === ANY || token === VARIABLE) {
      at += 1;
      retry = { at, position };
    } else if (token !== undefined && (token === ONE || token === characters[position])) {
      at += 1;
      position += 1;
    } else if (retry) {
      retry.position += 1;
      ({ at, position } = retry);
    } else {
      return false;
    }
  }
  return pattern.slice(at).every((token) => token === ANY || token === VARIABLE);
}
