import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { KnownCall } from './case';
import { followingFrom } from './request';
import { OWNER } from '../calls';

/** Whether an IAM policy engine that knows nothing of this library would allow a call. */
export async function engineAllows({ known, action, keyArn, keyPolicies, caller, context }: KnownCall): Promise<boolean> {
  const following = followingFrom(known);
  const isRoot = known.kind === 'root';
  const outcome = await runSimulation({
    request: {
      principal: caller.arn,
      action,
      resource: { resource: keyArn, accountId: OWNER },
      contextVariables: asContext({ ...context, ...following }),
    },
    identityPolicies: (isRoot ? [ALL_OF_ROOT] : caller.policies).map((policy, index) => ({ name: `identity ${index}`, policy })),
    permissionBoundaryPolicies: caller.boundary ? [{ name: 'boundary', policy: caller.boundary }] : undefined,
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: asOnePolicy(keyPolicies, known),
  }, {});
  if (outcome.resultType !== 'single') { throw new Error(JSON.stringify(outcome)); }
  // A key that the engine drops would make the answer one to another question.
  if (outcome.result.ignoredContextKeys?.length) { throw new Error(`${action} has no context keys ${outcome.result.ignoredContextKeys}`); }
  return outcome.overallResult === 'Allowed';
}

/** The engine knows nothing of root users, who have full access. */
const ALL_OF_ROOT = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

/** A key that the request does not have is left out; one value is not a list. */
function asContext(values: Readonly<Record<string, readonly string[]>>): Record<string, string | string[]> {
  return Object.fromEntries(Object.entries(values).flatMap(([key, all]) => all.length === 0 ? [] : [[key, all.length === 1 ? all[0] : [...all]]]));
}

/** The engine takes one key policy, and knows no unique ids. */
function asOnePolicy(keyPolicies: readonly unknown[], { id, roleArn, arn }: KnownCall['known']): unknown {
  const policies = keyPolicies as ReadonlyArray<{ Version: string; Statement: object }>;
  const withoutIds = (element: string, principal: unknown) => [element, element.endsWith('Principal') ? renamed(principal) : principal];
  const renamed = (principal: unknown) => id === undefined ? principal : JSON.parse(JSON.stringify(principal).replaceAll(`"${id}"`, `"${roleArn ?? arn}"`));
  return {
    Version: policies[0].Version,
    Statement: policies.flatMap(({ Statement }) => Statement)
      .map((statement) => Object.fromEntries(Object.entries(statement).map(([element, value]) => withoutIds(element, value)))),
  };
}
