import { putTogether } from './alike';
import { every } from '../cases/every';
import { grouped } from '../causes/grouped';
import type { Verdict } from '../evaluator/verdict';
import type { KeyAlarms } from '../finding';

type Column = 'keyChanges' | 'failedCopies' | 'policyChanges' | 'trail';

const TITLES: Readonly<Record<Column, string>> = {
  keyChanges: 'key changes', failedCopies: 'failed copies', policyChanges: 'policy changes', trail: 'trail',
};

/** The alarms of some keys as a table, with a row for each account and Region. */
export interface AlarmsGrid {
  readonly titles: readonly string[];
  readonly rows: readonly AlarmsRow[];
}

/** A row, with a verdict for each column. A verdict is undefined where it does not apply. */
export interface AlarmsRow {
  readonly places: ReadonlyArray<{ readonly account: string; readonly region: string }>;
  readonly cells: readonly (Verdict | undefined)[];
}

/**
 * Arranges alarms as a table. Rows that are alike are one where there are more than a few of them.
 *
 * @returns a sentence in place of a table that would say the same in each row.
 */
export function alarmsGrid(alarms: readonly KeyAlarms[], fewRows: number): AlarmsGrid | string {
  const verdicts = alarms.flatMap(({ keyChanges, failedCopies, policyChanges }) => [keyChanges, failedCopies ?? [], policyChanges ?? []].flat());
  if (!verdicts.includes('yes')) { return sentenceWithoutAlarms(verdicts); }
  // Few have rules for changes of policies, and nobody else asks for that column.
  const columns = (['keyChanges', 'failedCopies', 'policyChanges', 'trail'] as const)
    .filter((column) => column !== 'policyChanges' || alarms.some(({ policyChanges = 'no' }) => policyChanges !== 'no'));
  const places = [...grouped(alarms, ({ account, region }) => JSON.stringify([account, region]))];
  const rows = putTogether(places.map(([name, group]) => ({
    names: [name], content: columns.map((column) => worstOf(group.flatMap(({ [column]: verdict }) => verdict ?? []))),
  })), fewRows);
  return {
    titles: columns.map((column) => TITLES[column]),
    rows: rows.map(({ names, content }) => ({
      places: names.map((name) => {
        const [account, region] = JSON.parse(name);
        return { account, region };
      }),
      cells: content,
    })),
  };
}

function sentenceWithoutAlarms(verdicts: readonly Verdict[]): string {
  if (!verdicts.includes('no')) { return 'It could not be seen whether EventBridge rules report changes of keys or failed copies.'; }
  return `No EventBridge rule${verdicts.includes('unknown') ? ' that could be seen' : ''} reports changes of keys or failed copies.`;
}

function worstOf(verdicts: readonly Verdict[]): Verdict | undefined {
  return verdicts.length === 0 ? undefined : every(verdicts);
}
