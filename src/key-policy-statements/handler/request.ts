import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { Refusal } from './errors';
import { isObject, isStatement } from './grammar';
import { claim, type Owner } from './owner';
import type { Statement } from './policy';
import { shown } from './shown';

/** The ARN that a deletion is about, or what stands in its place. */
export function keyToLeave({ PhysicalResourceId, ResourceProperties }: CloudFormationCustomResourceEvent & { RequestType: 'Delete' }): unknown {
  const [key, owner] = PhysicalResourceId.split('#');
  // CloudFormation makes up an id for a resource whose creation was never answered.
  return owner === undefined ? ResourceProperties?.Key : key;
}

/** The key of an update that CloudFormation cancelled, where this request takes it back to the key that the resource never left. */
export function keyOfCancelledUpdate(event: CloudFormationCustomResourceEvent, key: string): unknown {
  if (event.RequestType !== 'Update' || event.PhysicalResourceId.split('#')[0] !== key) { return undefined; }
  const former = event.OldResourceProperties?.Key;
  return former === event.ResourceProperties.Key ? undefined : former;
}

/** @throws when the statements of the request are not a list of statements. */
export function wantedStatements({ ResourceProperties: { Key, Statements } }: CloudFormationCustomResourceEvent, owner: Owner): Statement[] {
  const where = `for the policy of key ${Key}`;
  if (!Array.isArray(Statements) || Statements.length === 0 || !Statements.every(isObject)) {
    throw new Refusal(`statements ${where} are not a list of objects, with at least one: write them as in a key policy`);
  }
  const odd = Statements.find((one) => !isStatement(one));
  if (odd) {
    throw new Refusal(`statement ${shown(odd)} ${where} has what no key policy can hold: write it as in a key policy`);
  }
  const claimed = claim(owner, Statements);
  const seen = new Set<string>();
  const repeated = claimed.map(({ Sid }) => Sid).find((sid) => seen.size === seen.add(sid).size);
  if (repeated !== undefined) {
    throw new Refusal(`two statements ${where} have the Sid ${shown(repeated.replace(owner, ''))}: give each a Sid of its own`);
  }
  return claimed;
}

/**
 * Whether a key that does not exist is to be no failure.
 *
 * @throws when the request does not say that, nor the opposite.
 */
export function skipsMissingKey({ ResourceProperties: { MissingKey = 'FAIL' } }: CloudFormationCustomResourceEvent): boolean {
  if (MissingKey !== 'SKIP' && MissingKey !== 'FAIL') {
    throw new Refusal(`property MissingKey is ${shown(MissingKey)}, which is unknown: write "SKIP", or leave it out`);
  }
  return MissingKey === 'SKIP';
}
