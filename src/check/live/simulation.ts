import { elementsOf, type Structure } from './aws/wire-format';
import type { Calls } from './calls';
import type { SimulatedCall } from './live';
import { RefusedError } from './refused-error';

const OPERATION = 'iam:SimulatePrincipalPolicy';

/** What AWS's policy simulator says of each action on each key. */
export async function simulate(calls: Calls, roleArn: string, actions: readonly string[], keyArns: readonly string[]): Promise<SimulatedCall[]> {
  const request = { PolicySourceArn: roleArn, ActionNames: actions, ResourceArns: keyArns, MaxItems: 1000 };
  const pages = await calls.pages(OPERATION, request);
  const results = pages.flatMap(({ EvaluationResults }) => elementsOf(EvaluationResults, 'member') ?? []);
  return actions.flatMap((action) => keyArns.map((resource) => simulated(results, action, resource)));
}

function simulated(all: readonly Structure[], action: string, resource: string): SimulatedCall {
  const results = all.filter(({ EvalActionName }) => EvalActionName === action);
  for (const result of results) {
    const specific = elementsOf(result.ResourceSpecificResults, 'member')?.find(({ EvalResourceName }) => EvalResourceName === resource);
    if (specific) { return toCall(action, resource, specific.EvalResourceDecision, specific, result); }
  }
  const result = results.find(({ EvalResourceName }) => EvalResourceName === resource)
    // A denial by the organization ends the simulation of an action before its resources are looked at.
    ?? results.find(({ OrganizationsDecisionDetail }) => booleanOf(OrganizationsDecisionDetail?.AllowedByOrganizations) === false);
  if (!result) { throw RefusedError.wrongAnswer(OPERATION, `says nothing of ${action} on ${resource}`); }
  return toCall(action, resource, result.EvalDecision, result, result);
}

function toCall(
  action: string, resource: string, decision: string | undefined,
  { PermissionsBoundaryDecisionDetail }: Structure, { OrganizationsDecisionDetail }: Structure,
): SimulatedCall {
  if (!decision) { throw RefusedError.wrongAnswer(OPERATION, `has no decision about ${action} on ${resource}`); }
  return {
    action,
    resource,
    allowed: decision === 'allowed',
    allowedByBoundary: booleanOf(PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary),
    allowedByOrganization: booleanOf(OrganizationsDecisionDetail?.AllowedByOrganizations),
  };
}

function booleanOf(text: unknown): boolean | undefined {
  return text === 'true' ? true : text === 'false' ? false : undefined;
}
