import { Token } from 'aws-cdk-lib';
import { ALIAS_PREFIX, withAliasPrefix } from './alias-grammar';
import { isDummy, nameOf } from '../deploy-time/dummy-value';
import { assertText } from '../options/option-type';

/**
 * The name of the alias with its prefix. Neither a token nor a dummy value is judged.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
 * @throws when KMS would reject the alias, or when it is probably a mistake, such as an ARN or a second prefix.
 */
export function fullAliasName(alias: string): string {
  assertText(alias, 'alias');
  if (Token.isUnresolved(alias)) { return alias; }
  return isDummy(alias) ? ALIAS_PREFIX + nameOf(alias) : withAliasPrefix(alias);
}
