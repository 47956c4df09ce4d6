import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient, PutKeyPolicyCommand, type KeyMetadata } from '@aws-sdk/client-kms';
import type { LivePolicy } from './apply';
import { CLOCK, REQUEST_TIMEOUT } from './clock';
import { MissingKey, NoSuchKeyPolicy, Refusal } from './errors';
import type { KeyReference } from './key-reference';
import { parsePolicy } from './parse-policy';
import type { KeyPolicy } from './policy';
import { shown } from './shown';

/** The policy of a key in KMS, and the one place that speaks to KMS. */
export class Store implements LivePolicy {
  private readonly client: KMSClient;
  private keyArn?: string;

  constructor(private readonly reference: KeyReference) {
    // One attempt for each call: after a pause, a policy must be read again before it is written.
    this.client = new KMSClient({ region: reference.region, maxAttempts: 1 });
  }

  /** What the key was called, and once it is known, its ARN: an alias can be moved to another key. */
  public get key(): string {
    return this.keyArn ?? this.reference.arn;
  }

  public async read(until: number): Promise<KeyPolicy> {
    this.keyArn ??= await this.resolve(until);
    const { Policy: text } = await this.client.send(new GetKeyPolicyCommand({ KeyId: this.keyArn, PolicyName: 'default' }), by(until));
    const policy = parsePolicy(text);
    if (!policy) {
      throw new Refusal(`policy of key ${this.keyArn} is not a key policy as AWS documents it, and nothing was changed: put it right first`);
    }
    return policy;
  }

  public async write(policy: KeyPolicy, until: number): Promise<void> {
    // The lockout check stays on, always.
    await this.client.send(new PutKeyPolicyCommand({ KeyId: this.key, PolicyName: 'default', Policy: JSON.stringify(policy) }), by(until));
  }

  private async resolve(until: number): Promise<string> {
    const { arn } = this.reference;
    try {
      const { KeyMetadata: metadata = {} } = await this.client.send(new DescribeKeyCommand({ KeyId: arn }), by(until));
      return changeableArn(metadata, arn);
    } catch (error: any) {
      if (error.name !== 'NotFoundException') { throw error; }
      throw new MissingKey(`key ${arn} does not exist: name one that does, or create it first`);
    }
  }
}

/** @throws when what KMS describes is not that key, nor one that the alias can stand for, or its policy cannot be changed. */
function changeableArn({ Arn, KeyManager, KeyState, DeletionDate }: Partial<KeyMetadata>, key: string): string {
  const pattern = new RegExp(`^${key.replace(/alias\/.*/, 'key/[\\w-]+')}$`);
  if (typeof Arn !== 'string' || !pattern.test(Arn) || typeof KeyState !== 'string') {
    throw new Refusal(`key ${key} is described by KMS as ${shown(Arn)} in the state ${shown(KeyState)}, which cannot be: deploy again later`);
  }
  if (KeyManager === 'AWS') {
    throw new NoSuchKeyPolicy(`key ${key} is an AWS managed key, whose policy nobody can change: encrypt with a customer managed key, and name that`);
  }
  if (KeyState.endsWith('Deletion')) {
    const day = DeletionDate?.toJSON()?.slice(0, 10);
    throw new NoSuchKeyPolicy(`key ${key} is pending deletion${day ? `, on ${day}` : ''}: cancel its deletion, or take it out of the stack`);
  }
  return Arn;
}

function by(until: number): { abortSignal: AbortSignal } {
  return { abortSignal: AbortSignal.timeout(Math.max(0, Math.min(REQUEST_TIMEOUT, Math.floor(until - CLOCK.now())))) };
}
