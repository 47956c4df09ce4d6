import { NoSuchKeyPolicy } from './errors';

/** The ARN of a key, or of an alias that stands for one. */
export interface KeyReference {
  readonly arn: string;
  readonly region: string;
}

const KEY_OR_ALIAS = /^arn:[^:]+:kms:([a-z0-9-]+):(\d{12}):(?:key|alias)\/.+$/;

/**
 * @param stackId the ARN of the stack, for its account: key policies are changed within an account.
 * @throws when the ARN is none of a key or an alias of that account.
 */
export function keyReference(arn: unknown, stackId: string): KeyReference {
  const [, region, account] = KEY_OR_ALIAS.exec(`${arn}`) ?? [];
  if (account === undefined) {
    throw new NoSuchKeyPolicy(`key ${JSON.stringify(arn)} is not the ARN of a KMS key or alias: write it as "arn:aws:kms:eu-west-1:111122223333:key/…"`);
  }
  const own = stackId.split(':')[4];
  if (account !== own) {
    throw new NoSuchKeyPolicy(`key ${arn} is in the account ${account}, but key policies are changed from the key's own account alone: deploy this to ${account} instead of ${own}`);
  }
  return { arn: `${arn}`, region };
}
