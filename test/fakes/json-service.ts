import type { Network } from './virtual-kms';
import type { VirtualTime } from './virtual-time';

/** An error of a service, by the name that the SDK gives it. */
export class ServiceError extends Error {
  constructor(public readonly code: string, message = `${code} on demand`, public readonly status = 400) {
    super(message);
  }
}

/** A service that speaks JSON, on a clock that jumps. The operation gets the input, after half of the time that the request takes. */
export function jsonService(time: VirtualTime, latency: () => number, operation: (name: string, input: any) => object): Network {
  return {
    async handle({ headers, body }) {
      const half = latency() / 2;
      await time.sleep(half);
      const [statusCode, output] = answerOf(() => operation(headers['x-amz-target'].split('.')[1], JSON.parse(new TextDecoder().decode(body))));
      await time.sleep(half);
      return { response: { statusCode, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: Buffer.from(JSON.stringify(output)) } };
    },
  };
}

function answerOf(operation: () => object): [number, object] {
  try {
    return [200, operation()];
  } catch (error) {
    if (!(error instanceof ServiceError)) { throw error; }
    return [error.status, { __type: error.code, message: error.message }];
  }
}
