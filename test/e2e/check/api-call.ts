import type { IncomingHttpHeaders } from 'node:http';

/** A call of an AWS API, as its request says. */
export interface ApiCall {
  /** The access key, which the emulators take for the id of the account. */
  readonly account: string;
  readonly region: string;
  /** The name that the request is signed for, such as `kms`. */
  readonly service: string;
  /** Such as `DescribeKey`; the method and the path where a service has no name for the operation in its requests. */
  readonly operation: string;
  readonly parameters: Readonly<Record<string, any>>;
}

/** What of a request says which call it is. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/**
 * Reads a call by the protocols of AWS: JSON with the operation in a header (KMS, EventBridge, CloudTrail), form fields with the operation in
 * `Action` (IAM, STS, CloudFormation, EC2), and JSON with the operation in the path (Account Management).
 *
 * @throws when the request has no signature of version 4.
 * @see https://smithy.io/2.0/aws/protocols/index.html
 */
export function apiCall({ method, path, headers, body }: ApiRequest): ApiCall {
  const scope = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(headers.authorization ?? '');
  if (!scope) { throw new Error(`${method} ${path} has no signature of version 4`); }
  const [, account, region, service] = scope;
  return { account, region, service, ...named(method, path, headers, body) };
}

function named(method: string, path: string, headers: IncomingHttpHeaders, body: string): Pick<ApiCall, 'operation' | 'parameters'> {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') { return { operation: target.split('.').at(-1)!, parameters: JSON.parse(body) }; }
  const { pathname, searchParams } = new URL(path, 'http://localhost');
  const fields = Object.fromEntries(method === 'GET' ? searchParams : new URLSearchParams(body));
  if (fields.Action !== undefined) { return { operation: fields.Action, parameters: fields }; }
  return { operation: `${method} ${pathname}`, parameters: body.startsWith('{') ? JSON.parse(body) : {} };
}
