/** The value as JSON, however deep: `JSON.stringify` supports only a few thousand levels. */
export function jsonText(value: unknown): string {
  const text: string[] = [];
  const rest: Array<{ readonly text: string } | { readonly value: unknown }> = [{ value }];
  for (let next = rest.pop(); next; next = rest.pop()) {
    if ('text' in next) {
      text.push(next.text);
    } else if (next.value === null || typeof next.value !== 'object') {
      text.push(JSON.stringify(next.value));
    } else {
      const isList = Array.isArray(next.value);
      const parts = Object.entries(next.value).flatMap(([name, part], index) => [
        { text: `${index > 0 ? ',' : ''}${isList ? '' : `${JSON.stringify(name)}:`}` }, { value: part },
      ]);
      rest.push({ text: isList ? ']' : '}' }, ...parts.reverse(), { text: isList ? '[' : '{' });
    }
  }
  return text.join('');
}
