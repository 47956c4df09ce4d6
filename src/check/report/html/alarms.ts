import { markup, type Markup } from './markup';
import type { KeyAlarms } from '../../finding';
import { alarmsGrid, type AlarmsGrid } from '../alarms-grid';
import { word } from '../verdicts';

/** Whether somebody is notified of changes of keys and of failed copies. */
export function alarmsByRegion(alarms: readonly KeyAlarms[]): Markup {
  if (alarms.length === 0) { return markup``; }
  const grid = alarmsGrid(alarms, Infinity);
  return markup`<section>
<h2>Alarms</h2>
<p>Whether Amazon EventBridge rules notify somebody between two checks. They are optional. Changes of keys reach a rule only through a trail.</p>
${typeof grid === 'string' ? markup`<p>${grid}</p>\n` : table(grid)}</section>`;
}

function table({ titles, rows }: AlarmsGrid): Markup {
  return markup`<div class="table" role="region" aria-labelledby="alarms" tabindex="0">
<table>
<caption id="alarms">EventBridge rules by account and Region</caption>
<thead>
<tr><th scope="col">Account and Region</th>${titles.map((title) => markup`<th scope="col">${title}</th>`)}</tr>
</thead>
<tbody>
${rows.map(({ places: [{ account, region }], cells }) => markup`<tr><th scope="row">${account} ${region}</th>${cells.map((cell) => markup`<td>${word(cell)}</td>`)}</tr>\n`)}</tbody>
</table>
</div>
`;
}
