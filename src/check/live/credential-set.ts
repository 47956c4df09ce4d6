import { getProfileName } from '@smithy/core/config';
import { isThrottlingError } from '@smithy/core/retry';
import type { ParsedIniData, SdkError } from '@smithy/types';
import type { Calls } from './calls';
import { RefusedError } from './refused-error';
import { UsageError } from '../usage-error';

/** Whom credentials are for. */
export interface Identity {
  readonly account: string;
  readonly caller: string;
}

/** What the SDK calls its errors where it finds no credentials, or cannot refresh them. */
const PROVIDER_ERRORS = new Set(['CredentialsProviderError', 'TokenProviderError']);
/** Not of a signature, which a wrong clock makes expire. */
const EXPIRED = /ExpiredToken|\b(?:token|session|credentials)\b.*\bexpired/i;
const SIGNED_OUT = /expired|token|session/i;
const NO_CREDENTIALS = 'found no AWS credentials; sign in with the AWS CLI, set AWS_PROFILE, or specify --profile ACCOUNT=NAME';

/** Credentials of a profile, or those that the SDK finds by itself. */
export class CredentialSet {
  /** @param profile undefined for what the SDK finds. */
  constructor(private readonly profile: string | undefined, private readonly profiles: ParsedIniData, private readonly calls: Calls) {}

  /**
   * @throws UsageError where the credentials cannot be used.
   * @throws RefusedError where AWS cannot be asked.
   */
  public async identify(): Promise<Identity> {
    try {
      const { Account, Arn } = await this.calls.send('sts:GetCallerIdentity', {});
      if (!Account || !Arn) { throw RefusedError.wrongAnswer('sts:GetCallerIdentity', 'does not say who calls'); }
      return { account: Account, caller: Arn };
    } catch (error) {
      throw this.usageError(error as RefusedError) ?? error;
    }
  }

  private usageError({ cause, message }: RefusedError): UsageError | undefined {
    const error = (cause ?? {}) as SdkError;
    const status = error.$metadata?.httpStatusCode ?? 0;
    const isProvider = PROVIDER_ERRORS.has(error.name);
    // What AWS answers otherwise is no fault of the credentials: an outage, or throttling.
    if (!isProvider && (isThrottlingError(error) || status < 400 || status >= 500)) { return undefined; }
    const profile = getProfileName({ profile: this.profile });
    const remedy = this.signIn(profile);
    if (remedy && isProvider && SIGNED_OUT.test(message)) { return new UsageError(`${this.name} need a new sign-in; run \`${remedy}\``); }
    if (EXPIRED.test(`${error.name} ${message}`)) { return new UsageError(`${this.name} have expired; refresh them and try again`); }
    if (isProvider && this.profile === undefined && message.includes('any providers')) {
      return process.env.AWS_PROFILE && !this.profiles[profile] ? noProfile(profile, 'AWS_PROFILE') : new UsageError(NO_CREDENTIALS);
    }
    const reason = isProvider ? message.replace(`${error.name}: `, '') : message;
    return new UsageError(`${this.name} cannot be used (${reason}); ${remedy ? `run \`${remedy}\`` : 'refresh them and try again'}`);
  }

  private get name(): string {
    return this.profile === undefined ? 'the default credentials' : `the credentials of profile "${this.profile}"`;
  }

  /** The command that signs in again, for a profile that is signed in to. */
  private signIn(profile: string): string | undefined {
    const data = this.profiles[profile];
    if (data?.sso_session ?? data?.sso_start_url) { return `aws sso login --profile ${profile}`; }
    return data?.login_session ? `aws login --profile ${profile}` : undefined;
  }
}

/** The error for a profile that is in no file of the AWS CLI. */
export function noProfile(profile: string, of: string): UsageError {
  return new UsageError(`profile "${profile}" of ${of} does not exist; choose one that \`aws configure list-profiles\` prints`);
}
