import type { CloudFormationCustomResourceDeleteEvent, CloudFormationCustomResourceEvent } from 'aws-lambda';
import { isObject, isStatement } from './grammar';
import { PermanentError, toDisplayText } from '../failures/errors';
import { ownedStatements, type Owner } from '../policy/owner';
import type { Statement } from '../policy/policy';

/** The key from which a deletion removes statements, or what the properties contain instead. */
export function keyOfDeletion({ PhysicalResourceId, ResourceProperties }: CloudFormationCustomResourceDeleteEvent): unknown {
  const [key, owner] = PhysicalResourceId.split('#');
  // CloudFormation assigns the id of a resource whose creation never got a response.
  return owner === undefined ? ResourceProperties?.Key : key;
}

/** @throws if the statements of the request are not a list of statements with unique Sids. */
export function desiredStatements(
  { ResourceProperties: { Key, Statements } }: Pick<CloudFormationCustomResourceEvent, 'ResourceProperties'>, owner: Owner,
): Statement[] {
  const where = `for the policy of key "${Key}"`;
  if (!Array.isArray(Statements) || Statements.length === 0 || !Statements.every(isObject)) {
    throw new PermanentError(`statements ${where} are not a list of objects, with at least one; write them as in a key policy`);
  }
  const invalid = Statements.find((statement) => !isStatement(statement));
  if (invalid) {
    throw new PermanentError(`statement ${toDisplayText(invalid)} ${where} has what no key policy can contain; write it as in a key policy`);
  }
  const owned = ownedStatements(owner, Statements);
  const seen = new Set<string>();
  const repeated = owned.map(({ Sid }) => Sid).find((sid) => seen.size === seen.add(sid).size);
  if (repeated !== undefined) {
    throw new PermanentError(`two statements ${where} have the Sid ${toDisplayText(repeated.replace(owner, ''))}; give each another Sid`);
  }
  return owned;
}

/**
 * Whether the request succeeds without changes if the key does not exist.
 *
 * @throws if the property has an unknown value.
 */
export function skipsMissingKey({ ResourceProperties: { MissingKey = 'FAIL' } }: CloudFormationCustomResourceEvent): boolean {
  if (MissingKey !== 'SKIP' && MissingKey !== 'FAIL') {
    throw new PermanentError(`property MissingKey is ${toDisplayText(MissingKey)}, which is unknown; write "SKIP", or leave it out`);
  }
  return MissingKey === 'SKIP';
}
