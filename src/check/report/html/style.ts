/** The style of the report: light or dark on a screen, light on paper. What a color says, a word says too. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --text: #1c2128; --soft: #57606a; --page: #ffffff; --panel: #f6f8fa; --line: #d0d7de;
  --good: #116329; --good-panel: #dafbe1; --bad: #a40e26; --bad-panel: #ffebe9; --unsure: #7a4b00; --unsure-panel: #fff4d1;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --text: #e6edf3; --soft: #9ea7b3; --page: #0d1117; --panel: #161b22; --line: #3d444d;
    --good: #7ee787; --good-panel: #12261e; --bad: #ffa198; --bad-panel: #331418; --unsure: #f2cc60; --unsure-panel: #2c2111;
  }
}
* { box-sizing: border-box; }
body {
  max-width: 72rem; margin: 0 auto; padding: 2rem 1.25rem 4rem;
  background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
h1 { margin: 0 0 1rem; font-size: 1.75rem; line-height: 1.2; }
h2 { margin: 3rem 0 .75rem; font-size: 1.3rem; line-height: 1.3; }
h3 { margin: 1rem 0 .5rem; font-size: 1rem; }
p, ul { margin: .5rem 0; max-width: 48rem; }
code, pre { font: .875rem/1.5 ui-monospace, monospace; }
pre {
  margin: 0; padding: .75rem; border: 1px solid var(--line); border-radius: .375rem;
  background: var(--page); color: var(--text); white-space: pre-wrap; user-select: all;
}
dl { display: grid; grid-template-columns: fit-content(24rem) 1fr; gap: .25rem 1.25rem; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; }
.yes { background: var(--good-panel); color: var(--good); }
.no { background: var(--bad-panel); color: var(--bad); }
.unknown { background: var(--unsure-panel); color: var(--unsure); }
.note, .may-not { color: var(--soft); }
.may { font-weight: 600; }
.verdict { margin: 0 0 1.5rem; padding: 1rem 1.25rem; max-width: none; border-left: .375rem solid; border-radius: .375rem; font-size: 1.25rem; font-weight: 600; }
.finding { margin: 1rem 0; padding: 1rem 1.25rem; border: 1px solid var(--line); border-left: .375rem solid; border-radius: .375rem; background: var(--panel); }
.finding.no { border-left-color: var(--bad); }
.finding.unknown { border-left-color: var(--unsure); }
.finding.note { border-left-color: var(--soft); }
.finding h3 { margin: 0 0 .5rem; }
.finding h3, .finding p { color: var(--text); }
.finding dl { font-size: .875rem; color: var(--text); }
.finding .label { margin: .75rem 0 .25rem; color: var(--soft); font-size: .875rem; }
.badge { display: inline-block; margin-right: .5rem; padding: 0 .5rem; border: 1px solid; border-radius: 1rem; font-size: .8125rem; font-weight: 600; }
.table { margin: .75rem 0 1.5rem; overflow-x: auto; }
table { border-collapse: collapse; font-size: .9375rem; }
caption { position: sticky; left: 0; width: max-content; max-width: min(100vw - 2.5rem, 69rem); padding: 0 0 .5rem; text-align: left; font-weight: 600; }
th, td { padding: .4rem .75rem; border: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: break-word; }
th { background: var(--panel); font-weight: 600; }
td { white-space: nowrap; }
th .names { display: block; min-width: 12rem; max-width: 24rem; font-weight: 400; white-space: normal; overflow-wrap: anywhere; }
thead tr + tr th { white-space: nowrap; }
th[scope=row] { min-width: 11rem; max-width: 32rem; overflow-wrap: anywhere; }
th[scope=col] { min-width: 6rem; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem; }
@media screen and (min-width: 40.01rem) {
  th[scope=row] { position: sticky; left: 0; }
}
@media (max-width: 40rem) {
  body { padding: 1rem .75rem 2rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .5rem; }
}
@media print {
  @page { margin: 1.5cm; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  h2, h3, caption { break-after: avoid; }
  .finding, .verdict, tr { break-inside: avoid; }
  .table { overflow: visible; }
  caption { max-width: none; }
  table { font-size: 8pt; }
  th, td { padding: .25rem; }
  th .names, th[scope] { min-width: 0; }
  thead tr + tr th, td { white-space: normal; }
}
`;
