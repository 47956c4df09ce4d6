import { parse } from 'junit2json';
import { SaxesParser } from 'saxes';
import { BROKEN, HEALTHY, PENDING_DELETION, reportOf, ROTATION_OFF } from './reports';
import type { Outcome } from '../../../src/check/finding';
import { junit } from '../../../src/check/report/junit';

/** Everything that a strict reader of XML objects to. */
function faultsOf(xml: string): string[] {
  const faults: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => { faults.push(error.message); });
  parser.write(xml).close();
  return faults;
}

/** The tests as a reader of JUnit sees them: suite, name, result, message. */
async function testsOf(outcome: Outcome, others = {}): Promise<string[]> {
  const { testsuite: suites = [] } = await parse(junit(reportOf(outcome, others))) as any;
  return suites.flatMap((suite: any) => suite.testcase.map((test: any) => {
    const [result] = ['failure', 'error', 'skipped', 'system-out'].filter((kind) => test[kind]);
    const [{ message, type } = {} as any] = result === 'system-out' ? [] : [test[result] ?? []].flat();
    return [suite.name, test.name, result ?? 'passed', type, message].filter((part) => part !== undefined).join(' | ');
  }));
}

const SUITE = 'alias/very_secret_key in account 111111111111';

test('each Region and case is a test, and a failure names its cause', async () => {
  const deleted = 'pending-deletion | The key will be deleted on 2026-12-02, and every replica under it becomes unreadable.';
  const lacks = 'policy-lacks | The key policy does not allow the VAULT role kms:Decrypt.';
  expect(await testsOf(BROKEN)).toEqual([
    `${SUITE} | eu-west-1: A unencrypted source | passed`,
    `${SUITE} | eu-west-1: B PROTECTED key source in eu-west-1 | failure | ${lacks}`,
    `${SUITE} | eu-west-1: B PROTECTED key source in us-east-1 | passed`,
    `${SUITE} | eu-west-1: C VAULT key source | error | not-readable | The role "SourceIAMRole" could not be read; allow iam:GetRole.`,
    `${SUITE} | eu-central-1: A unencrypted source | failure | ${deleted}`,
    `${SUITE} | eu-central-1: B PROTECTED key source in eu-west-1 | failure | ${deleted}`,
    `${SUITE} | eu-central-1: B PROTECTED key source in us-east-1 | failure | ${deleted}`,
    `${SUITE} | eu-central-1: C VAULT key source | failure | ${deleted}`,
    'alarms | 111111111111 eu-west-1: key changes | passed',
    'alarms | 111111111111 eu-west-1: failed copies | passed',
    'alarms | 111111111111 eu-west-1: trail | passed',
    'alarms | 111111111111 eu-central-1: key changes | skipped | there is none',
    'alarms | 111111111111 eu-central-1: failed copies | skipped | it cannot be told whether there is one',
    'alarms | 111111111111 eu-central-1: trail | passed',
    'alarms | 222222222222 eu-west-1: key changes | skipped | there is none',
    'alarms | 222222222222 eu-west-1: policy changes | passed',
    'alarms | 222222222222 eu-west-1: trail | skipped | there is none',
    'other findings | rotation-off 111111111111 eu-west-1 alias/very_secret_key | system-out',
  ]);
});

test('the counts are those of the tests', async () => {
  const xml = junit(reportOf(BROKEN));
  expect(xml).toContain('<testsuites name="cdk-vault-replica-keys check" tests="18" failures="5" errors="1" skipped="4" time="0">');
  expect(xml).toContain(`<testsuite name="${SUITE}" tests="8" failures="5" errors="1" skipped="0" time="0" timestamp="2026-11-26T08:09:10">`);
  expect(xml).toContain('<testsuite name="alarms" tests="9" failures="0" errors="0" skipped="4" time="0" timestamp="2026-11-26T08:09:10">');
  expect(xml).toContain('<testsuite name="other findings" tests="1" failures="0" errors="0" skipped="0" time="0" timestamp="2026-11-26T08:09:10">');
});

test('the text of a failure has every cause and remedy', async () => {
  const twoFindings = { ...BROKEN, findings: [...BROKEN.findings, { ...PENDING_DELETION, id: 'policy-lacks', text: 'It lacks.', remedy: undefined }] };
  expect(junit(reportOf(twoFindings))).toContain(`type="pending-deletion">pending-deletion: ${PENDING_DELETION.text}
${PENDING_DELETION.remedy!.replace('&&', '&amp;&amp;')}

policy-lacks: It lacks.</failure>`);
});

test('where all works, every test passes, and alarms that nobody asked for are skipped in one', async () => {
  const tests = await testsOf(HEALTHY);
  expect(tests.pop()).toBe('alarms | EventBridge rules | skipped | No EventBridge rule reports changes of keys or failed copies.');
  expect(tests.every((test) => test.endsWith('| passed'))).toBe(true);
  expect(junit(reportOf(HEALTHY))).not.toContain('other findings');
});

test('case B without a key of a PROTECTED account is skipped', async () => {
  const regions = [{ region: 'eu-west-1', A: 'yes', B: {}, C: 'yes' } as const];
  expect(await testsOf({ ...HEALTHY, cases: [{ ...HEALTHY.cases[0], regions }], alarms: [] })).toEqual([
    `${SUITE} | eu-west-1: A unencrypted source | passed`,
    `${SUITE} | eu-west-1: B PROTECTED key source | skipped | no key of a PROTECTED account is known`,
    `${SUITE} | eu-west-1: C VAULT key source | passed`,
  ]);
});

test('a finding that no case shows is a test of its own, and a note fails where notes do', async () => {
  const findings = [ROTATION_OFF, PENDING_DELETION, { ...PENDING_DELETION, level: 'unknown' as const, id: 'not-readable' }];
  const others = async (strict: boolean) => (await testsOf({ ...HEALTHY, findings, alarms: [] }, { strict })).slice(8).map((test) => test.split(' | ').slice(1, 3));
  expect(await others(false)).toEqual([
    ['pending-deletion 111111111111 eu-central-1 alias/very_secret_key', 'failure'],
    ['not-readable 111111111111 eu-central-1 alias/very_secret_key', 'error'],
    ['rotation-off 111111111111 eu-west-1 alias/very_secret_key', 'system-out'],
  ]);
  expect((await others(true))[2][1]).toBe('failure');
});

test('a case without a cause says what is wrong with it', async () => {
  const regions = [{ region: 'eu-west-1', A: 'no', B: { 'us-east-1': 'unknown' }, C: 'yes' } as const];
  expect(await testsOf({ ...HEALTHY, cases: [{ ...HEALTHY.cases[0], regions }], alarms: [] })).toEqual([
    `${SUITE} | eu-west-1: A unencrypted source | failure | failure | replicas do not arrive`,
    `${SUITE} | eu-west-1: B PROTECTED key source in us-east-1 | error | error | it cannot be told whether replicas arrive`,
    `${SUITE} | eu-west-1: C VAULT key source | passed`,
  ]);
});

test('hostile names and texts stay text, and the document is XML', async () => {
  const evil = '"><failure/>\u0000\u001b\u000b\ud800\uffff]]>&amp;\'<!-- \u202e\n\t--> ' + 'x'.repeat(10_000);
  const visible = '"><failure/>\\u0000\\u001b\\u000b\\ud800\\uffff]]>&amp;\'<!-- \\u202e\\u000a\\u0009--> ' + 'x'.repeat(10_000);
  const outcome: Outcome = {
    cases: [{ alias: evil, vaultAccount: evil, regions: [{ region: evil, A: 'no', B: { [evil]: 'unknown' }, C: 'yes' }] }],
    alarms: [{ account: evil, region: evil, key: evil, keyChanges: 'yes', trail: 'no' }],
    findings: [{ id: evil, level: 'fails', account: evil, region: evil, key: evil, text: evil, remedy: evil }],
    notSeen: [],
  };
  expect(faultsOf(junit(reportOf(outcome)))).toEqual([]);
  const tests = await testsOf(outcome);
  expect(tests).toHaveLength(5);
  expect(tests[0]).toBe(`${visible} in account ${visible} | ${visible}: A unencrypted source | failure | ${visible} | ${visible}`);
});

test.each([['broken', BROKEN], ['healthy', HEALTHY]])('the document of a %s run is XML', (_, outcome) => {
  expect(faultsOf(junit(reportOf(outcome)))).toEqual([]);
});
