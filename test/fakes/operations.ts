import { accessDenied, accessDeniedToStranger, type Attempt, mayCall, type Operation } from './authorization';
import { isAlias, type Key, type KeyStore } from './key-store';
import { KmsError } from './kms-error';
import { asKmsRewritesIt } from './policy-principals';
import { checkPolicy } from './policy-rules';
import type { Principal, Principals } from './principals';

/** A request as it came over the wire, with its caller known. */
export interface Request {
  readonly caller: Principal;
  readonly region: string;
  readonly input: any;
}

export interface OperationOptions {
  readonly store: KeyStore;
  readonly principals: Principals;
  readonly staleness: () => number;
  readonly rewrite: boolean;
}

/**
 * The three operations. None looks at the key's state: by the table "Key states of AWS KMS keys" all three succeed in each state,
 * pending deletion too.
 */
export class Operations {
  constructor(private readonly options: OperationOptions) {}

  async run(operation: Operation, request: Request): Promise<object> {
    switch (operation) {
      case 'DescribeKey': return this.describeKey(request);
      case 'GetKeyPolicy': return this.getKeyPolicy(request);
      case 'PutKeyPolicy': return this.putKeyPolicy(request);
    }
  }

  private async describeKey(request: Request): Promise<object> {
    const { KeyId } = request.input;
    const key = this.find('DescribeKey', request);
    const alias: Record<string, string> = isAlias(KeyId) ? { 'kms:RequestAlias': KeyId.slice(KeyId.indexOf('alias/')) } : {};
    await this.authorise(this.attempt('DescribeKey', request, key, alias));
    return {
      KeyMetadata: {
        AWSAccountId: key.account,
        KeyId: key.id,
        Arn: key.arn,
        CreationDate: key.created / 1000,
        Enabled: key.state === 'Enabled',
        Description: '',
        KeyUsage: 'ENCRYPT_DECRYPT',
        KeyState: key.state,
        DeletionDate: key.deletionDate && key.deletionDate / 1000,
        Origin: 'AWS_KMS',
        KeyManager: key.manager,
        KeySpec: 'SYMMETRIC_DEFAULT',
        EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
        MultiRegion: false,
      },
    };
  }

  private async getKeyPolicy(request: Request): Promise<object> {
    const { store, staleness, rewrite } = this.options;
    const key = this.findOwn('GetKeyPolicy', request);
    await this.authorise(this.attempt('GetKeyPolicy', request, key));
    const { text, policy } = store.asOf(key, staleness());
    return { Policy: rewrite ? JSON.stringify(asKmsRewritesIt(policy), null, 2) : text, PolicyName: 'default' };
  }

  private async putKeyPolicy(request: Request): Promise<object> {
    const { store, principals } = this.options;
    const { Policy, BypassPolicyLockoutSafetyCheck: bypass = false } = request.input;
    const key = this.findOwn('PutKeyPolicy', request);
    const attempt = this.attempt('PutKeyPolicy', request, key, { 'kms:BypassPolicyLockoutSafetyCheck': String(bypass) });
    await this.authorise(attempt);
    // KMS has an UnsupportedOperationException, too. But the policy of an AWS managed key gives its account the reading actions only,
    // so that the call fails by that policy, as reports of AWS managed keys show it for other actions.
    if (key.manager === 'AWS') { throw await accessDenied(attempt); }
    if (typeof Policy !== 'string') { throw missing('policy'); }
    checkPolicy(Policy, { partition: key.partition, exists: (arn) => principals.exists(arn) });
    if (!bypass && !await mayCall({ ...attempt, keyPolicy: JSON.parse(Policy) })) {
      const message = 'The new key policy will not allow you to update the key policy in the future.';
      throw new KmsError('MalformedPolicyDocumentException', message);
    }
    store.write(key, Policy);
    return {};
  }

  /** The key for an operation that accepts no alias, only the default policy, and no key of another account. */
  private findOwn(operation: Operation, request: Request): Key {
    const { KeyId, PolicyName = 'default' } = request.input;
    if (typeof KeyId === 'string' && isAlias(KeyId)) {
      throw new KmsError('InvalidArnException', 'Key Aliases are not supported for this operation.');
    }
    const key = this.find(operation, request);
    if (key.account !== request.caller.account) { throw accessDeniedToStranger(request.caller, operation); }
    if (PolicyName !== 'default') { throw new KmsError('NotFoundException', 'No such policy exists'); }
    return key;
  }

  private find(operation: Operation, { caller, region, input }: Request): Key {
    if (typeof input.KeyId !== 'string') { throw missing('keyId'); }
    const key = this.options.store.find(input.KeyId, { account: caller.account, region });
    if (!key) { throw accessDeniedToStranger(caller, operation); }
    return key;
  }

  private attempt(operation: Operation, { caller }: Request, key: Key, context: Record<string, string> = {}): Attempt {
    const aliases = this.options.store.aliasesOf(key);
    return {
      caller,
      operation,
      key,
      keyPolicy: this.options.store.current(key).policy,
      context: {
        'kms:CallerAccount': caller.account,
        ...(aliases.length ? { 'kms:ResourceAliases': aliases } : {}),
        ...context,
      },
    };
  }

  private async authorise(attempt: Attempt): Promise<void> {
    if (await mayCall(attempt)) { return; }
    const { caller, key, operation } = attempt;
    throw caller.account === key.account ? await accessDenied(attempt) : accessDeniedToStranger(caller, operation);
  }
}

function missing(member: string): KmsError {
  return new KmsError('ValidationException', `1 validation error detected: Value null at '${member}' failed to satisfy constraint: `
    + 'Member must not be null');
}
