/** What KMS answers with 5xx; every other error is a 400. */
const SERVER_FAULTS: Record<string, number> = {
  KMSInternalException: 500,
  InternalFailure: 500,
  DependencyTimeoutException: 503,
  ServiceUnavailableException: 503,
};

/** An error of KMS, by the name that the SDK shows as `error.name`. */
export class KmsError extends Error {
  constructor(readonly code: string, message: string) {
    super(message);
  }

  get status(): number {
    return SERVER_FAULTS[this.code] ?? 400;
  }
}
