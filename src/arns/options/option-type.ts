/*
 * The types of options, for users without a compiler: cdk.json, the context and plain JavaScript can contain a value of any type. An
 * optional value can be undefined, but not null.
 */

/** @throws when the value is not an object with options: nothing, a list, or one of the options itself. */
export function assertOptions(value: unknown, what: string): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) { refuse(value, what, 'an object', 'write the options in braces'); }
}

/** @throws when the value is not a list. */
export function assertList(value: unknown, option: string): void {
  if (Array.isArray(value)) { return; }
  const items = typeof value === 'string' ? value.split(',').map((item) => JSON.stringify(item.trim())) : undefined;
  refuse(value, option, 'a list', items ? `write [${items.join(', ')}]` : 'write its values in square brackets');
}

/** The same for an option that may be left out. */
export function assertOptionalList(value: unknown, option: string): void {
  if (value !== undefined) { assertList(value, option); }
}

/** @throws when the value is not a string. A token is one. */
export function assertText(value: unknown, option: string): asserts value is string {
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  if (typeof value !== 'string') { refuse(value, option, 'a string', isScalar ? 'write it in quotes' : 'pass a string'); }
}

/** The same for an option that may be left out. */
export function assertOptionalText(value: unknown, option: string): void {
  if (value !== undefined) { assertText(value, option); }
}

/** @throws when the value is neither true nor false: JavaScript treats the text "false" as true. */
export function assertOptionalFlag(value: unknown, option: string): void {
  if (value !== undefined && typeof value !== 'boolean') { refuse(value, option, 'true or false', 'write one of these without quotes'); }
}

/** @throws when the value is none of the enumeration. */
export function assertOptionalMember(value: unknown, option: string, enumeration: Record<string, string>): void {
  const members = Object.values(enumeration);
  if (value === undefined || members.some((member) => member === value)) { return; }
  const listed = members.map((member) => `"${member}"`);
  refuse(value, option, `${listed.slice(0, -1).join(', ')} or ${listed.at(-1)}`, 'write one of these');
}

/**
 * Asserts that a value is an instance of a class, by a member that only those have: there may be several copies of a class in an app.
 *
 * @param expected what it must be, with an article.
 * @param remedy what to write in place of text, or of anything else.
 */
export function assertInstance(value: unknown, option: string, member: string, expected: string, remedy: (text?: string) => string): void {
  if (typeof value === 'object' && value !== null && member in value) { return; }
  refuse(value, option, expected, `write ${remedy(typeof value === 'string' ? JSON.stringify(value) : undefined)}`);
}

/** @throws always, with what the value is, what it must be, and what to write. */
export function refuse(value: unknown, option: string, expected: string, remedy: string): never {
  throw new Error(typeProblem(value, option, expected, remedy));
}

/** The sentence about a value of a wrong type. */
export function typeProblem(value: unknown, option: string, expected: string, remedy: string): string {
  return `${option} is ${describe(value)}, but must be ${expected}; ${remedy}`;
}

function describe(value: unknown): string {
  switch (typeof value) {
    case 'string': return `the string ${JSON.stringify(value)}`;
    case 'object': return describeObject(value);
    case 'symbol':
    case 'bigint':
    case 'function': return `a ${typeof value}`;
    default: return `${value}`;
  }
}

function describeObject(value: object | null): string {
  const isPlain = value === null || [Object.prototype, Array.prototype, null].includes(Object.getPrototypeOf(value));
  try {
    return isPlain ? JSON.stringify(value) : 'an instance of another class';
  } catch {
    // It refers to itself, as an object with a construct does.
    return 'an object';
  }
}
