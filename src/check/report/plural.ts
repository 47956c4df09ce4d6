/** A count with its noun, such as `1 Region` or `2 Regions`. */
export function plural(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
