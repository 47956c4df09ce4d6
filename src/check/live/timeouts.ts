/** How long a check waits, in milliseconds, and how often it asks. */
export interface Timeouts {
  readonly connection: number;
  /** For the first byte of an answer. */
  readonly request: number;
  /** For the whole of a call, with its retries and with what the SDK asks for credentials before. */
  readonly call: number;
  readonly attempts: number;
}

/**
 * A check asks for much in a short time: it asks more often than the SDK does by default, and gives up sooner on an endpoint that does not answer.
 */
export const TIMEOUTS: Timeouts = { connection: 4_000, request: 8_000, call: 30_000, attempts: 6 };
