import { isKeyPolicy } from './grammar';
import type { KeyPolicy } from './policy';

const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/g;

/** The policy that the text is. Undefined when it is none, or would not be the same if it were written back. */
export function parsePolicy(text: string | undefined): KeyPolicy | undefined {
  let fields = 0;
  try {
    const policy = JSON.parse(text!, function (this: any, _name, value) {
      if (!Array.isArray(this)) { fields++; }
      return value;
    });
    // Of two fields with one name, the first is lost in parsing: then there are more colons in the text than fields, plus one for the whole.
    return fields === text!.replace(STRING, '').split(':').length && isKeyPolicy(policy) ? policy : undefined;
  } catch {
    return undefined;
  }
}
