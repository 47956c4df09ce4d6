import { expected } from './expected';
import type { Arguments } from '../command-line/arguments';
import type { Format } from '../command-line/options';
import { OutputFile } from '../command-line/output-file';
import { PLAIN, paintFor } from '../command-line/paint';
import { withProgress } from '../command-line/progress';
import type { Command } from '../command-line/run';
import type { Terminal } from '../command-line/terminal';
import type { Expectation } from '../expectation';
import type { Outcome } from '../finding';
import type { InspectOptions } from '../inspect';
import type { ConnectOptions } from '../live/connect';
import type { Accounts } from '../live/live';
import { accessTables } from '../matrix/access-tables';
import { destroyersOf } from '../matrix/destroyers';
import { meaningsOf } from '../matrix/meanings';
import { VERSION } from '../program';
import { exitCodeOf } from '../report/exit-code-of';
import { html } from '../report/html/html';
import { json } from '../report/json';
import { junit } from '../report/junit';
import { plural } from '../report/plural';
import type { Report } from '../report/report';
import { table } from '../report/table';
import { verdictOf } from '../report/verdict-of';
import { UsageError } from '../usage-error';

/** What a check needs besides the command line. */
export interface CheckParts {
  connect(options: ConnectOptions): Promise<Accounts>;
  inspect(expectation: Expectation, accounts: Accounts, options: InspectOptions): Promise<Outcome>;
  now(): Date;
}

/** The width of what is no terminal, and the least that a table needs. */
const WIDTH = 80;
const LEAST_WIDTH = 60;

/** The command `check`: what is live against what should be. */
export function checkCommand(parts: CheckParts): Command {
  return async (args, terminal) => {
    const { folder, stdout, stderr } = terminal;
    // Before the work, which would be lost.
    const file = args.output === undefined ? undefined : new OutputFile(args.output, folder);
    const report = await reportOf(args, terminal, parts);
    if (file) {
      file.write(render(args.format, report, { columns: WIDTH, paint: PLAIN }));
      stderr.write(`${verdictOf(report).sentence}; the report is in ${args.output}\n`);
    } else {
      const columns = Math.max(LEAST_WIDTH, stdout.columns ?? WIDTH);
      stdout.write(render(args.format, report, { columns, paint: paintFor(stdout, terminal.env) }));
    }
    return report.exitCode;
  };
}

async function reportOf(args: Arguments, terminal: Terminal, parts: CheckParts): Promise<Report> {
  const expectation = expected(args, terminal.folder);
  const regions = new Set(expectation.replicaKeys.flatMap(({ keys }) => keys.map(({ region }) => region)));
  const [region] = [...regions, ...expectation.sourceKeys.map((key) => key.region)];
  if (region === undefined) {
    throw new UsageError('there is no key to check; choose other Regions or another alias, or add a construct that makes a key to the app');
  }
  const { profiles, sourceRole, strict } = args;
  const { notSeen, ...found } = await withProgress(terminal, `Checking ${plural(regions.size, 'Region')}`, async () => (
    parts.inspect(expectation, await parts.connect({ profiles, region }), { sourceRole, profiles })
  ));
  const outcome = { ...found, notSeen: [...new Set([...notSeen, ...expectation.notSaid ?? []])] };
  const known = args.format === 'html' ? expectation : { replicaKeys: [], sourceKeys: [] };
  const access = accessTables(known);
  return {
    outcome,
    expectation,
    exitCode: exitCodeOf(outcome, strict),
    strict,
    version: VERSION,
    date: parts.now().toISOString(),
    access,
    meanings: meaningsOf(access, known),
    destroyers: destroyersOf(known),
  };
}

function render(format: Format, report: Report, { columns, paint }: { columns: number; paint: typeof PLAIN }): string {
  switch (format) {
    case 'json': return json(report);
    case 'junit': return junit(report);
    case 'html': return html(report);
    default: return table(report, columns, paint);
  }
}
