/** @throws when the value of an option that takes a list is not a list, as one from cdk.json or from plain JavaScript may be. */
export function assertList(value: unknown, option: string): void {
  if (Array.isArray(value)) { return; }
  if (typeof value === 'string') {
    const items = value.split(',').map((item) => JSON.stringify(item.trim()));
    throw new Error(`${option} is the text ${JSON.stringify(value)}, but must be a list: write [${items.join(', ')}]`);
  }
  const what = value === undefined || value === null ? value : `of the type ${typeof value}`;
  throw new Error(`${option} is ${what}, but must be a list: write its values in square brackets`);
}

/** The same for an option that may be left out. */
export function assertOptionalList(value: unknown, option: string): void {
  if (value !== undefined) { assertList(value, option); }
}
