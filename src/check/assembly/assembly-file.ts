import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../evaluator/json-object';
import { UsageError } from '../usage-error';

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The JSON object in a file that the manifest of a cloud assembly names.
 *
 * @throws where the file is missing or cut off, as when synthesis was interrupted.
 */
export function readAssemblyFile(directory: string, name: string): JsonObject {
  const file = join(directory, name);
  return parseObject(readText(file), `file "${file}"`);
}

/** @throws where the text is not a JSON object. */
export function parseObject(text: string, what: string): JsonObject {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new UsageError(`${what} is truncated or not JSON, so the cloud assembly is half-written; run "npx cdk synth" again`);
  }
  if (!isObject(json)) { throw new UsageError(`${what} is not what the CDK writes, which is a JSON object; run "npx cdk synth" again`); }
  return json;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(code === 'ENOENT'
      ? `file "${file}" is missing, so the cloud assembly is half-written; run "npx cdk synth" again`
      : `file "${file}" cannot be read (${code}); make it readable, or run "npx cdk synth" again`);
  }
}
