import { createHash } from 'node:crypto';
import { credentialsOf, NO_RETRIES, UserEnvironment } from './environment';
import { connect } from '../../../src/check/live/connect';
import type { Accounts } from '../../../src/check/live/live';
import { UsageError } from '../../../src/check/usage-error';
import { FakeError } from '../fake-aws/call';
import { FakeAws } from '../fake-aws/fake-aws';

const VAULT = '111122223333';
const PROTECTED = '444455556666';
const OTHER = '777788889999';
const REGION = 'eu-west-1';

let aws: FakeAws;
let user: UserEnvironment;

beforeEach(async () => { aws = await FakeAws.start([VAULT, PROTECTED].map((id) => ({ id, roles: { R: { id: 'AROAR' } } }))); });

afterEach(async () => {
  user.restore();
  await aws.stop();
});

const open = (profiles: Readonly<Record<string, string>> = {}, region = REGION) =>
  connect({ profiles: new Map(Object.entries(profiles)), region }, NO_RETRIES);

/** A section of the credentials file. */
const section = (profile: string, account: string) => `[${profile}]\naws_access_key_id = ${account}\naws_secret_access_key = secret of ${account}\n`;

async function usageError(profiles: Readonly<Record<string, string>> = {}): Promise<string> {
  const error = await open(profiles).then(() => undefined, (reason) => reason);
  expect(error).toBeInstanceOf(UsageError);
  expect(error.message).not.toMatch(/\n|\.$/);
  return error.message;
}

const caller = (accounts: Accounts, account: string) => {
  const { credentials } = accounts(account);
  return 'value' in credentials ? credentials.value.caller : credentials.refused.reason;
};

describe('credentials are found', () => {
  test('in the environment', async () => {
    user = new UserEnvironment(aws, credentialsOf(VAULT));
    const accounts = await open();
    expect([VAULT, PROTECTED].map((id) => caller(accounts, id))).toEqual([`arn:aws:iam::${VAULT}:user/checker`, 'no credentials']);
  });

  test('in the profile of AWS_PROFILE', async () => {
    user = new UserEnvironment(aws, { AWS_PROFILE: 'mine' });
    user.writeProfiles('credentials', section('mine', VAULT));
    expect(caller(await open(), VAULT)).toBe(`arn:aws:iam::${VAULT}:user/checker`);
  });

  test('in a profile for each account, before those of the environment', async () => {
    user = new UserEnvironment(aws, credentialsOf(OTHER));
    user.writeProfiles('credentials', section('vault', VAULT) + section('protected', PROTECTED));
    aws.fault = ({ account }) => account === OTHER ? new FakeError('InvalidClientTokenId', 'invalid', 403) : undefined;
    const accounts = await open({ [VAULT]: 'vault', [PROTECTED]: 'protected' });
    expect([VAULT, PROTECTED].map((id) => caller(accounts, id))).toEqual([VAULT, PROTECTED].map((id) => `arn:aws:iam::${id}:user/checker`));
  });

  test('in a profile that assumes a role, which is assumed once for all calls in all Regions', async () => {
    user = new UserEnvironment(aws, credentialsOf(VAULT));
    user.writeProfiles('credentials', section('base', VAULT));
    user.writeProfiles('config', `[profile protected]\nrole_arn = arn:aws:iam::${PROTECTED}:role/Checker\nsource_profile = base\n`);
    const account = (await open({ [PROTECTED]: 'protected' }))(PROTECTED);
    const answers = await Promise.all([
      account.role('R'), account.stackResources(REGION, 'S'), account.failedCopies(REGION), ...[REGION, 'eu-central-1', 'us-east-1'].map((region) => account.aliases(region)),
    ]);
    for (const answer of answers) { expect(answer).toHaveProperty('value'); }
    expect(aws.count('sts:AssumeRole')).toBe(1);
    expect(new Set(aws.calls.filter(({ operation }) => operation === 'ListAliases').map(({ account: id }) => id))).toEqual(new Set([PROTECTED]));
    expect(aws.problems).toEqual([]);
  });

  test('by the program of a profile', async () => {
    user = new UserEnvironment(aws);
    const output = JSON.stringify({ Version: 1, AccessKeyId: VAULT, SecretAccessKey: `secret of ${VAULT}` });
    user.write('output.json', output);
    user.writeProfiles('config', `[profile program]\ncredential_process = cat ${process.env.HOME}/output.json\n`);
    expect(caller(await open({ [VAULT]: 'program' }), VAULT)).toBe(`arn:aws:iam::${VAULT}:user/checker`);
  });
});

test('an account without credentials refuses every question, and says what to give', async () => {
  user = new UserEnvironment(aws, credentialsOf(VAULT));
  const accounts = await open();
  const account = accounts(PROTECTED);
  const before = aws.calls.length;
  const refused = (action: string) => (
    { refused: { reason: 'no credentials', action, message: `There are no credentials for account ${PROTECTED}; specify --profile ${PROTECTED}=NAME.` } }
  );
  expect([account.account, account.credentials, account.regions]).toEqual([PROTECTED, refused('sts:GetCallerIdentity'), refused('account:ListRegions')]);
  expect(await Promise.all([
    account.role('R'), account.key(REGION, 'alias/a'), account.aliases(REGION), account.stackResources(REGION, 'S'), account.failedCopies(REGION),
    account.simulate('arn', ['kms:Decrypt'], ['arn']),
  ])).toEqual(['iam:GetRole', 'kms:DescribeKey', 'kms:ListAliases', 'cloudformation:ListStackResources', 'ec2:DescribeSnapshots', 'iam:SimulatePrincipalPolicy']
    .map(refused));
  expect(aws.calls.length).toBe(before);
});

test('where profiles are given, an account without one says why the default credentials do not help', async () => {
  user = new UserEnvironment(aws);
  user.writeProfiles('credentials', section('vault', VAULT));
  expect((await open({ [VAULT]: 'vault' }))(PROTECTED).credentials).toEqual({
    refused: {
      reason: 'no credentials',
      action: 'sts:GetCallerIdentity',
      message: `There are no credentials for account ${PROTECTED}; specify --profile ${PROTECTED}=NAME. `
        + 'Note: found no AWS credentials; sign in with the AWS CLI, set AWS_PROFILE, or specify --profile ACCOUNT=NAME.',
    },
  });
});

describe('one sentence says what is wrong:', () => {
  test('no credentials at all', async () => {
    user = new UserEnvironment(aws);
    expect(await usageError()).toBe('found no AWS credentials; sign in with the AWS CLI, set AWS_PROFILE, or specify --profile ACCOUNT=NAME');
    expect(aws.calls).toEqual([]);
  });

  test('a profile that does not exist', async () => {
    user = new UserEnvironment(aws, credentialsOf(VAULT));
    user.writeProfiles('credentials', section('vault', VAULT));
    expect(await usageError({ [VAULT]: 'valut' }))
      .toBe(`profile "valut" of account ${VAULT} does not exist; choose one that \`aws configure list-profiles\` prints`);
    expect(aws.calls).toEqual([]);
  });

  test('AWS_PROFILE names a profile that does not exist', async () => {
    user = new UserEnvironment(aws, { AWS_PROFILE: 'valut' });
    expect(await usageError()).toBe('profile "valut" of AWS_PROFILE does not exist; choose one that `aws configure list-profiles` prints');
  });

  test('a profile for another account', async () => {
    user = new UserEnvironment(aws, credentialsOf(VAULT));
    user.writeProfiles('credentials', section('vault', VAULT));
    expect(await usageError({ [PROTECTED]: 'vault' }))
      .toBe(`profile "vault" is for account ${VAULT}, but --profile says ${PROTECTED}; specify a profile for ${PROTECTED}`);
  });

  test.each([
    ['ExpiredToken', 'The security token included in the request is expired', 403],
    ['ExpiredTokenException', 'The security token included in the request is expired', 400],
  ])('default credentials that have expired: %s', async (code, message, status) => {
    user = new UserEnvironment(aws, credentialsOf(VAULT));
    aws.fault = () => new FakeError(code, message, status);
    expect(await usageError()).toBe('the default credentials have expired; refresh them and try again');
  });

  test('a profile whose credentials have expired', async () => {
    user = new UserEnvironment(aws, credentialsOf(VAULT));
    user.writeProfiles('credentials', section('protected', PROTECTED));
    aws.fault = ({ account }) => account === PROTECTED ? new FakeError('ExpiredToken', 'The security token included in the request is expired', 403) : undefined;
    expect(await usageError({ [PROTECTED]: 'protected' })).toBe('the credentials of profile "protected" have expired; refresh them and try again');
  });

  const SSO = 'sso_start_url = https://example.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 444455556666\nsso_role_name = Checker\n';
  const SSO_SESSION = '[profile protected]\nsso_session = company\nsso_account_id = 444455556666\nsso_role_name = Checker\n'
    + '[sso-session company]\nsso_start_url = https://example.awsapps.com/start\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n';

  test.each([
    ['https://example.awsapps.com/start', `[profile protected]\n${SSO}`], ['company', SSO_SESSION],
  ])('a sign-in by IAM Identity Center that has expired (%s)', async (session, config) => {
    user = new UserEnvironment(aws, credentialsOf(VAULT));
    user.writeProfiles('config', config);
    user.write(`.aws/sso/cache/${createHash('sha1').update(session).digest('hex')}.json`, JSON.stringify({
      accessToken: 'token',
      expiresAt: '2020-01-01T00:00:00Z',
      region: 'eu-west-1',
      startUrl: 'https://example.awsapps.com/start',
      clientId: 'client',
      clientSecret: 'secret',
      refreshToken: 'refresh',
      registrationExpiresAt: '2099-01-01T00:00:00Z',
    }));
    expect(await usageError({ [PROTECTED]: 'protected' }))
      .toBe('the credentials of profile "protected" need a new sign-in; run `aws sso login --profile protected`');
  });

  test('a sign-in by IAM Identity Center that never was', async () => {
    user = new UserEnvironment(aws, { AWS_PROFILE: 'protected' });
    user.writeProfiles('config', SSO_SESSION);
    expect(await usageError()).toBe('the default credentials need a new sign-in; run `aws sso login --profile protected`');
  });

  test('a sign-in by `aws login` that never was', async () => {
    user = new UserEnvironment(aws, credentialsOf(VAULT));
    user.writeProfiles('config', '[profile mine]\nlogin_session = arn:aws:iam::444455556666:user/me\n');
    expect(await usageError({ [PROTECTED]: 'mine' })).toBe('the credentials of profile "mine" need a new sign-in; run `aws login --profile mine`');
  });

  test('a profile without credentials', async () => {
    user = new UserEnvironment(aws, credentialsOf(VAULT));
    user.writeProfiles('config', '[profile empty]\nregion = eu-west-1\n');
    expect(await usageError({ [PROTECTED]: 'empty' })).toMatch(/^the credentials of profile "empty" cannot be used \(Could not resolve .*\); refresh them and try again$/);
  });

  test('a role that may not be assumed', async () => {
    user = new UserEnvironment(aws, credentialsOf(VAULT));
    user.writeProfiles('credentials', section('base', VAULT));
    user.writeProfiles('config', `[profile protected]\nrole_arn = arn:aws:iam::${PROTECTED}:role/Checker\nsource_profile = base\n`);
    aws.fault = ({ operation }) => operation === 'AssumeRole' ? new FakeError('AccessDenied', 'User is not authorized to perform: sts:AssumeRole', 403) : undefined;
    expect(await usageError({ [PROTECTED]: 'protected' })).toMatch(/^the credentials of profile "protected" cannot be used \(.*sts:AssumeRole\); refresh/);
  });

  test.each([['InvalidClientTokenId', 'The security token included in the request is invalid.'], ['SignatureDoesNotMatch', 'Signature expired: 20251126T000000Z']])(
    'keys or a clock that AWS does not accept: %s', async (code, message) => {
      user = new UserEnvironment(aws, credentialsOf(VAULT));
      aws.fault = () => new FakeError(code, message, 403);
      expect(await usageError()).toBe(`the default credentials cannot be used (${code}: ${message}); refresh them and try again`);
    });
});

describe('where AWS cannot be asked whom credentials are for, it is no fault of the user, and nothing is seen:', () => {
  test.each([
    ['an outage', new FakeError('InternalFailure', 'down', 500)], ['throttling', new FakeError('Throttling', 'Rate exceeded', 400)], ['a cut connection', 'cut' as const],
    ['a proxy', { status: 200, type: 'text/html', body: '<html><title>Sign in</html>' }], ['an answer without an account', { status: 200, type: 'text/xml', body: '<a/>' }],
  ])('%s', async (_, fault) => {
    user = new UserEnvironment(aws, credentialsOf(VAULT));
    user.writeProfiles('credentials', section('protected', PROTECTED));
    aws.fault = ({ operation }) => operation === 'GetCallerIdentity' ? fault : undefined;
    for (const accounts of [await open(), await open({ [PROTECTED]: 'protected' })]) {
      for (const id of [VAULT, PROTECTED]) {
        expect(accounts(id).credentials).toMatchObject({ refused: { reason: 'failed', action: 'sts:GetCallerIdentity', message: expect.stringMatching(/./) } });
        expect(await accounts(id).role('R')).toMatchObject({ refused: { reason: 'failed', action: 'iam:GetRole' } });
      }
    }
  });
});

test.each([
  // The Regions of the endpoints that AWS documents for Account Management.
  ['eu-central-1', 'us-east-1'], ['cn-north-1', 'cn-northwest-1'], ['us-gov-east-1', 'us-gov-west-1'], ['us-iso-west-1', 'us-iso-east-1'],
  ['eusc-de-east-1', 'eusc-de-east-1'],
])('from %s, STS and the account are asked in %s, KMS in the Region itself', async (region, home) => {
  user = new UserEnvironment(aws, { ...credentialsOf(VAULT), AWS_REGION: 'ap-south-1' });
  const account = (await open({}, region))(VAULT);
  await account.aliases(region);
  expect(aws.calls.map(({ service, region: signed }) => [service, signed])).toEqual([['sts', home], ['account', home], ['kms', region]]);
});

test('nothing is written to the terminal', async () => {
  const writes = [jest.spyOn(console, 'warn'), jest.spyOn(console, 'error'), jest.spyOn(console, 'log'), jest.spyOn(process, 'emitWarning')];
  user = new UserEnvironment(aws, credentialsOf(VAULT));
  delete process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED;
  await (await open())(VAULT).aliases(REGION);
  for (const write of writes) { expect(write).not.toHaveBeenCalled(); }
});
