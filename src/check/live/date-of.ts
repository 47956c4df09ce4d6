/** The date of a timestamp of KMS, which is in seconds since 1970, in ISO 8601. */
export function dateOf(timestamp: number): string {
  return new Date(timestamp * 1000).toISOString();
}
