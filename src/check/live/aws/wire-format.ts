import { parseXML } from '@aws-sdk/xml-builder';

/** The input of a call, and its output. A malformed answer may contain anything. */
export type Structure = Readonly<Record<string, any>>;

/** A call as its service reads it. */
export interface EncodedCall {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a service says went wrong. */
export interface EncodedError {
  /** Undefined where the answer is none of the service. */
  readonly code: string | undefined;
  readonly message: string | undefined;
}

/** How a service encodes calls and answers. */
export interface WireFormat {
  encode(action: string, input: Structure): EncodedCall;
  /** @throws where the answer is not that of the action. */
  decode(action: string, text: string): Structure;
  /** @throws where the answer cannot be read. */
  decodeError(text: string, headers: Readonly<Record<string, string>>): EncodedError;
}

/** https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export function json(target: string): WireFormat {
  return {
    encode: (action, input) => ({
      path: '/', headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${target}.${action}` }, body: JSON.stringify(input),
    }),
    decode: (_, text) => structureOfJson(text),
    decodeError: jsonError,
  };
}

/** https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html, for actions whose path is their name and whose input is the body. */
export const REST_JSON: WireFormat = {
  encode: (action, input) => ({
    path: `/${action[0].toLowerCase()}${action.slice(1)}`, headers: { 'content-type': 'application/json' }, body: JSON.stringify(input),
  }),
  decode: (_, text) => structureOfJson(text),
  decodeError: jsonError,
};

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export function query(version: string): WireFormat {
  return {
    encode: (action, input) => form(action, version, input),
    decode: (action, text) => structureOf(structureOf(parseXML(text)[`${action}Response`])[`${action}Result`]),
    decodeError: (text) => xmlError(parseXML(text).ErrorResponse?.Error),
  };
}

/** https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html */
export function ec2Query(version: string): WireFormat {
  return {
    encode: (action, input) => form(action, version, input),
    decode: (action, text) => structureOf(parseXML(text)[`${action}Response`]),
    decodeError: (text) => xmlError(parseXML(text).Response?.Errors?.Error),
  };
}

/** The elements of a list in an answer of XML, where one stands for itself. Undefined where there is no list. */
export function elementsOf(list: any, name: 'member' | 'item'): any[] | undefined {
  if (list === '') { return []; }
  return list?.[name] === undefined ? undefined : [list[name]].flat();
}

function form(action: string, version: string, input: Structure): EncodedCall {
  const parameters = new URLSearchParams({ Action: action, Version: version });
  for (const [name, value] of Object.entries(input)) {
    if (Array.isArray(value)) {
      value.forEach((item, index) => { parameters.set(`${name}.member.${index + 1}`, String(item)); });
    } else if (value !== undefined) {
      parameters.set(name, String(value));
    }
  }
  return { path: '/', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: parameters.toString() };
}

function jsonError(text: string, headers: Readonly<Record<string, string>>): EncodedError {
  const { __type, message, Message } = structureOfJson(text);
  // Such as `com.amazonaws.kms#NotFoundException:http://…`.
  const type = textOf(headers['x-amzn-errortype']) ?? textOf(__type);
  return { code: type?.replace(/^.*#/, '').replace(/:.*$/, ''), message: textOf(message) ?? textOf(Message) };
}

function xmlError(error: any): EncodedError {
  return { code: textOf(error?.Code), message: textOf(error?.Message) };
}

/** A member that is null is one that is not there, as the clients of the SDK have it. */
function structureOfJson(text: string): Structure {
  return structureOf(JSON.parse(text, (_, value) => value === null ? undefined : value));
}

function structureOf(value: unknown): Structure {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) { throw new TypeError('The answer is no structure.'); }
  return value;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
