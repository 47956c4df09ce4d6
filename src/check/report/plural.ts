/** A count with its noun, such as `1 Region` or `2 Regions`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
