import type { Verdict } from '../../../src/check/evaluator/verdict';
import type { Expectation } from '../../../src/check/expectation';
import type { Finding, KeyAlarms, Outcome } from '../../../src/check/finding';
import type { AccessTable, Destroyers, Meaning } from '../../../src/check/report/access-table';
import { exitCodeOf } from '../../../src/check/report/exit-code-of';
import type { Report } from '../../../src/check/report/report';

const VAULT = '111111111111';
const PROTECTED = '222222222222';
const ALIAS = 'alias/very_secret_key';
const KEY = `arn:aws:kms:eu-central-1:${VAULT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

export const EXPECTATION: Expectation = {
  assembly: 'cdk.out',
  replicaKeys: [{
    alias: ALIAS,
    partition: 'aws',
    vaultAccount: VAULT,
    vaultRole: { arn: `arn:aws:iam::${VAULT}:role/BackupIAMRole`, lateBound: false },
    protectedAccounts: [PROTECTED],
    services: [],
    keys: [{ region: 'eu-west-1', retired: false }, { region: 'eu-central-1', retired: false }],
  }],
  sourceKeys: [],
};

export const PENDING_DELETION: Finding = {
  id: 'pending-deletion',
  level: 'fails',
  account: VAULT,
  region: 'eu-central-1',
  key: ALIAS,
  text: 'The key will be deleted on 2026-12-02, and every replica under it becomes unreadable.',
  remedy: `aws kms cancel-key-deletion --region eu-central-1 --key-id ${KEY} && aws kms enable-key --region eu-central-1 --key-id ${KEY}`,
};

export const SOURCE_POLICY_LACKS: Finding = {
  id: 'policy-lacks',
  level: 'fails',
  account: PROTECTED,
  region: 'eu-west-1',
  key: `arn:aws:kms:eu-west-1:${PROTECTED}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
  text: 'The key policy does not allow the VAULT role kms:Decrypt.',
};

export const ROLE_NOT_READ: Finding = {
  id: 'not-readable',
  level: 'unknown',
  account: PROTECTED,
  text: 'The role "SourceIAMRole" could not be read; allow iam:GetRole.',
};

export const ROTATION_OFF: Finding = {
  id: 'rotation-off',
  level: 'note',
  account: VAULT,
  region: 'eu-west-1',
  key: ALIAS,
  text: 'The key does not rotate.',
  remedy: 'aws kms enable-key-rotation --region eu-west-1 --key-id 1234abcd-12ab-34cd-56ef-1234567890ab',
};

const NOT_SEEN = ['Resource control policies are not seen.', 'What AutoBackup itself is set to is not seen.'];

function alarm(region: string, keyChanges: Verdict, failedCopies: Verdict, trail: Verdict): KeyAlarms {
  return { account: VAULT, region, key: ALIAS, keyChanges, failedCopies, trail };
}

export const HEALTHY: Outcome = {
  cases: [{
    alias: ALIAS,
    vaultAccount: VAULT,
    regions: [
      { region: 'eu-west-1', A: 'yes', B: { 'eu-west-1': 'yes', 'us-east-1': 'yes' }, C: 'yes' },
      { region: 'eu-central-1', A: 'yes', B: { 'eu-west-1': 'yes', 'us-east-1': 'yes' }, C: 'yes' },
    ],
  }],
  alarms: [alarm('eu-west-1', 'no', 'no', 'yes'), alarm('eu-central-1', 'no', 'no', 'yes')],
  findings: [],
  notSeen: NOT_SEEN,
};

/** The example of the documentation: a key that is pending deletion, a source key without its statements, a role that was not read, and a note. */
export const BROKEN: Outcome = {
  cases: [{
    alias: ALIAS,
    vaultAccount: VAULT,
    regions: [
      { region: 'eu-west-1', A: 'yes', B: { 'eu-west-1': 'no', 'us-east-1': 'yes' }, C: 'unknown' },
      { region: 'eu-central-1', A: 'no', B: { 'eu-west-1': 'no', 'us-east-1': 'no' }, C: 'no' },
    ],
  }],
  alarms: [
    alarm('eu-west-1', 'yes', 'yes', 'yes'),
    alarm('eu-central-1', 'no', 'unknown', 'yes'),
    { account: PROTECTED, region: 'eu-west-1', key: SOURCE_POLICY_LACKS.key, keyChanges: 'no', policyChanges: 'yes', trail: 'no' },
  ],
  findings: [ROTATION_OFF, ROLE_NOT_READ, SOURCE_POLICY_LACKS, PENDING_DELETION],
  notSeen: NOT_SEEN,
};

export const ACCESS: AccessTable = {
  title: `Replica keys of ${ALIAS} in ${VAULT}`,
  attempts: ['use', 'grant, AWS', 'grant, else', 'administer', 'delete'],
  rows: [
    { actor: 'VAULT role', answers: ['yes', 'yes', 'no', 'no', 'no'] },
    { actor: 'SourceIAMRole, IAM allows', answers: ['yes', 'yes', 'no', 'no', 'no'] },
    { actor: 'key administrator', answers: ['partly', 'yes', 'yes', 'yes', 'yes'] },
    { actor: 'third account, all IAM', answers: ['no', 'no', 'no', 'no', 'no'] },
  ],
};

export const MEANINGS: Meaning[] = [
  { word: 'IAM allows', meaning: 'by the statements that the library gives for that role' }, { word: 'partly', meaning: 'DescribeKey only' },
];

export const DESTROYERS: Destroyers[] = [{ subject: ALIAS, actors: ['key administrator', 'whoever IAM allows'] }];

/** A report of an outcome, with what a test says otherwise. */
export function reportOf(outcome: Outcome, others: Partial<Report> = {}): Report {
  const { strict = false } = others;
  return {
    outcome,
    expectation: EXPECTATION,
    exitCode: exitCodeOf(outcome, strict),
    strict,
    version: '1.2.3',
    date: '2026-11-26T08:09:10.123Z',
    access: [],
    meanings: [],
    destroyers: [],
    ...others,
  };
}
