import { printable } from '../../command-line/printable';
import { escape } from '../xml';

/** A piece of HTML. Only the literal parts of `markup` become tags. */
export class Markup {
  constructor(public readonly text: string) {}
}

/** What may be put into HTML: text of any kind, which never becomes tags, and what was made by `markup`. */
type Value = string | number | Markup | readonly Markup[];

/** Puts values into HTML. */
export function markup(literals: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(String.raw({ raw: literals }, ...values.map(render)));
}

function render(value: Value): string {
  if (value instanceof Markup) { return value.text; }
  if (typeof value === 'object') { return value.map(({ text }) => text).join(''); }
  return escape(String(value).split('\n').map(printable).join('\n'));
}
