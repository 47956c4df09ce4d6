import { PermanentError, RetryableError, StackStatusError, toDisplayText } from './errors';
import { isText } from '../event/grammar';

/**
 * What a failed request means for the next one. Permanent: it would fail too. Transient: it may succeed, and a failed write may have taken
 * effect. Eventual: the service rejected the request, but may accept it once what the request depends on has propagated.
 */
export type Retryability = 'permanent' | 'transient' | 'eventual';

/** An error of the SDK. Its name and message come from the response of the service, whatever their types are there. */
export interface ServiceError {
  readonly name: unknown;
  readonly message: unknown;
  readonly $fault?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const INVALID_PRINCIPAL = /invalid principal/i;
const ACCESS_NOT_PROPAGATED = /^(?:AccessDenied|UnrecognizedClient)/;

export function classifyError(error: unknown): Retryability {
  if (error instanceof StackStatusError) { return classifyError(error.cause); }
  if (error instanceof PermanentError || isProgrammingError(error)) { return 'permanent'; }
  // A new role, permission or Region may take minutes to propagate.
  if (error instanceof RetryableError || ACCESS_NOT_PROPAGATED.test((error as Error).name) || isInvalidPrincipal(error)) { return 'eventual'; }
  const status = (error as ServiceError).$metadata?.httpStatusCode;
  // Without the status of an error there was no response, or none that can be parsed, and a write may have taken effect.
  return !(status! >= 400 && status! < 500) || /^\w*(?:Throttl|TooManyRequests)/.test(errorText(error as ServiceError)) ? 'transient' : 'permanent';
}

export function isInvalidPrincipal(error: unknown): boolean {
  return INVALID_PRINCIPAL.test(errorText(error as ServiceError));
}

/** Whether the error is a bug of this function: the SDK adds metadata to everything that it throws. */
export function isProgrammingError(error: unknown): boolean {
  return (error instanceof TypeError || error instanceof RangeError) && !('$metadata' in error);
}

/** The name and the message of an error. */
export function errorText({ name, message }: ServiceError): string {
  return [name, message].map((part) => isText(part) ? part : toDisplayText(part)).join(': ');
}
