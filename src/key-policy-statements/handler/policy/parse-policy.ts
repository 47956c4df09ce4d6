import type { KeyPolicy } from './policy';
import { isKeyPolicy } from '../event/grammar';

const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/g;

/** The key policy in the text. Undefined if the text is not one, or if writing it back would lose part of it. */
export function parsePolicy(text: string | undefined): KeyPolicy | undefined {
  let fields = 0;
  try {
    const policy: unknown = JSON.parse(text!, function (this: unknown, _name, value) {
      if (!Array.isArray(this)) { fields++; }
      return value;
    });
    // Parsing drops the first of two fields with the same name: the text then has more colons than fields. The root counts as one field more.
    return fields === text!.replace(STRING, '').split(':').length && isKeyPolicy(policy) ? policy : undefined;
  } catch {
    return undefined;
  }
}
