import { isId } from './grammar';
import { toDisplayText, UnusableKeyError } from '../failures/errors';

/** The ARN of a key, or of an alias that points to one. */
export interface KeyReference {
  readonly arn: string;
  readonly region: string;
}

/** A pattern for the ARN of a key or alias, with the Region and the account as groups. */
export function keyArnPattern(kind: string, account = '\\d{12}'): string {
  return `arn:aws[a-z-]*:kms:((?:[a-z]{2,12}-){2,4}\\d\\d?):(${account}):${kind}/[\\w/-]+`;
}

const KEY_OR_ALIAS = new RegExp(`^${keyArnPattern('(?:key|alias)')}$`);

/**
 * @param stackId the ARN of the stack, for its account: a key policy can only be changed from the key's own account.
 * @throws if the ARN is not that of a key or an alias of the stack's account.
 */
export function keyReference(arn: unknown, stackId: string): KeyReference {
  const [match, region, account] = KEY_OR_ALIAS.exec(isId(arn) ? arn : '') ?? [];
  if (match === undefined) {
    throw new UnusableKeyError(`key ${toDisplayText(arn)} is not the ARN of a KMS key or alias; write it as "arn:aws:kms:eu-west-1:111122223333:key/…"`);
  }
  const stackAccount = stackId.split(':')[4];
  if (account !== stackAccount) {
    throw new UnusableKeyError(`key "${match}" is in account "${account}", but a key policy can be changed only from the key's own account; deploy this to "${account}" instead of "${stackAccount}"`);
  }
  return { arn: match, region };
}
