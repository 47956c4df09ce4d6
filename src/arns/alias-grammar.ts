/** The prefix that the name of every alias has. */
export const ALIAS_PREFIX = 'alias/';
const MAX_LENGTH = 256;

/**
 * Asserts that KMS allows an alias of this name.
 *
 * @param name the name without its prefix.
 * @param given what errors call the alias.
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
 */
export function assertAliasGrammar(name: string, given: string): void {
  if (name === '') {
    throw new Error(`${given} is empty: choose a name, such as "very_secret_key"`);
  }
  // KMS refuses the colon, which the pattern in its API reference has.
  if (!/^[\w/-]+$/.test(name)) {
    throw new Error(`${given} holds characters that KMS does not allow: use ASCII letters, digits and "/_-"`);
  }
  const length = ALIAS_PREFIX.length + name.length;
  if (length > MAX_LENGTH) {
    throw new Error(`${given} has ${length} characters with its prefix, but KMS allows at most ${MAX_LENGTH}: choose a shorter name`);
  }
}

/** Whether only AWS can create an alias of this name, given without its prefix. */
export function isReservedAlias(name: string): boolean {
  return /^aws\//i.test(name);
}
