import { text } from 'node:stream/consumers';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { isThrottlingError, isTransientError, StandardRetryStrategy } from '@smithy/core/retry';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCredentialIdentityProvider, SdkError } from '@smithy/types';
import { AwsError, UnreadableAnswerError } from './aws-error';
import type { Endpoint } from './endpoint';
import type { Endpoints } from './endpoints';
import { SERVICES, type ServiceName } from './services';
import type { EncodedCall, Structure } from './wire-format';

/** How a client sends its calls. */
export interface AwsClientOptions {
  readonly credentials: AwsCredentialIdentityProvider;
  readonly endpoints: Endpoints;
  readonly handler: NodeHttpHandler;
  /** How often a call is sent at most. */
  readonly attempts: number;
}

/** A call, apart from the Region. */
export interface AwsCall {
  readonly service: ServiceName;
  readonly action: string;
  readonly input: Structure;
}

/**
 * A client of the services that a check asks, made of the parts that the clients of the SDK are made of: its credentials, signatures, retries, HTTP
 * and XML. Those clients themselves bring a model of every operation's errors and of every endpoint along, which is as much as all the rest.
 */
export class AwsClient {
  constructor(private readonly options: AwsClientOptions) {}

  /** @throws AwsError where the service answers with an error, and errors of the network and of credentials. */
  public async send({ service, action, input }: AwsCall, region: string, abortSignal: AbortSignal): Promise<Structure> {
    const { format } = SERVICES[service];
    const encoded = format.encode(action, input);
    const endpoint = await this.options.endpoints.find(service, region);
    const strategy = new StandardRetryStrategy(this.options.attempts);
    let token = await strategy.acquireInitialRetryToken('');
    for (;;) {
      try {
        const { status, headers, body } = await this.attempt(service, endpoint, encoded, abortSignal);
        return read(status, () => {
          if (status === 200) { return format.decode(action, body); }
          const { code, message } = format.decodeError(body, headers);
          if (code === undefined) { throw new UnreadableAnswerError(status); }
          throw new AwsError(code, message ?? 'AWS gives no reason.', status);
        });
      } catch (error) {
        const errorType = isThrottlingError(error as SdkError) ? 'THROTTLING' : isTransientError(error as SdkError) ? 'TRANSIENT' : 'CLIENT_ERROR';
        // It waits until the next attempt, or throws where there is none, which says less than the error of the last one.
        const next = await strategy.refreshRetryTokenForRetry(token, { errorType }).catch(() => undefined);
        if (!next || abortSignal.aborted) { throw error; }
        token = next;
      }
    }
  }

  private async attempt(service: ServiceName, { url, region }: Endpoint, { path, headers, body }: EncodedCall, abortSignal: AbortSignal) {
    const { protocol, hostname, port, host, pathname } = url;
    const request = new HttpRequest({
      method: 'POST',
      protocol,
      hostname,
      port: port === '' ? undefined : Number(port),
      path: `${pathname.replace(/\/$/, '')}${path}`,
      headers: { ...headers, host, 'content-length': String(Buffer.byteLength(body)), 'user-agent': 'cdk-vault-replica-keys' },
      body,
    });
    const signer = new SignatureV4({ service, region, credentials: this.options.credentials, sha256: Sha256 });
    const { response } = await this.options.handler.handle(new HttpRequest(await signer.sign(request)), { abortSignal });
    return { status: response.statusCode, headers: response.headers, body: await text(response.body) };
  }
}

function read(status: number, decode: () => Structure): Structure {
  try {
    return decode();
  } catch (error) {
    throw error instanceof AwsError ? error : new UnreadableAnswerError(status, { cause: error });
  }
}
