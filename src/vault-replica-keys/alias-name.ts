import { Token } from 'aws-cdk-lib';

const PREFIX = 'alias/';
const MAX_LENGTH = 256;

/**
 * The name of the alias with its prefix. A token is not judged.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
 * @throws when KMS would refuse the alias, or it is not what the caller means, as an ARN or a second prefix.
 */
export function fullAliasName(alias: string): string {
  if (Token.isUnresolved(alias)) { return alias; }
  const given = `alias ${JSON.stringify(alias)}`;
  if (/^arn:/.test(alias)) {
    const name = alias.split(`:${PREFIX}`)[1];
    throw new Error(`${given} is an ARN, but one alias stands for a key in each region: give the name alone${name ? `, "${name}"` : ''}`);
  }
  const name = alias.startsWith(PREFIX) ? alias.slice(PREFIX.length) : alias;
  if (name === '') {
    throw new Error(`${given} is empty: choose a name, such as "very_secret_key"`);
  }
  if (/^alias\//i.test(name)) {
    throw new Error(`${given} would be named "${PREFIX}${name}": write the prefix "${PREFIX}" once and in lower case, or leave it out`);
  }
  if (/^aws\//i.test(name)) {
    throw new Error(`${given} is reserved for AWS managed keys: choose a name that does not start with "aws/"`);
  }
  if (!/^[a-zA-Z0-9:/_-]+$/.test(name)) {
    throw new Error(`${given} holds characters that KMS does not take: use ASCII letters, digits and ":/_-"`);
  }
  if (PREFIX.length + name.length > MAX_LENGTH) {
    throw new Error(`${given} has ${PREFIX.length + name.length} characters with its prefix, but KMS takes at most ${MAX_LENGTH}: choose a shorter name`);
  }
  return PREFIX + name;
}
