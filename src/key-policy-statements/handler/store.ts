import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient, PutKeyPolicyCommand, type KeyMetadata } from '@aws-sdk/client-kms';
import type { LivePolicy } from './apply';
import { CLOCK, REQUEST_TIMEOUT } from './clock';
import { MissingKey, NoSuchKeyPolicy, Refusal } from './errors';
import type { KeyReference } from './key-reference';
import type { KeyPolicy } from './policy';

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
    return parse(text, this.keyArn);
  }

  public async write(policy: KeyPolicy, until: number): Promise<void> {
    // The lockout check stays on, always.
    await this.client.send(new PutKeyPolicyCommand({ KeyId: this.key, PolicyName: 'default', Policy: JSON.stringify(policy) }), by(until));
  }

  private async resolve(until: number): Promise<string> {
    const { arn } = this.reference;
    try {
      const { KeyMetadata: metadata } = await this.client.send(new DescribeKeyCommand({ KeyId: arn }), by(until));
      assertChangeable(metadata!, arn);
      return metadata!.Arn!;
    } catch (error: any) {
      if (error.name !== 'NotFoundException') { throw error; }
      throw new MissingKey(`key ${arn} does not exist: name one that does, or create it first`);
    }
  }
}

function assertChangeable({ KeyManager, KeyState, DeletionDate }: KeyMetadata, key: string): void {
  if (KeyManager === 'AWS') {
    throw new NoSuchKeyPolicy(`key ${key} is an AWS managed key, whose policy nobody can change: encrypt with a customer managed key, and name that`);
  }
  if (/^Pending.*Deletion$/.test(KeyState!)) {
    const when = DeletionDate ? `, on ${DeletionDate.toISOString().slice(0, 10)}` : '';
    throw new NoSuchKeyPolicy(`key ${key} is pending deletion${when}: cancel its deletion, or take it out of the stack`);
  }
}

function parse(text: string | undefined, key: string): KeyPolicy {
  try {
    const policy = JSON.parse(text!);
    const statements = [policy.Statement].flat();
    if (statements.every((statement) => statement !== null && typeof statement === 'object')) { return policy; }
  } catch {
    // Said below.
  }
  throw new Refusal(`policy of key ${key} is not a key policy as AWS documents it, and nothing was changed: put it right first`);
}

function by(until: number): { abortSignal: AbortSignal } {
  return { abortSignal: AbortSignal.timeout(Math.max(0, Math.min(REQUEST_TIMEOUT, Math.floor(until - CLOCK.now())))) };
}
