/** The number in a value of a policy or a request, or undefined if a double cannot represent it exactly. */
export function numberOf(text: string): number | undefined {
  return /^-?\d+(\.\d+)?$/.test(text) && text.length <= 15 ? Number(text) : undefined;
}
