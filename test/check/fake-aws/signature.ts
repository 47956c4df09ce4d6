import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What the signature of a request says of it. */
export interface Signed {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

const AUTHORIZATION = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/**
 * Computes the signature of a request as AWS documents it, apart from any library.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 *
 * @throws where the request has another one.
 */
export function verifySignature({ method, url, headers }: IncomingMessage, body: string, secretOf: (accessKeyId: string) => string): Signed {
  const [, accessKeyId, date, region, service, signedHeaders, signature] = AUTHORIZATION.exec(headers.authorization ?? '') ?? [];
  if (!signature) { throw new Error(`has no signature: ${headers.authorization}`); }
  const names = signedHeaders.split(';');
  if (!names.includes('host') || !names.includes('x-amz-date')) { throw new Error(`does not sign its host and date, but ${signedHeaders}`); }
  const [path, query = ''] = url!.split('?');
  const canonicalHeaders = names.map((name) => `${name}:${String(headers[name]).trim()}\n`).join('');
  const canonical = [method, path, query, canonicalHeaders, signedHeaders, hash(body)].join('\n');
  const scope = `${date}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, hash(canonical)].join('\n');
  const key = [region, service, 'aws4_request'].reduce(hmac, hmac(`AWS4${secretOf(accessKeyId)}`, date));
  if (hmac(key, toSign).toString('hex') !== signature) { throw new Error('has a signature that is not that of the request'); }
  return { accessKeyId, region, service };
}
