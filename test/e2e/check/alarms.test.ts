import { deployAlarms, REGIONS } from './alarms-scene';
import { deniedAnswer } from './answers';
import { writes } from './reads';
import type { Workplace } from './workplace';
import { PROTECTED, VAULT } from '../../fixtures/vault-app';

const [REGION, OTHER_REGION] = REGIONS;

let workplace: Workplace;

/** What a user types in the VAULT account. */
async function type(command: string): Promise<string> {
  const { status, stdout, stderr } = await workplace.paste(command);
  if (status !== 0) { throw new Error(stderr); }
  return stdout;
}

beforeAll(async () => {
  workplace = await deployAlarms();
  await type(`aws cloudtrail create-trail --region us-east-1 --name main --s3-bucket-name trails --is-multi-region-trail
    aws cloudtrail start-logging --region us-east-1 --name main`);
});

afterEach(() => workplace?.reset());
afterAll(() => workplace?.close());

async function check() {
  const { status, stdout, stderr } = await workplace.run(['check', '--format', 'json', '--profile', `${PROTECTED}=protected`]);
  if (!stdout.startsWith('{')) { throw new Error(stderr); }
  const { alarms, findings, notSeen } = JSON.parse(stdout);
  return {
    status,
    alarms: alarms.map(({ region, keyChanges, failedCopies, trail }: any) => [region, keyChanges, failedCopies, trail].join(' ')),
    findings: findings.map(({ id, level, account, region }: any) => [level, id, account, region].join(' ').trim()),
    remedies: findings.map(({ remedy }: any) => remedy),
    notSeen,
    writes: writes(workplace.asked.calls),
  };
}

/** The name of the rule that matches a word in its pattern. */
async function ruleFor(word: string, region: string): Promise<string> {
  const { Rules } = JSON.parse(await type(`aws events list-rules --region ${region} --output json`));
  return Rules.find(({ EventPattern }: any) => EventPattern.includes(word)).Name;
}

const ALL = { status: 0, alarms: REGIONS.map((region) => `${region} yes yes yes`), findings: [], writes: [] };

test('the rules of the app are found in each Region, with a trail of another Region', async () => {
  expect(await check()).toMatchObject(ALL);
});

test('a rule was disabled, and the remedy enables it', async () => {
  await type(`aws events disable-rule --region ${REGION} --name ${await ruleFor('DisableKey', REGION)}`);
  const { remedies: [remedy], ...found } = await check();
  expect(found).toMatchObject({ status: 0, findings: [`note event-rule-disabled ${VAULT} ${REGION}`], alarms: [`${REGION} no yes yes`, `${OTHER_REGION} yes yes yes`] });
  await type(remedy);
  expect(await check()).toMatchObject(ALL);
});

test('the target of a rule was removed', async () => {
  const rule = await ruleFor('copySnapshot', OTHER_REGION);
  const { Targets } = JSON.parse(await type(`aws events list-targets-by-rule --region ${OTHER_REGION} --rule ${rule} --output json`));
  await type(`aws events remove-targets --region ${OTHER_REGION} --rule ${rule} --ids ${Targets[0].Id}`);
  expect(await check()).toMatchObject({
    status: 0, findings: [`note event-rule-without-target ${VAULT} ${OTHER_REGION}`], alarms: [`${REGION} yes yes yes`, `${OTHER_REGION} yes no yes`],
  });
  await type(`aws events put-targets --region ${OTHER_REGION} --rule ${rule} --targets '${JSON.stringify(Targets)}'`);
  expect(await check()).toMatchObject(ALL);
});

test.each([
  ['was stopped', 'stop-logging --name main', 'start-logging --name main'],
  [
    'excludes AWS KMS',
    'put-event-selectors --trail-name main --event-selectors \'[{"ReadWriteType":"All","ExcludeManagementEventSources":["kms.amazonaws.com"]}]\'',
    'put-event-selectors --trail-name main --event-selectors \'[{"ReadWriteType":"WriteOnly"}]\'',
  ],
  [
    'excludes AWS KMS by an advanced selector',
    'put-event-selectors --trail-name main --advanced-event-selectors '
      + '\'[{"FieldSelectors":[{"Field":"eventCategory","Equals":["Management"]},{"Field":"eventSource","NotEquals":["kms.amazonaws.com"]}]}]\'',
    'put-event-selectors --trail-name main --advanced-event-selectors \'[{"FieldSelectors":[{"Field":"eventCategory","Equals":["Management"]}]}]\'',
  ],
])('the trail %s', async (_, breaks, repairs) => {
  await type(`aws cloudtrail ${breaks} --region us-east-1`);
  expect(await check()).toMatchObject({
    status: 0,
    findings: [...REGIONS].sort().map((region) => `note events-without-trail ${VAULT} ${region}`),
    alarms: REGIONS.map((region) => `${region} yes yes no`),
  });
  await type(`aws cloudtrail ${repairs} --region us-east-1`);
  expect(await check()).toMatchObject(ALL);
});

test.each(['events:ListRules', 'events:ListTargetsByRule', 'cloudtrail:DescribeTrails', 'cloudtrail:GetTrailStatus', 'cloudtrail:GetEventSelectors'])(
  'without the right to %s replication is still checked, and the report says what was not seen', async (action) => {
    workplace.add((call) => `${call.service}:${call.operation}` === action ? deniedAnswer(call, action) : undefined);
    const { status, findings, notSeen, alarms } = await check();
    expect({ status, findings }).toEqual({ status: 0, findings: [] });
    expect(alarms.join(' ')).toContain('unknown');
    expect(notSeen.filter((sentence: string) => sentence.includes(`because AWS denied ${action}.`))).toHaveLength(1);
  },
);
