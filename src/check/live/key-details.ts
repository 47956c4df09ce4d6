import type { Structure } from './aws/wire-format';
import type { Calls } from './calls';
import { dateOf } from './date-of';
import type { Seen } from './live';
import { Memo } from './memo';
import type { Operation } from './operations';
import { RefusedError, seen } from './refused-error';
import type { KeyPolicyJson } from '../../key-policy/key-policy-json';

/** Reads what DescribeKey does not say of a key. */
export class KeyDetails {
  private readonly answers = new Memo<unknown>();

  constructor(private readonly calls: Calls, private readonly region: string, private readonly arn: string) {}

  public policy(): Promise<Seen<KeyPolicyJson>> {
    return this.ask('kms:GetKeyPolicy', ({ Policy }) => parsePolicy(Policy), { PolicyName: 'default' });
  }

  public policyNames(): Promise<Seen<readonly string[]>> {
    const operation = 'kms:ListKeyPolicies';
    return this.once(operation, async () => {
      const pages = await this.calls.pages(operation, { KeyId: this.arn }, this.region);
      const names = pages.flatMap(({ PolicyNames }) => PolicyNames as string[]);
      // No key is without it.
      return names.includes('default') ? names : RefusedError.throwWrong(operation, 'lacks the policy "default"');
    });
  }

  public rotates(): Promise<Seen<boolean>> {
    const operation = 'kms:GetKeyRotationStatus';
    return this.ask(operation, ({ KeyRotationEnabled: rotates }) =>
      typeof rotates === 'boolean' ? rotates : RefusedError.throwWrong(operation, 'does not say whether the key rotates'));
  }

  public lastUsed(): Promise<Seen<string | undefined>> {
    const operation = 'kms:GetKeyLastUsage';
    return this.ask(operation, ({ KeyLastUsage, TrackingStartDate }) => {
      // That a key was not used is said by what is not there, so it counts only in an answer that has the rest.
      if (TrackingStartDate === undefined) { throw RefusedError.wrongAnswer(operation, 'does not say since when AWS keeps track'); }
      // Empty, without a date, where the key was not used.
      return KeyLastUsage?.Timestamp === undefined ? undefined : dateOf(KeyLastUsage.Timestamp);
    });
  }

  private ask<T>(operation: Operation, read: (answer: Structure) => T, input: Structure = {}): Promise<Seen<T>> {
    return this.once(operation, async () => read(await this.calls.send(operation, { KeyId: this.arn, ...input }, this.region)));
  }

  private once<T>(operation: Operation, read: () => Promise<T>): Promise<Seen<T>> {
    return this.answers.get(operation, () => seen(operation, read)) as Promise<Seen<T>>;
  }
}

function parsePolicy(text: string): KeyPolicyJson {
  try {
    const policy = JSON.parse(text);
    // A list of one statement may be the statement itself.
    if (typeof policy === 'object' && policy?.Statement) { return { ...policy, Statement: [policy.Statement].flat() }; }
  } catch {
    // No text of JSON, as below.
  }
  throw RefusedError.wrongAnswer('kms:GetKeyPolicy', 'has no policy that can be read');
}
