/** An error that a service answered, by the name that the service has for it. */
export class AwsError extends Error {
  /** The SDK's retry strategy reads the status from here. */
  public readonly $metadata: { readonly httpStatusCode: number };

  constructor(name: string, message: string, status: number) {
    super(message);
    this.name = name;
    this.$metadata = { httpStatusCode: status };
  }
}

/** An answer that no service gives, such as the page of a proxy. */
export class UnreadableAnswerError extends AwsError {
  constructor(status: number, options?: ErrorOptions) {
    super('UnreadableAnswerError', `The answer cannot be read (HTTP ${status}).`, status);
    this.cause = options?.cause;
  }
}
