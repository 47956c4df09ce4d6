/** Whether a part of a template has no value that is known at deployment only. */
export function isLiteral(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) { return true; }
  return Object.entries(value).every(([name, part]) => !/^(?:Ref|Fn::\w+)$/.test(name) && isLiteral(part));
}
