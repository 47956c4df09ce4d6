import { type Passage, placeholder, prose } from './passage';

/** What a person reads in a Markdown file, comments included, without blocks of code and HTML tags. A paragraph is one passage. */
export function markdownPassages(text: string): Passage[] {
  const lines = prose(text.replace(/^( *)(```+)[\s\S]*?^\1\2$|<\/?\w[^>]*>|\]\([^)\s]+\)/gm, placeholder)).split('\n');
  const passages: Passage[] = [];
  let start = 0;
  for (let index = 0; index <= lines.length; index += 1) {
    if (index < lines.length && lines[index].trim() !== '') { continue; }
    if (index > start) { passages.push({ line: start + 1, text: lines.slice(start, index).join('\n') }); }
    start = index + 1;
  }
  return passages;
}
