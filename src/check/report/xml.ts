import { printable } from '../command-line/printable';

/** An element of XML: its name, attributes, and content, which is other elements or text. */
export interface XmlElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number>>;
  readonly content?: readonly XmlElement[] | string;
}

/** The elements as the lines of a document. */
export function xml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${render(root, '')}`;
}

function render({ name, attributes = {}, content = [] }: XmlElement, indent: string): string {
  const start = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escape(printable(String(value)))}"`)].join(' ');
  if (content.length === 0) { return `${indent}<${start}/>\n`; }
  const inner = typeof content === 'string'
    ? escape(content.split('\n').map(printable).join('\n'))
    : `\n${content.map((child) => render(child, `${indent}  `)).join('')}${indent}`;
  return `${indent}<${start}>${inner}</${name}>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A text that is no markup in XML or HTML, neither in an element nor in an attribute. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
