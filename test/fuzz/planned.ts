import * as fc from 'fast-check';

/** A value that is not made before it is needed, so that a case that fails can be printed and read. */
export class Planned {
  constructor(private readonly what: string, public readonly make: () => unknown) {}

  public [fc.toStringMethod](): string {
    return this.what;
  }
}

/** No value at all, for which JSON has no word. */
export const MISSING = new Planned('MISSING', () => undefined);

/** That many lists or objects in one another. */
export const deep = (levels: number, of: 'lists' | 'objects') => new Planned(`deep(${levels}, "${of}")`, () => {
  let value: unknown = 'x';
  for (let level = 0; level < levels; level++) { value = of === 'lists' ? [value] : { x: value }; }
  return value;
});

/** A text, that many times. */
export const long = (text: string, times: number) => new Planned(`long(${JSON.stringify(text)}, ${times})`, () => text.repeat(times));

/** The value with all that is planned in it made, and what is missing left out. */
export function made(value: any): any {
  if (value instanceof Planned) { return value.make(); }
  if (Array.isArray(value)) { return value.map(made); }
  if (value === null || typeof value !== 'object') { return value; }
  // Not an assignment: `__proto__` is a name like any other in JSON.
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, made(part)]).filter(([, part]) => part !== undefined));
}

/** Gives the target the value under the name, made, as JSON would. */
export function set(target: any, name: string, value: any): void {
  const real = made(value);
  if (real === undefined) {
    delete target[name];
  } else {
    Object.defineProperty(target, name, { value: real, enumerable: true, configurable: true, writable: true });
  }
}
