import { isShallow } from './is-shallow';

/** A value as errors show it, however large or deep it is. */
export function shown(value: unknown): string {
  const text = isShallow(value) ? JSON.stringify(value ?? null) : 'what is too deep';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
