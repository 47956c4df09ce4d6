import { KMS, type KeyMetadata } from '@aws-sdk/client-kms';
import { isText } from '../event/grammar';
import type { KeyReference } from '../event/key-reference';
import { KeyNotFoundError, PermanentError, toDisplayText, UnusableKeyError } from '../failures/errors';
import { parsePolicy } from '../policy/parse-policy';
import type { KeyPolicy } from '../policy/policy';
import { abortAt, REQUEST_TIMEOUT } from '../timeouts';

/** Where the policy of one key is stored. */
export interface PolicyStore {
  /** The key, for errors and physical ids. */
  readonly key: string;
  /** Why no statement can be added, if the key is pending deletion. Known after the first read. */
  readonly pendingDeletion?: PermanentError;
  /** @throws also if there is no response before the deadline. */
  read(deadline: number): Promise<KeyPolicy>;
  /** @throws also if there is no response before the deadline. */
  write(policy: KeyPolicy, deadline: number): Promise<void>;
}

/**
 * The policy of a key in KMS. This is the only file that calls KMS.
 *
 * @param excludedKey a key that must not be changed, even if the reference is an alias of it.
 */
export function kmsStore({ arn, region }: KeyReference, excludedKey?: string): PolicyStore {
  // One attempt for each call: after a pause, a policy must be read again before it is written.
  const client = new KMS({ region, maxAttempts: 1 });
  // An alias can move to another key, so it is resolved only once.
  let KeyId: string | undefined;
  let pendingDeletion: PermanentError | undefined;

  return {
    get key() { return KeyId ?? arn; },
    get pendingDeletion() { return pendingDeletion; },

    async read(deadline) {
      if (!KeyId) {
        const { KeyMetadata: metadata = {} } = await client.describeKey({ KeyId: arn }, abortAt(deadline, REQUEST_TIMEOUT)).catch((error: Error) => {
          throw error.name === 'NotFoundException' ? new KeyNotFoundError(`key "${arn}" does not exist; name one that does, or create it first`) : error;
        });
        KeyId = customerManagedKeyArn(metadata, arn);
        pendingDeletion = pendingDeletionError(metadata, arn);
      }
      if (KeyId === excludedKey) { throw new UnusableKeyError(); }
      const { Policy: text } = await client.getKeyPolicy({ KeyId, PolicyName: 'default' }, abortAt(deadline, REQUEST_TIMEOUT));
      const policy = parsePolicy(text);
      if (!policy) {
        throw new PermanentError(`policy of key "${KeyId}" is not a key policy as AWS documents it, and nothing was changed; correct it first`);
      }
      return policy;
    },

    async write(policy, deadline) {
      // The lockout safety check always stays on.
      await client.putKeyPolicy({ KeyId, PolicyName: 'default', Policy: JSON.stringify(policy) }, abortAt(deadline));
    },
  };
}

/** @throws if KMS describes neither that key nor one that the alias can point to, or if nobody can change the key's policy. */
function customerManagedKeyArn({ Arn, KeyManager, KeyState }: Partial<KeyMetadata>, key: string): string {
  const pattern = new RegExp(`^${key.replace(/alias\/.*/, 'key/[\\w-]+')}$`);
  if (!isText(Arn) || !pattern.test(Arn) || !isText(KeyState)) {
    throw new PermanentError(`key "${key}" is described by KMS as ${toDisplayText(Arn)} in the state ${toDisplayText(KeyState)}, which is impossible; deploy again later`);
  }
  if (KeyManager === 'AWS') {
    throw new UnusableKeyError(`key "${key}" is an AWS managed key, whose policy nobody can change; encrypt with a customer managed key, and name that key`);
  }
  return Arn;
}

/** Why no statement can be added to the policy of a key that is pending deletion, although KMS would accept it. */
function pendingDeletionError({ KeyState, DeletionDate }: Partial<KeyMetadata>, key: string): PermanentError | undefined {
  if (!`${KeyState}`.endsWith('Deletion')) { return undefined; }
  const day = DeletionDate?.toJSON()?.slice(0, 10);
  return new UnusableKeyError(`key "${key}" is pending deletion${day ? `, on ${day}` : ''}; cancel its deletion, or remove it from the stack`);
}
