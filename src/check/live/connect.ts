import { parseKnownFiles } from '@smithy/core/config';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { AwsClient } from './aws/aws-client';
import { Endpoints } from './aws/endpoints';
import { AwsAccount } from './aws-account';
import { Calls } from './calls';
import { CredentialSet, noProfile } from './credential-set';
import { credentialsOf } from './credentials';
import { readEnabledRegions } from './enabled-regions';
import { Limiter } from './limiter';
import type { Accounts, LiveAccount, Refusal } from './live';
import { RefusedError, seen } from './refused-error';
import { TIMEOUTS } from './timeouts';
import { UnreachableAccount } from './unreachable-account';
import { UsageError } from '../usage-error';

/** The most calls that are open at once, over all accounts and Regions: well below what KMS and IAM throttle one account at. */
const MOST_OPEN = 10;

/** What a check connects with, apart from the credentials that the SDK finds. */
export interface ConnectOptions {
  /** The names of profiles by the accounts that they are for. */
  readonly profiles: ReadonlyMap<string, string>;
  /** Any Region that is checked. Its partition says where STS, IAM and the account's own settings are asked. */
  readonly region: string;
}

/**
 * Finds out which accounts there are credentials for.
 *
 * @throws UsageError where credentials cannot be used: one sentence, with what to do.
 */
export async function connect({ profiles, region }: ConnectOptions, timeouts = TIMEOUTS): Promise<Accounts> {
  // Nobody who runs the command can give it another SDK than the one inside.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const known = await parseKnownFiles({});
  for (const [account, profile] of profiles) {
    if (!Object.hasOwn(known, profile)) { throw noProfile(profile, `account ${account}`); }
  }

  const handler = new NodeHttpHandler({ connectionTimeout: timeouts.connection, requestTimeout: timeouts.request, throwOnRequestTimeout: true });
  const endpoints = new Endpoints();
  const limiter = new Limiter(MOST_OPEN);
  const open = async (profile?: string, expectedAccount?: string): Promise<LiveAccount> => {
    const client = new AwsClient({ credentials: credentialsOf(profile, region, handler), endpoints, handler, attempts: timeouts.attempts });
    const calls = new Calls(client, region, { limiter, timeLimit: timeouts.call });
    const { account, caller } = await new CredentialSet(profile, known, calls).identify();
    if (expectedAccount !== undefined && account !== expectedAccount) {
      throw new UsageError(`profile "${profile}" is for account ${account}, but --profile says ${expectedAccount}; specify a profile for ${expectedAccount}`);
    }
    const regions = await seen('account:ListRegions', () => readEnabledRegions(calls));
    return new AwsAccount({ account, credentials: { value: { caller } }, regions }, calls);
  };

  // What the SDK finds may not be needed where there are profiles. Each outcome waits for its turn, so that the first that is wrong is named.
  const [byDefault, ...byProfile] = await Promise.allSettled([open(), ...[...profiles].map(([account, profile]) => open(profile, account))]);
  const accounts = new Map<string, LiveAccount>();
  [...profiles.keys()].forEach((account, index) => {
    const opened = byProfile[index];
    accounts.set(account, opened.status === 'fulfilled' ? opened.value : new UnreachableAccount(account, refusalOf(opened.reason)));
  });
  const others = othersOf(byDefault, profiles.size > 0);
  return (account) => accounts.get(account) ?? others(account);
}

/** The accounts that no profile is given for. */
function othersOf(byDefault: PromiseSettledResult<LiveAccount>, hasProfiles: boolean): Accounts {
  if (byDefault.status === 'fulfilled') {
    const { value } = byDefault;
    return (account) => account === value.account ? value : new UnreachableAccount(account, noCredentials(account));
  }
  const { reason } = byDefault;
  if (hasProfiles && reason instanceof UsageError) {
    return (account) => new UnreachableAccount(account, noCredentials(account, ` Note: ${reason.message}.`));
  }
  const refusal = refusalOf(reason);
  return (account) => new UnreachableAccount(account, refusal);
}

/** @throws the reason itself where it is about the use of the command. */
function refusalOf(reason: unknown): Refusal {
  if (!(reason instanceof RefusedError)) { throw reason; }
  return reason.refusal;
}

function noCredentials(account: string, note = ''): Omit<Refusal, 'action'> {
  return { reason: 'no credentials', message: `There are no credentials for account ${account}; specify --profile ${account}=NAME.${note}` };
}
