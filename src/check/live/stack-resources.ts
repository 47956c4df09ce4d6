import { elementsOf } from './aws/wire-format';
import type { Calls } from './calls';
import { listOf, unlessAbsent } from './refused-error';

const OPERATION = 'cloudformation:ListStackResources';

/** What of a stack's resources is no longer in the stack. */
const GONE = new Set(['DELETE_COMPLETE', 'DELETE_SKIPPED']);

/** The physical ids of a stack's resources by their logical ids. Undefined where there is no such stack. */
export async function readStackResources(calls: Calls, region: string, StackName: string): Promise<ReadonlyMap<string, string> | undefined> {
  // There is no error of its own for it.
  const pages = await unlessAbsent(calls.pages(OPERATION, { StackName }, region), ({ name, message }) =>
    name === 'ValidationError' && message.includes('does not exist'));
  return pages && new Map(pages.flatMap(({ StackResourceSummaries }) => {
    const resources = listOf(elementsOf(StackResourceSummaries, 'member'), OPERATION, 'resources');
    return resources.flatMap(({ LogicalResourceId, PhysicalResourceId, ResourceStatus }): [string, string][] =>
      PhysicalResourceId && !GONE.has(ResourceStatus) ? [[String(LogicalResourceId), String(PhysicalResourceId)]] : []);
  }));
}
