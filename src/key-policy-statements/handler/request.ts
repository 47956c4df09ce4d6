import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { Refusal } from './errors';
import { claim, ownerOf, type Owner } from './owner';
import type { Statement } from './policy';

/** What stands for the key in the physical id of a resource that never changed a policy. */
const NOTHING = 'nothing-written';

/** The physical id: the key, and the owner of the statements in its policy. */
export function physicalId(owner: Owner, key = NOTHING): string {
  return `${key}#${owner}`;
}

/** The ARN that a deletion is about. Undefined when there is nothing to delete. */
export function keyToLeave({ PhysicalResourceId, ResourceProperties }: CloudFormationCustomResourceEvent & { RequestType: 'Delete' }): string | undefined {
  const [key, owner] = PhysicalResourceId.split('#');
  if (key === NOTHING) { return undefined; }
  // CloudFormation makes up an id for a resource whose creation was never answered.
  return owner === undefined ? ResourceProperties.Key : key;
}

/** @throws when the statements of the request are not a list of statements. */
export function wantedStatements(event: CloudFormationCustomResourceEvent): Statement[] {
  const statements = event.ResourceProperties.Statements;
  const isStatement = (one: unknown) => one !== null && typeof one === 'object' && !Array.isArray(one);
  if (!Array.isArray(statements) || statements.length === 0 || !statements.every(isStatement)) {
    throw new Refusal(`statements for the policy of key ${event.ResourceProperties.Key} are not a list of objects, with at least one: write them as in a key policy`);
  }
  const claimed = claim(ownerOf(event), statements);
  const sids = claimed.map(({ Sid }) => Sid);
  const repeated = sids.find((sid, index) => sids.indexOf(sid) < index);
  if (repeated !== undefined) {
    throw new Refusal(`two statements for the policy of key ${event.ResourceProperties.Key} have the Sid "${repeated.replace(ownerOf(event), '')}": give each a Sid of its own`);
  }
  return claimed;
}
