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
    throw new Error(`${given} is empty; choose a name, such as "very_secret_key"`);
  }
  // KMS rejects the colon, although the pattern in its API reference has it.
  if (!/^[\w/-]+$/.test(name)) {
    throw new Error(`${given} contains characters that KMS does not allow; use ASCII letters, digits and "/_-"`);
  }
  const length = ALIAS_PREFIX.length + name.length;
  if (length > MAX_LENGTH) {
    throw new Error(`${given} has ${length} characters with its prefix, but the limit is ${MAX_LENGTH}; choose a shorter name`);
  }
}

/** Whether only AWS can create an alias of this name, which is without its prefix. */
export function isReservedAlias(name: string): boolean {
  return /^aws\//i.test(name);
}

/**
 * The name of the alias with its prefix.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
 * @throws when KMS would reject the alias, or when it is probably a mistake, such as an ARN or a second prefix.
 */
export function withAliasPrefix(alias: string): string {
  const given = `alias ${JSON.stringify(alias)}`;
  if (/^arn:/.test(alias)) {
    const name = alias.split(`:${ALIAS_PREFIX}`)[1];
    throw new Error(`${given} is an ARN, but one alias names the keys of all Regions; write only the name${name ? `, "${name}"` : ''}`);
  }
  const name = alias.startsWith(ALIAS_PREFIX) ? alias.slice(ALIAS_PREFIX.length) : alias;
  if (/^alias\//i.test(name)) {
    const mistake = alias.startsWith(ALIAS_PREFIX) ? 'twice' : 'in upper case';
    throw new Error(`${given} has the prefix "${ALIAS_PREFIX}" ${mistake}; write it once and in lower case, or leave it out`);
  }
  if (isReservedAlias(name)) {
    throw new Error(`${given} is reserved for AWS managed keys; choose a name that does not start with "aws/"`);
  }
  assertAliasGrammar(name, given);
  return ALIAS_PREFIX + name;
}
