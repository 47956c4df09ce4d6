import { markup, type Markup } from './markup';
import { POLICIES_ONLY } from '../../matrix/meanings';
import type { AccessTable } from '../access-table';
import type { Report } from '../report';

/** Who may do what with the keys, and who may destroy them. */
export function access({ access: tables, meanings, destroyers }: Pick<Report, 'access' | 'meanings' | 'destroyers'>): Markup {
  return markup`<section>
<h2>Who may do what</h2>
<p>${POLICIES_ONLY} They are the policies that should be live; one that differs is a finding.</p>
${tables.map((one, index) => table(one, `access-${index + 1}`))}<dl>
${meanings.map(({ word, meaning }) => markup`<dt>${word}</dt><dd>${meaning}</dd>\n`)}</dl>
</section>
<section>
<h2>Who may destroy the keys</h2>
<p>Replicas are unreadable without their key. These may schedule its deletion or disable it, at once or after they change its policy.</p>
${destroyers.map(({ subject, actors }) => markup`<h3>${subject}</h3>\n${list(actors)}`)}</section>`;
}

function list(actors: readonly string[]): Markup {
  return actors.length === 0 ? markup`<p>Nobody.</p>\n` : markup`<ul>\n${actors.map((actor) => markup`<li>${actor}</li>\n`)}</ul>\n`;
}

function table({ title, attempts, rows }: AccessTable, id: string): Markup {
  return markup`<div class="table" role="region" aria-labelledby="${id}" tabindex="0">
<table>
<caption id="${id}">${title}</caption>
<thead>
<tr><th scope="col">Who</th>${attempts.map((attempt) => markup`<th scope="col">${attempt}</th>`)}</tr>
</thead>
<tbody>
${rows.map(({ actor, answers }) => markup`<tr><th scope="row">${actor}</th>${answers.map((answer) => markup`<td class="${answer === 'no' ? 'may-not' : 'may'}">${answer}</td>`)}</tr>\n`)}</tbody>
</table>
</div>
`;
}
