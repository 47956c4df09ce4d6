import { deepStrictEqual } from 'node:assert';

const TYPES = ['AWS::KMS::Alias', 'AWS::KMS::Key'];

/** @throws when both sides do not make the same keys and aliases, one of each in each stack: no comparison would be fair. */
export function assertSameResources(handWritten: Map<string, string>, library: Map<string, string>): void {
  for (const [stack, text] of library) {
    deepStrictEqual(Object.keys(resourcesByType(text)).sort(), TYPES, `${stack} has other resources than a key and an alias`);
  }
  deepStrictEqual(everyResource(library), everyResource(handWritten));
}

function everyResource(templates: Map<string, string>): any {
  return Object.fromEntries([...templates].map(([stack, text]) => [stack, resourcesByType(text)]));
}

/** The resources under their types, not their logical ids, which differ. */
function resourcesByType(template: string): any {
  const ids = Object.entries<any>(JSON.parse(template).Resources);
  const named = ids.reduce((text, [id, { Type }]) => text.replaceAll(`"${id}"`, `"${Type}"`), template);
  return JSON.parse(named).Resources;
}
