import { UnreadableAnswerError } from './aws/aws-error';
import type { Structure } from './aws/wire-format';
import type { Refusal, Seen } from './live';
import type { Operation } from './operations';

/** The most characters of a message of AWS, or of what answers in its place. */
const MAX_MESSAGE = 300;

/** What the services call an error that says that the caller lacks a right. */
const DENIED = new Set(['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation']);

/** A call that gave no answer that can be used. */
export class RefusedError extends Error {
  /** What an error of the SDK, or of the network, says of a call. */
  public static from(operation: Operation, error: unknown): RefusedError {
    if (error instanceof RefusedError) { return error; }
    if (error instanceof UnreadableAnswerError) {
      return RefusedError.wrongAnswer(operation, `cannot be read (HTTP ${error.$metadata.httpStatusCode})`);
    }
    const name = nameOf(error);
    return new RefusedError({ reason: DENIED.has(name) ? 'denied' : 'failed', action: operation, message: oneLine(name, error) }, error);
  }

  /** An answer that lacks what it must have, or is none. */
  public static wrongAnswer(operation: Operation, what: string): RefusedError {
    return new RefusedError({ reason: 'failed', action: operation, message: `The answer to ${operation} ${what}.` });
  }

  /** Throws it, where an expression needs a value. */
  public static throwWrong(operation: Operation, what: string): never {
    throw RefusedError.wrongAnswer(operation, what);
  }

  constructor(public readonly refusal: Refusal, cause?: unknown) {
    super(refusal.message, { cause });
  }
}

/** A list in the answer to a call. Throws where the answer has none. */
export function listOf(value: unknown, operation: Operation, items: string): Structure[] {
  return Array.isArray(value) ? value : RefusedError.throwWrong(operation, `has no list of ${items}`);
}

/** What is read, or why it could not be. It never throws: whatever an answer breaks in its reader is a wrong answer. */
export async function seen<T>(operation: Operation, read: () => Promise<T>): Promise<Seen<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    return { refused: RefusedError.from(operation, error).refusal };
  }
}

/** The answer to a call, or undefined where AWS says by the error of that name that there is no such thing. */
export async function unlessAbsent<T>(call: Promise<T>, isAbsent: (error: ServiceError) => boolean): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    const cause = error instanceof RefusedError ? error.cause : undefined;
    if (cause instanceof Error && isAbsent(cause)) { return undefined; }
    throw error;
  }
}

/** An error that a service answered. */
export interface ServiceError {
  readonly name: string;
  readonly message: string;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'Error';
}

function oneLine(name: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const prefix = name === 'Error' || message.includes(name) ? '' : `${name}: `;
  const line = `${prefix}${message}`.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length > MAX_MESSAGE ? `${line.slice(0, MAX_MESSAGE - 1)}…` : line;
}
