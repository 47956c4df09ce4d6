import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient, PutKeyPolicyCommand, type KeyMetadata } from '@aws-sdk/client-kms';
import type { LivePolicy } from './apply';
import { by, CLOCK, REQUEST_TIMEOUT } from './clock';
import { MissingKey, NoSuchKeyPolicy, Refusal } from './errors';
import type { KeyReference } from './key-reference';
import { parsePolicy } from './parse-policy';
import { shown } from './shown';

/**
 * The policy of a key in KMS, and the one place that speaks to KMS.
 *
 * @param except a key that the reference may stand for, and that is not meant.
 */
export function storeOf({ arn, region }: KeyReference, except?: string): LivePolicy {
  // One attempt for each call: after a pause, a policy must be read again before it is written.
  const client = new KMSClient({ region, maxAttempts: 1 });
  // An alias can be moved to another key, so it is resolved once.
  let KeyId: string | undefined;
  let pendingDeletion: Refusal | undefined;

  const resolve = async (until: number): Promise<string> => {
    try {
      const { KeyMetadata: metadata = {} } = await client.send(new DescribeKeyCommand({ KeyId: arn }), by(until, CLOCK, REQUEST_TIMEOUT));
      const keyArn = changeableArn(metadata, arn);
      pendingDeletion = refusalOfPending(metadata, arn);
      return keyArn;
    } catch (error: any) {
      if (error.name !== 'NotFoundException') { throw error; }
      throw new MissingKey(`key ${arn} does not exist: name one that does, or create it first`);
    }
  };

  return {
    get key() { return KeyId ?? arn; },
    get pendingDeletion() { return pendingDeletion; },

    async read(until) {
      KeyId ??= await resolve(until);
      if (KeyId === except) { throw new NoSuchKeyPolicy(); }
      const { Policy: text } = await client.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }), by(until, CLOCK, REQUEST_TIMEOUT));
      const policy = parsePolicy(text);
      if (!policy) {
        throw new Refusal(`policy of key ${KeyId} is not a key policy as AWS documents it, and nothing was changed: put it right first`);
      }
      return policy;
    },

    async write(policy, until) {
      // The lockout check stays on, always.
      await client.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy: JSON.stringify(policy) }), by(until, CLOCK));
    },
  };
}

/** @throws when what KMS describes is not that key, nor one that the alias can stand for, or its policy cannot be changed. */
function changeableArn({ Arn, KeyManager, KeyState }: Partial<KeyMetadata>, key: string): string {
  const pattern = new RegExp(`^${key.replace(/alias\/.*/, 'key/[\\w-]+')}$`);
  if (typeof Arn !== 'string' || !pattern.test(Arn) || typeof KeyState !== 'string') {
    throw new Refusal(`key ${key} is described by KMS as ${shown(Arn)} in the state ${shown(KeyState)}, which cannot be: deploy again later`);
  }
  if (KeyManager === 'AWS') {
    throw new NoSuchKeyPolicy(`key ${key} is an AWS managed key, whose policy nobody can change: encrypt with a customer managed key, and name that`);
  }
  return Arn;
}

/** Why no statement is to be added to the policy of a key on its way out, though KMS would let that happen. */
function refusalOfPending({ KeyState, DeletionDate }: Partial<KeyMetadata>, key: string): Refusal | undefined {
  if (!`${KeyState}`.endsWith('Deletion')) { return undefined; }
  const day = DeletionDate?.toJSON()?.slice(0, 10);
  return new NoSuchKeyPolicy(`key ${key} is pending deletion${day ? `, on ${day}` : ''}: cancel its deletion, or take it out of the stack`);
}
