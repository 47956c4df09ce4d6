import { alarmsGrid } from './alarms-grid';
import { causesOf, type CaseOfRegion } from './causes-of';
import type { Report } from './report';
import { sorted } from './sorted';
import { CASES } from './verdicts';
import { xml, type XmlElement } from './xml';
import type { Finding, KeyAlarms, KeySetCases, RegionCases } from '../finding';
import { PROGRAM } from '../program';

type Result = 'passed' | 'failure' | 'error' | 'skipped';

/** A test as JUnit knows it. */
interface Test {
  readonly name: string;
  readonly result: Result;
  readonly causes: readonly Finding[];
  /** What is said where there is no cause. */
  readonly otherwise?: string;
}

/** The report for CI systems: what does not work is a failure, and what cannot be told an error. */
export function junit({ outcome: { cases, alarms, findings }, date, strict }: Report): string {
  const order = sorted(findings);
  const suites = cases.map((keySet) => ({
    name: `${keySet.alias} in account ${keySet.vaultAccount}`,
    tests: keySet.regions.flatMap((one) => testsOf(one, keySet, order)),
  }));
  const explained = new Set(suites.flatMap(({ tests }) => tests).flatMap(({ causes }) => causes));
  // What no case shows would otherwise be lost.
  const others = order.filter((finding) => !explained.has(finding)).map((finding) => testOf(finding, strict));
  const alarmTests = testsOfAlarms(alarms);
  const all = [...suites, ...alarmTests.length > 0 ? [{ name: 'alarms', tests: alarmTests }] : [], ...others.length > 0 ? [{ name: 'other findings', tests: others }] : []];
  return xml({
    name: 'testsuites',
    attributes: { name: `${PROGRAM} check`, ...counts(all.flatMap(({ tests }) => tests)), time: 0 },
    content: all.map(({ name, tests }) => ({
      name: 'testsuite',
      // In UTC, as readers expect it: Apache Ant's schema allows no time zone.
      attributes: { name, ...counts(tests), time: 0, timestamp: date.slice(0, 19) },
      content: tests.map((test) => element(test, name)),
    })),
  });
}

function testsOf({ region, A, B, C }: RegionCases, { vaultAccount }: KeySetCases, findings: readonly Finding[]): Test[] {
  const sources = Object.entries(B);
  const test = (name: string, one: CaseOfRegion): Test => ({
    name: `${region}: ${name}`,
    result: ({ yes: 'passed', no: 'failure', unknown: 'error' } as const)[one.verdict],
    causes: causesOf(one, findings),
    otherwise: one.verdict === 'no' ? 'replicas do not arrive' : 'it cannot be told whether replicas arrive',
  });
  return [
    test(`A ${CASES.A}`, { vaultAccount, region, verdict: A }),
    ...sources.map(([source, verdict]) => test(`B ${CASES.B} in ${source}`, { vaultAccount, region, source, verdict })),
    ...sources.length > 0 ? [] : [skipped(`${region}: B ${CASES.B}`, 'no key of a PROTECTED account is known')],
    test(`C ${CASES.C}`, { vaultAccount, region, verdict: C }),
  ];
}

/** Alarms are optional, so that one that is not there is skipped, and does not fail. */
function testsOfAlarms(alarms: readonly KeyAlarms[]): Test[] {
  if (alarms.length === 0) { return []; }
  const grid = alarmsGrid(alarms, Infinity);
  if (typeof grid === 'string') { return [skipped('EventBridge rules', grid)]; }
  return grid.rows.flatMap(({ places: [{ account, region }], cells }) => cells.flatMap((verdict, index): Test[] => {
    const name = `${account} ${region}: ${grid.titles[index]}`;
    switch (verdict) {
      case undefined: return [];
      case 'yes': return [{ name, result: 'passed', causes: [] }];
      case 'no': return [skipped(name, 'there is none')];
      case 'unknown': return [skipped(name, 'it cannot be told whether there is one')];
    }
  }));
}

function skipped(name: string, otherwise: string): Test {
  return { name, result: 'skipped', causes: [], otherwise };
}

/** A finding as a test of its own. A note passes unless notes fail. */
function testOf(finding: Finding, strict: boolean): Test {
  const { id, account, region, key, level } = finding;
  const results: Record<Finding['level'], Result> = { fails: 'failure', unknown: 'error', note: strict ? 'failure' : 'passed' };
  return { name: [id, account, region, key].filter((part) => part !== undefined).join(' '), result: results[level], causes: [finding] };
}

function counts(tests: readonly Test[]): Record<string, number> {
  const count = (result: Result) => tests.filter((test) => test.result === result).length;
  return { tests: tests.length, failures: count('failure'), errors: count('error'), skipped: count('skipped') };
}

function element({ name, result, causes, otherwise = '' }: Test, suite: string): XmlElement {
  const details = causes.map(({ id, text, remedy }) => [`${id}: ${text}`, ...remedy === undefined ? [] : [remedy]].join('\n')).join('\n\n');
  const attributes = { classname: suite, name, time: 0 };
  if (result === 'passed') {
    return { name: 'testcase', attributes, content: details === '' ? [] : [{ name: 'system-out', content: details }] };
  }
  const message = causes[0]?.text ?? otherwise;
  const child: XmlElement = result === 'skipped'
    ? { name: result, attributes: { message } }
    : { name: result, attributes: { message, type: causes[0]?.id ?? result }, content: details };
  return { name: 'testcase', attributes, content: [child] };
}
