import { isPlainObject } from './plain-object';

/** A copy of lists and plain objects, however deep. Tokens and other instances of classes are shared. */
export function copyOf<T>(value: T): T;
export function copyOf(value: any): any {
  if (Array.isArray(value)) { return value.map((item) => copyOf(item)); }
  if (!isPlainObject(value)) { return value; }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item)]));
}
