import { KmsError } from './kms-error';

/** An IAM role or user that exists. */
export interface Principal {
  readonly arn: string;
  readonly account: string;
  readonly accessKeyId: string;
  /** Undefined stands for "all of KMS". */
  readonly identityPolicy?: any;
}

export interface PrincipalOptions {
  /**
   * What IAM allows the principal. With it, every call is decided by the policy engine.
   * @default - all of KMS; calls within the account are decided by a quick look at the key policy
   */
  readonly identityPolicy?: any;
}

/** The IAM of all accounts: who exists, and with which access key they call. */
export class Principals {
  private readonly byArn = new Map<string, Principal>();
  private readonly byAccessKey = new Map<string, Principal>();
  private made = 0;

  add(arn: string, { identityPolicy }: PrincipalOptions = {}): void {
    const [, account] = /^arn:[\w-]+:iam::(\d{12}):(?:role|user)\/[^*]+$/.exec(arn) ?? [];
    if (!account) { throw new Error(`"${arn}" is not the ARN of an IAM role or user`); }
    this.made += 1;
    const principal = { arn, account, identityPolicy, accessKeyId: `AKIA${serial(this.made)}` };
    this.byArn.set(arn, principal);
    this.byAccessKey.set(principal.accessKeyId, principal);
  }

  /** Deletes the principal with its access key, and returns the unique id that replaces it from now on. */
  remove(arn: string): string {
    const { accessKeyId } = this.get(arn);
    this.byArn.delete(arn);
    this.byAccessKey.delete(accessKeyId);
    const prefix = arn.includes(':role/') ? 'AROA' : 'AIDA';
    return `${prefix}${accessKeyId.slice(4)}`;
  }

  get(arn: string): Principal {
    const principal = this.byArn.get(arn);
    if (!principal) { throw new Error(`there is no principal "${arn}": add it first`); }
    return principal;
  }

  exists(arn: string): boolean {
    return this.byArn.has(arn);
  }

  /** Who calls, by the access key that signed the request. */
  authenticate(accessKeyId: string): Principal {
    const principal = this.byAccessKey.get(accessKeyId);
    if (!principal) { throw new KmsError('UnrecognizedClientException', 'The security token included in the request is invalid.'); }
    return principal;
  }
}

/** Seventeen capitals and digits, as unique ids of IAM have after their prefix. */
function serial(number: number): string {
  return number.toString(36).toUpperCase().padStart(17, 'Q');
}
