import { Token } from 'aws-cdk-lib';
import { ALIAS_PREFIX, assertAliasGrammar, isReservedAlias } from './alias-grammar';
import { isDummy, nameOf } from './dummy-value';
import { assertText } from './option-type';

/**
 * The name of the alias with its prefix. Neither a token nor a dummy value is judged.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
 * @throws when KMS would refuse the alias, or it is not what the caller means, as an ARN or a second prefix.
 */
export function fullAliasName(alias: string): string {
  assertText(alias, 'alias');
  if (Token.isUnresolved(alias)) { return alias; }
  if (isDummy(alias)) { return ALIAS_PREFIX + nameOf(alias); }
  const given = `alias ${JSON.stringify(alias)}`;
  if (/^arn:/.test(alias)) {
    const name = alias.split(`:${ALIAS_PREFIX}`)[1];
    throw new Error(`${given} is an ARN, but one alias stands for a key in each region: give the name alone${name ? `, "${name}"` : ''}`);
  }
  const name = alias.startsWith(ALIAS_PREFIX) ? alias.slice(ALIAS_PREFIX.length) : alias;
  if (/^alias\//i.test(name)) {
    throw new Error(`${given} would be named "${ALIAS_PREFIX}${name}": write the prefix "${ALIAS_PREFIX}" once and in lower case, or leave it out`);
  }
  if (isReservedAlias(name)) {
    throw new Error(`${given} is reserved for AWS managed keys: choose a name that does not start with "aws/"`);
  }
  assertAliasGrammar(name, given);
  return ALIAS_PREFIX + name;
}
