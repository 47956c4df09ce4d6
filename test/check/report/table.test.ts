import { BROKEN, HEALTHY, PENDING_DELETION, reportOf, ROTATION_OFF } from './reports';
import { PLAIN, paintFor } from '../../../src/check/command-line/paint';
import type { Verdict } from '../../../src/check/evaluator/verdict';
import type { KeyAlarms, Outcome, RegionCases } from '../../../src/check/finding';
import { table } from '../../../src/check/report/table';

const tableOf = (outcome: Outcome, width = 80) => table(reportOf(outcome), width, PLAIN);

/** An outcome with cases only. */
const withCases = (regions: readonly RegionCases[]): Outcome => ({ ...HEALTHY, cases: [{ ...HEALTHY.cases[0], regions }], alarms: [], notSeen: [] });

const REGIONS = Array.from({ length: 30 }, (_, index) => `eu-west-${index + 1}`);

test('a run in which all works is short: the cases and what was not seen', () => {
  expect(tableOf(HEALTHY)).toBe(`alias/very_secret_key in account 111111111111: 2 Regions, all work
Region         A unencrypted   B PROTECTED key from    C VAULT key
               source          eu-west-1   us-east-1   source
eu-west-1      yes             yes         yes         yes
eu-central-1   yes             yes         yes         yes

No EventBridge rule reports changes of keys or failed copies.

Not seen: Resource control policies are not seen. What AutoBackup itself is set
to is not seen.
`);
});

test('a run that finds something shows the cases, then what fails, what cannot be told, and notes', () => {
  expect(tableOf(BROKEN)).toBe(`alias/very_secret_key in account 111111111111: 2 Regions, 2 fail
Region         A unencrypted   B PROTECTED key from    C VAULT key
               source          eu-west-1   us-east-1   source
eu-west-1      yes             no          yes         cannot tell
eu-central-1   no              no          no          no

fails  pending-deletion  eu-central-1  alias/very_secret_key
       The key will be deleted on 2026-12-02, and every replica under it becomes
       unreadable.
       aws kms cancel-key-deletion --region eu-central-1 --key-id arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab && aws kms enable-key --region eu-central-1 --key-id arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab

fails  policy-lacks  222222222222 eu-west-1  arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab
       The key policy does not allow the VAULT role kms:Decrypt.

unknown  not-readable  222222222222
         The role "SourceIAMRole" could not be read; allow iam:GetRole.

note  rotation-off  eu-west-1  alias/very_secret_key
      The key does not rotate.
      aws kms enable-key-rotation --region eu-west-1 --key-id 1234abcd-12ab-34cd-56ef-1234567890ab

4 findings: 2 fail, 1 unknown, 1 note

Alarms                   key changes   failed copies   policy changes   trail
eu-west-1                yes           yes             -                yes
eu-central-1             no            cannot tell     -                yes
222222222222 eu-west-1   no            -               yes              no

Not seen: Resource control policies are not seen. What AutoBackup itself is set
to is not seen.
`);
});

test('in color it says the same, and only words are colored', () => {
  const colored = table(reportOf(BROKEN), 80, paintFor({ isTTY: true }, {}));
  expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(tableOf(BROKEN));
  expect(colored).toMatch(/\u001b\[31mno {10}\u001b\[39m\u001b\[32myes {9}\u001b\[39m\u001b\[33mcannot tell\u001b\[39m/);
  expect(colored).toContain('\u001b[31mfails\u001b[39m  pending-deletion');
});

test('without a key of a PROTECTED account, case B is left open', () => {
  expect(tableOf(withCases([{ region: 'eu-west-1', A: 'yes', B: {}, C: 'unknown' }]))).toBe(`alias/very_secret_key in account 111111111111: 1 Region, 1 unknown
Region      A unencrypted   B PROTECTED key   C VAULT key
            source          none known        source
eu-west-1   yes             -                 cannot tell
`);
});

test('many Regions that are alike have one row, and those that differ their own', () => {
  const regions = REGIONS.map((region, index): RegionCases => ({
    region, A: index === 3 ? 'no' : 'yes', B: { 'us-east-1': index === 4 ? 'unknown' : 'yes' }, C: 'yes',
  }));
  expect(tableOf(withCases(regions))).toBe(`alias/very_secret_key in account 111111111111: 30 Regions, 1 fails, 1 unknown
Region      A unencrypted   B PROTECTED key from   C VAULT key
            source          us-east-1              source
eu-west-4   no              yes                    yes
eu-west-5   yes             cannot tell            yes
28 others   yes             yes                    yes
`);
});

test('many source Regions that are alike have one column, and a note says which they are', () => {
  const sources = REGIONS.slice(0, 8);
  const regions = ['eu-west-1', 'us-east-1'].map((region): RegionCases => ({
    region, A: 'yes', B: Object.fromEntries(sources.map((source) => [source, source === 'eu-west-2' ? 'no' : 'yes'])), C: 'yes',
  }));
  expect(tableOf(withCases(regions), 70)).toBe(`alias/very_secret_key in account 111111111111: 2 Regions, 2 fail
Region     A unencrypted  B PROTECTED key from      C VAULT key
           source         eu-west-2  7 Regions (1)  source
eu-west-1  yes            no         yes            yes
us-east-1  yes            no         yes            yes
(1) eu-west-1, eu-west-3, eu-west-4, eu-west-5, eu-west-6, eu-west-7,
eu-west-8
`);
});

test('30 target and 30 source Regions that all work are one line', () => {
  const B = Object.fromEntries(REGIONS.map((region) => [region, 'yes' as const]));
  expect(tableOf(withCases(REGIONS.map((region) => ({ region, A: 'yes', B, C: 'yes' }))), 70)).toBe(`alias/very_secret_key in account 111111111111: 30 Regions, all work
Region          A unencrypted  B PROTECTED key from  C VAULT key
                source         all 30 Regions        source
all 30 Regions  yes            yes                   yes
`);
});

test('a narrow terminal has a shorter heading', () => {
  const regions = [{ region: 'ap-southeast-1', A: 'yes', B: { 'ap-southeast-2': 'unknown' }, C: 'unknown' }] as const;
  expect(tableOf(withCases(regions), 60)).toBe(`alias/very_secret_key in account 111111111111: 1 Region, 1
unknown
Region          A unencrypted  B PROTECTED key  C VAULT key
                source         ap-southeast-2   source
ap-southeast-1  yes            cannot tell      cannot tell
`);
});

test('source Regions that all differ are shown a few at a time, and each verdict stands under its source', () => {
  const sources = REGIONS.slice(0, 9);
  // Each source fails only for the target with its own number.
  const regions = sources.map((region): RegionCases => ({
    region, A: 'yes', B: Object.fromEntries(sources.map((source) => [source, source === region ? 'no' : 'yes'])), C: 'yes',
  }));
  const text = tableOf(withCases(regions), 80);
  const [, ...blocks] = text.trimEnd().split(/\n?Region .*\n/);
  const seen = blocks.flatMap((block) => {
    const [names, ...rows] = block.trimEnd().split('\n').map((line) => line.trim().split(/\s{2,}/));
    const labels = names.slice(1, -1);
    return rows.flatMap(([region, , ...verdicts]) => labels.map((source, index) => `${region} ${source} ${verdicts[index]}`));
  });
  expect(blocks.length).toBeGreaterThan(1);
  expect(text.match(/^Region +A unencrypted +B PROTECTED key +C VAULT key$/gm)).toHaveLength(blocks.length);
  expect(seen.sort()).toEqual(regions.flatMap(({ region, B }) => Object.entries(B).map(([source, verdict]) => `${region} ${source} ${verdict}`)).sort());
});

test('no line but that of a remedy or of a key is wider than the terminal', () => {
  for (const width of [60, 72, 80, 133]) {
    const lines = tableOf(BROKEN, width).split('\n').filter((line) => !/^\s+aws |arn:/.test(line));
    expect(lines.filter((line) => line.length > width)).toEqual([]);
  }
});

test('each alias has its table, and with two VAULT accounts every finding names its account', () => {
  const other = { ...HEALTHY.cases[0], alias: 'alias/other', vaultAccount: '333333333333' };
  const text = tableOf({ cases: [...HEALTHY.cases, other], alarms: [], findings: [PENDING_DELETION], notSeen: [] });
  expect(text.match(/^alias.*$/gm)).toEqual([
    'alias/very_secret_key in account 111111111111: 2 Regions, all work', 'alias/other in account 333333333333: 2 Regions, all work',
  ]);
  expect(text).toContain('fails  pending-deletion  111111111111 eu-central-1  alias/very_secret_key\n');
});

test('keys of retired Regions only leave no table', () => {
  expect(tableOf({ ...withCases([]), findings: [ROTATION_OFF] })).toMatch(/^alias\/very_secret_key in account 111111111111: no Regions\n\nnote /);
});

test('alarms that do not fit into a table are a list', () => {
  const text = tableOf({ ...BROKEN, findings: [], notSeen: [] }, 60);
  expect(text.slice(text.indexOf('Alarms'))).toBe(`Alarms
eu-west-1: key changes yes, failed copies yes, trail yes
eu-central-1: key changes no, failed copies cannot tell,
trail yes
222222222222 eu-west-1: key changes no, policy changes yes,
trail no
`);
});

test('alarms of many Regions that are alike have one row, and keys of one Region have a row together', () => {
  const alarm = (region: string, keyChanges: Verdict): KeyAlarms =>
    ({ account: '111111111111', region, key: 'alias/very_secret_key', keyChanges, failedCopies: 'yes', trail: 'yes' });
  const alarms = [...REGIONS.map((region) => alarm(region, 'yes')), { ...alarm('eu-west-7', 'no'), key: 'alias/other' }];
  expect(tableOf({ ...withCases([]), alarms }).split('\n\n')[1]).toBe(`Alarms                  key changes   failed copies   trail
eu-west-7               no            yes             yes
eu-west-1 and 28 more   yes           yes             yes
`);
});

test('where no alarm could be seen, one sentence says so', () => {
  const alarms = HEALTHY.alarms.map((alarm) => ({ ...alarm, keyChanges: 'unknown' as const, failedCopies: 'unknown' as const }));
  const some = [...alarms, ...HEALTHY.alarms];
  expect(tableOf({ ...withCases([]), alarms: some })).toMatch(/\n\nNo EventBridge rule that could be seen reports changes of keys or failed copies\.\n$/);
  expect(tableOf({ ...withCases([]), alarms })).toMatch(/\n\nIt could not be seen whether EventBridge rules report changes of keys or failed\ncopies\.\n$/);
});

test('hostile names and texts cannot drive the terminal or forge a line', () => {
  const evil = 'x\u001b[2J\nfails  forged\u202e';
  const { cases: [keySet] } = HEALTHY;
  const text = tableOf({
    cases: [{ alias: evil, vaultAccount: evil, regions: [{ region: evil, A: 'yes', B: { [evil]: 'no' }, C: 'yes' }] }, keySet],
    alarms: [{ account: evil, region: evil, key: evil, keyChanges: 'yes', trail: 'no' }],
    findings: [{ id: evil, level: 'fails', account: evil, region: evil, key: evil, text: evil, remedy: `${evil} line 2` }],
    notSeen: [evil],
  }, 300);
  expect(text).not.toMatch(/[\u001b\u202e]/);
  // A remedy may have lines of its own.
  expect(text.split('\n').filter((line) => line.startsWith('fails  forged'))).toEqual(['fails  forged\\u202e line 2']);
});
