import { access } from './access';
import { alarmsByRegion } from './alarms';
import { casesByRegion } from './cases';
import { findingsSection } from './findings';
import { markup, Markup } from './markup';
import { STYLE } from './style';
import { EXIT, type ExitCode } from '../../command-line/exit-code';
import type { Expectation } from '../../expectation';
import { PROGRAM } from '../../program';
import type { Report } from '../report';
import { verdictOf } from '../verdict-of';

const TITLE = "Check of AutoBackup's replica keys";

/** The report as one file for a browser, which asks nothing of the network and runs no script. */
export function html(report: Report): string {
  const { outcome: { cases, alarms, findings, notSeen }, exitCode } = report;
  const verdict = verdictOf(report);
  return `<!DOCTYPE html>\n${markup`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${verdict.sentence} – ${TITLE}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<header>
<h1>${TITLE}</h1>
<p class="verdict ${verdict.kind}">${verdict.symbol} ${verdict.sentence}</p>
${about(report)}
</header>
<main>
${findingsSection(findings)}
${casesByRegion(cases)}
${alarmsByRegion(alarms)}
${access(report)}
<section>
<h2>What was not seen</h2>
${list(notSeen)}
</section>
</main>
<footer><p>Exit code ${exitCode}: ${meaningOf(report)}</p></footer>
</body>
</html>
`.text}`;
}

function about({ expectation, version, date }: Report): Markup {
  const { assembly } = expectation;
  const { vault, protectedOnes } = accountsOf(expectation);
  return markup`<dl>
<dt>Checked</dt><dd><time datetime="${date}">${date.replace('T', ' ').replace(/(\.\d+)?Z$/, '')} UTC</time></dd>
<dt>By</dt><dd>${PROGRAM} ${version}</dd>
<dt>Against</dt><dd>${assembly === undefined ? 'what the command line says' : markup`the cloud assembly in <code>${assembly}</code>`}</dd>
<dt>VAULT account</dt><dd>${vault.join(', ')}</dd>
<dt>PROTECTED accounts</dt><dd>${protectedOnes.join(', ')}</dd>
</dl>`;
}

function accountsOf({ replicaKeys, sourceKeys }: Expectation): { vault: string[]; protectedOnes: string[] } {
  const organizations = replicaKeys.flatMap(({ organization }) => organization ? [`the accounts of organization ${organization.id}`] : []);
  const protectedOnes = [...replicaKeys.flatMap(({ protectedAccounts }) => protectedAccounts), ...sourceKeys.map(({ account }) => account)];
  const unique = (texts: readonly string[]) => [...new Set(texts)].sort();
  return {
    vault: unique([...replicaKeys, ...sourceKeys].map(({ vaultAccount }) => vaultAccount)),
    protectedOnes: [...unique(protectedOnes), ...unique(organizations)],
  };
}

function list(sentences: readonly string[]): Markup {
  return sentences.length === 0 ? markup`<p>Everything was seen.</p>` : markup`<ul>
${sentences.map((sentence) => markup`<li>${sentence}</li>\n`)}</ul>`;
}

function meaningOf({ exitCode, strict }: Report): string {
  const meanings: Partial<Record<ExitCode, string>> = {
    [EXIT.works]: 'replication works in every Region that was checked.',
    [EXIT.fails]: strict ? 'something fails, or there are notes and the check is strict.' : 'something fails.',
    [EXIT.unknown]: 'nothing is known to fail, but something could not be seen.',
  };
  return meanings[exitCode]!;
}
