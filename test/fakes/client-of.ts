import { KMSClient, type KMSClientConfig } from '@aws-sdk/client-kms';
import type { StrictKms } from './strict-kms';

/** The real client, as the principal and in the region. Without repetition, so that a test sees the first answer. */
export function clientOf(kms: StrictKms, principal: string, region: string, config: KMSClientConfig = {}): KMSClient {
  return new KMSClient({ endpoint: kms.endpoint, credentials: kms.credentialsOf(principal), region, maxAttempts: 1, ...config });
}

/** The error by which a call is refused, as `name: message`. A call that succeeds answers with "no error". */
export async function errorOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'no error';
  } catch (error) {
    const { name, message } = error as Error;
    return `${name}: ${message}`;
  }
}
