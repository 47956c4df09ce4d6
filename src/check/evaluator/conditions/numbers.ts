/** The number that a value of a policy or a request is, or undefined if a double does not hold it exactly. */
export function numberOf(text: string): number | undefined {
  return /^-?\d+(\.\d+)?$/.test(text) && text.length <= 15 ? Number(text) : undefined;
}
