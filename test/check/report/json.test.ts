import Ajv2020 from 'ajv/dist/2020';
import { BROKEN, HEALTHY, PENDING_DELETION, reportOf } from './reports';
import type { Outcome } from '../../../src/check/finding';
import { json } from '../../../src/check/report/json';
import schema from '../../../src/check/report/schema.json';

/** The schema with every object closed, so that what is not documented is refused too. */
function closed(part: any): any {
  if (Array.isArray(part)) { return part.map(closed); }
  if (typeof part !== 'object') { return part; }
  const inner = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, closed(value)]));
  return inner.type === 'object' && inner.properties ? { ...inner, additionalProperties: inner.additionalProperties ?? false } : inner;
}

const isDate = (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) && !Number.isNaN(Date.parse(text));
const validate = new Ajv2020({ strict: true, allErrors: true, formats: { 'date-time': isDate } }).compile(closed(schema));

const parsed = (outcome: Outcome, others = {}) => JSON.parse(json(reportOf(outcome, others)));

test('a report that finds something', () => {
  expect(parsed(BROKEN)).toEqual({
    schemaVersion: 1,
    version: '1.2.3',
    date: '2026-11-26T08:09:10.123Z',
    assembly: 'cdk.out',
    cases: { A: 'unencrypted source', B: 'PROTECTED key source', C: 'VAULT key source' },
    regions: [
      { alias: 'alias/very_secret_key', vaultAccount: '111111111111', region: 'eu-west-1', A: 'yes', B: { 'eu-west-1': 'no', 'us-east-1': 'yes' }, C: 'unknown' },
      { alias: 'alias/very_secret_key', vaultAccount: '111111111111', region: 'eu-central-1', A: 'no', B: { 'eu-west-1': 'no', 'us-east-1': 'no' }, C: 'no' },
    ],
    alarms: [
      { account: '111111111111', region: 'eu-west-1', key: 'alias/very_secret_key', keyChanges: 'yes', failedCopies: 'yes', trail: 'yes' },
      { account: '111111111111', region: 'eu-central-1', key: 'alias/very_secret_key', keyChanges: 'no', failedCopies: 'unknown', trail: 'yes' },
      {
        account: '222222222222',
        region: 'eu-west-1',
        key: 'arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab',
        keyChanges: 'no',
        policyChanges: 'yes',
        trail: 'no',
      },
    ],
    findings: [
      {
        id: 'pending-deletion',
        level: 'fails',
        account: '111111111111',
        region: 'eu-central-1',
        key: 'alias/very_secret_key',
        text: 'The key will be deleted on 2026-12-02, and every replica under it becomes unreadable.',
        remedy: 'aws kms cancel-key-deletion --region eu-central-1 --key-id arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab && aws kms enable-key --region eu-central-1 --key-id arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      },
      {
        id: 'policy-lacks',
        level: 'fails',
        account: '222222222222',
        region: 'eu-west-1',
        key: 'arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab',
        text: 'The key policy does not allow the VAULT role kms:Decrypt.',
      },
      { id: 'not-readable', level: 'unknown', account: '222222222222', text: 'The role "SourceIAMRole" could not be read; allow iam:GetRole.' },
      {
        id: 'rotation-off',
        level: 'note',
        account: '111111111111',
        region: 'eu-west-1',
        key: 'alias/very_secret_key',
        text: 'The key does not rotate.',
        remedy: 'aws kms enable-key-rotation --region eu-west-1 --key-id 1234abcd-12ab-34cd-56ef-1234567890ab',
      },
    ],
    notSeen: ['Resource control policies are not seen.', 'What AutoBackup itself is set to is not seen.'],
    exitCode: 1,
  });
});

test.each<[string, Outcome, object]>([
  ['finds something', BROKEN, {}],
  ['finds nothing', HEALTHY, {}],
  ['finds nothing of keys created by hand', HEALTHY, { expectation: { replicaKeys: [], sourceKeys: [] } }],
  ['has nothing', { cases: [], alarms: [], findings: [], notSeen: [] }, {}],
  ['cannot tell', { ...HEALTHY, findings: [{ ...PENDING_DELETION, level: 'unknown' }] }, {}],
])('a report that %s has nothing but what its schema documents', (_, outcome, others) => {
  validate(parsed(outcome, others));
  expect(validate.errors).toBeNull();
});

test('what a finding or an alarm has besides stays out of the format', () => {
  expect(parsed({ ...HEALTHY, findings: [{ ...PENDING_DELETION, surplus: 1 } as any] }).findings[0]).not.toHaveProperty('surplus');
  expect(parsed({ ...HEALTHY, alarms: [{ ...HEALTHY.alarms[0], surplus: 1 } as any] }).alarms[0]).not.toHaveProperty('surplus');
});

test.each<[string, (report: any) => void]>([
  ['another version', (report) => { report.schemaVersion = 2; }],
  ['a verdict of its own', (report) => { report.regions[0].A = 'maybe'; }],
  ['a level of its own', (report) => { report.findings[0].level = 'warning'; }],
  ['an alarm without an answer', (report) => { delete report.alarms[0].keyChanges; }],
  ['an alarm with a word of its own', (report) => { report.alarms[0].trail = 'none'; }],
  ['no alarms', (report) => { delete report.alarms; }],
  ['no exit code', (report) => { delete report.exitCode; }],
  ['the exit code of a usage error', (report) => { report.exitCode = 64; }],
  ['a property that is not documented', (report) => { report.regions[0].D = 'yes'; }],
  ['a date in words', (report) => { report.date = 'today'; }],
])('the schema refuses %s', (_, change) => {
  const report = parsed(BROKEN);
  change(report);
  expect(validate(report)).toBe(false);
});
