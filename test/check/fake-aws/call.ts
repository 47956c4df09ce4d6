/** A call that was received. */
export interface Call {
  readonly account: string;
  readonly service: string;
  readonly region: string;
  readonly operation: string;
  readonly parameters: Readonly<Record<string, any>>;
}

/** What is answered to a call. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error of a service. */
export class FakeError extends Error {
  constructor(public readonly code: string, message: string, public readonly status = 400) {
    super(message);
  }
}
