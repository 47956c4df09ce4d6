import type { IncomingMessage } from 'node:http';
import { FakeError, type Answer, type Call } from './call';

/** How a service encodes calls and answers. */
export interface Protocol {
  /** @throws where a request is none of the service. */
  parse(request: IncomingMessage, body: string): Pick<Call, 'operation' | 'parameters'>;
  answer(operation: string, result: unknown): Answer;
  error(error: FakeError): Answer;
}

/** https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export function json11(targetPrefix: string): Protocol {
  const type = 'application/x-amz-json-1.1';
  return {
    parse: ({ method, url, headers }, body) => {
      // Some prefixes have dots themselves.
      const [, prefix, operation] = /^(.+)\.(\w+)$/.exec(String(headers['x-amz-target'])) ?? [];
      expectThat(method === 'POST' && url === '/' && headers['content-type'] === type && prefix === targetPrefix, 'is no call of this protocol');
      return { operation, parameters: JSON.parse(body) };
    },
    answer: (_, result) => ({ status: 200, type, body: JSON.stringify(result) }),
    error: ({ code, message, status }) => ({ status, type, body: JSON.stringify({ __type: code, message }) }),
  };
}

/** https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html, for operations that are a path each. */
export function restJson(operations: Readonly<Record<string, string>>): Protocol {
  const type = 'application/json';
  return {
    parse: ({ method, url }, body) => {
      expectThat(method === 'POST' && url! in operations, `has an unknown path: ${method} ${url}`);
      return { operation: operations[url!], parameters: JSON.parse(body) };
    },
    answer: (_, result) => ({ status: 200, type, body: JSON.stringify(result) }),
    error: ({ code, message, status }) => ({ status, type, body: JSON.stringify({ message }), headers: { 'x-amzn-ErrorType': code } }),
  };
}

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export function query(version: string, namespace: string): Protocol {
  return {
    parse: (request, body) => parseQuery(request, body, version),
    answer: (operation, result) => xml(200, `<${operation}Response xmlns="${namespace}"><${operation}Result>${elements(result, 'member')}`
      + `</${operation}Result><ResponseMetadata><RequestId>fake</RequestId></ResponseMetadata></${operation}Response>`),
    error: ({ code, message, status }) => xml(status, `<ErrorResponse xmlns="${namespace}"><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type>`
      + `<Code>${code}</Code><Message>${escape(message)}</Message></Error><RequestId>fake</RequestId></ErrorResponse>`),
  };
}

/** https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html */
export function ec2Query(version: string, namespace: string): Protocol {
  return {
    parse: (request, body) => parseQuery(request, body, version),
    answer: (operation, result) => xml(200, `<?xml version="1.0" encoding="UTF-8"?>\n<${operation}Response xmlns="${namespace}">\n`
      + `    <requestId>fake</requestId>\n    ${elements(result, 'item')}\n</${operation}Response>`),
    error: ({ code, message, status }) => xml(status, '<?xml version="1.0" encoding="UTF-8"?>\n'
      + `<Response><Errors><Error><Code>${code}</Code><Message>${escape(message)}</Message></Error></Errors><RequestID>fake</RequestID></Response>`),
  };
}

function parseQuery({ method, url, headers }: IncomingMessage, body: string, version: string): Pick<Call, 'operation' | 'parameters'> {
  const { Action, Version, ...parameters } = Object.fromEntries(new URLSearchParams(body));
  const isForm = headers['content-type'] === 'application/x-www-form-urlencoded';
  expectThat(method === 'POST' && url === '/' && isForm && Version === version, `is no call of version ${version}`);
  return { operation: Action, parameters };
}

/** The values of a list in the parameters of a Query call. */
export function listOf(parameters: Readonly<Record<string, string>>, name: string): string[] {
  const values = new Array<string>();
  for (let index = 1; `${name}.member.${index}` in parameters; index++) { values.push(parameters[`${name}.member.${index}`]); }
  return values;
}

function expectThat(condition: boolean, otherwise: string): void {
  if (!condition) { throw new Error(otherwise); }
}

function xml(status: number, body: string): Answer {
  return { status, type: 'text/xml', body };
}

/** A value of undefined has no element. */
function elements(value: any, itemName: string): string {
  if (Array.isArray(value)) { return value.map((item) => `<${itemName}>${elements(item, itemName)}</${itemName}>`).join(''); }
  if (typeof value !== 'object') { return escape(String(value)); }
  return Object.entries(value).filter(([, item]) => item !== undefined).map(([name, item]) => `<${name}>${elements(item, itemName)}</${name}>`).join('');
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
