import { NoSuchKeyPolicy } from './errors';
import { isId } from './id';
import { shown } from './shown';

/** The ARN of a key, or of an alias that stands for one. */
export interface KeyReference {
  readonly arn: string;
  readonly region: string;
}

/** What matches the ARN of a key or alias, with its region and account as groups. */
export function keyArnPattern(kind: string, account = '\\d{12}'): string {
  return `arn:aws[a-z-]*:kms:((?:[a-z]{2,12}-){2,4}\\d\\d?):(${account}):${kind}/[\\w/-]+`;
}

const KEY_OR_ALIAS = new RegExp(`^${keyArnPattern('(?:key|alias)')}$`);

/**
 * @param stackId the ARN of the stack, for its account: key policies are changed within an account.
 * @throws when the ARN is none of a key or an alias of that account.
 */
export function keyReference(arn: unknown, stackId: string): KeyReference {
  const [match, region, account] = KEY_OR_ALIAS.exec(isId(arn) ? arn : '') ?? [];
  if (match === undefined) {
    throw new NoSuchKeyPolicy(`key ${shown(arn)} is not the ARN of a KMS key or alias: write it as "arn:aws:kms:eu-west-1:111122223333:key/…"`);
  }
  const own = stackId.split(':')[4];
  if (account !== own) {
    throw new NoSuchKeyPolicy(`key ${match} is in the account ${account}, but key policies are changed from the key's own account alone: deploy this to ${account} instead of ${own}`);
  }
  return { arn: match, region };
}
