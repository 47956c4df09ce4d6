/** Whether lists and objects are nested no deeper than that: what is deeper is no key policy, and could be too deep to be read. */
export function isShallow(value: unknown, levels = 16): boolean {
  return Object(value) !== value || (levels > 0 && Object.values(value as object).every((part) => isShallow(part, levels - 1)));
}
