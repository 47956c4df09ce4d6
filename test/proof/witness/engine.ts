import { createValidatedPolicy, validateIdentityPolicy, validateResourceControlPolicy, validateResourcePolicy, validateServiceControlPolicy } from '@cloud-copilot/iam-policy';
import { anonymousPrincipal, runSimulation } from '@cloud-copilot/iam-simulate';
import type { Caller, Request } from './request';
import type { Key, Policy } from '../model/decision';

const policy = (effect: string, action: string) => ({ Version: '2012-10-17', Statement: [{ Effect: effect, Action: action, Resource: '*' }] });
export const ALLOWING = policy('Allow', 'kms:*');
export const SILENT = policy('Allow', 's3:*');
export const DENYING = policy('Deny', 'kms:*');

const asIdentityPolicy = (document: object) => createValidatedPolicy(document, validateIdentityPolicy, { name: 'identity' });
const asOrganizationPolicy = (document: object) => createValidatedPolicy(document, validateServiceControlPolicy, { name: 'organization' });

const VALIDATED = { allowing: asIdentityPolicy(ALLOWING), silent: asIdentityPolicy(SILENT), denying: asIdentityPolicy(DENYING) };
const OF_ORGANIZATION = { allowing: asOrganizationPolicy(policy('Allow', '*')), denying: asOrganizationPolicy(policy('Deny', 'kms:*')) };
const OF_RESOURCES = createValidatedPolicy(
  { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' }] }, validateResourceControlPolicy, { name: 'resources' },
);

/**
 * Whether the policy engine allows the request, which knows nothing of the encoder. A policy that names somebody who was re-created is given to
 * it as AWS would show it: with a unique id instead of the ARN.
 */
export async function engineAllows(request: Request, keyPolicy: Policy, key: Key): Promise<boolean> {
  const { caller, identity, boundary, sessionPolicy, deniedElsewhere, organizationAllows } = request;
  const isIdentity = caller.kind !== 'service' && caller.kind !== 'anonymous';
  const outcome = await runSimulation({
    request: {
      principal: principalOf(caller, key),
      action: request.action,
      resource: { resource: key.arn, accountId: key.account },
      contextVariables: contextOf(request, key),
    },
    identityPolicies: [
      // The engine does not know that a root user needs no policy.
      ...identity === 'allows' || caller.kind === 'root' ? [{ name: 'identity', policy: VALIDATED.allowing }] : [],
      ...deniedElsewhere && isIdentity && caller.kind !== 'root' ? [{ name: 'denial', policy: VALIDATED.denying }] : [],
    ],
    permissionBoundaryPolicies: boundary && [{ name: 'boundary', policy: boundary === 'allows' ? VALIDATED.allowing : VALIDATED.silent }],
    sessionPolicy: sessionPolicy && (sessionPolicy === 'allows' ? VALIDATED.allowing : VALIDATED.silent),
    serviceControlPolicies: isIdentity ? [{
      orgIdentifier: 'root',
      policies: [
        ...organizationAllows ? [{ name: 'allow', policy: OF_ORGANIZATION.allowing }] : [],
        ...deniedElsewhere && caller.kind === 'root' ? [{ name: 'denial', policy: OF_ORGANIZATION.denying }] : [],
      ],
    }] : [],
    // No policy about identities concerns anyone else.
    resourceControlPolicies: isIdentity || (organizationAllows && !deniedElsewhere) ? [] : [{
      orgIdentifier: 'root', policies: [{ name: 'denial', policy: OF_RESOURCES }],
    }],
    resourcePolicy: createValidatedPolicy(asKmsReturnsFor(caller, keyPolicy, key), validateResourcePolicy, { name: 'key' }),
  }, {});
  if (outcome.resultType === 'error') { throw new Error(JSON.stringify(outcome.errors)); }
  return outcome.overallResult === 'Allowed';
}

/** The ARN that `aws:PrincipalArn` has. */
export function arnOf(caller: Caller, { partition }: Key): string | undefined {
  if (caller.kind === 'service' || caller.kind === 'anonymous') { return undefined; }
  return `arn:${partition}:${caller.kind === 'federated-user' ? 'sts' : 'iam'}::${caller.account}:${caller.resource}`;
}

function principalOf(caller: Caller, key: Key): string | typeof anonymousPrincipal {
  switch (caller.kind) {
    case 'anonymous': return anonymousPrincipal;
    case 'service': return caller.service;
    default: return arnOf(caller, key)!;
  }
}

/** The context of the request, as far as it has one. */
export function contextOf({ caller, place, via, forAws }: Request, key: Key): Record<string, string | string[]> {
  const arn = arnOf(caller, key);
  const account = caller.kind === 'anonymous' ? undefined : caller.account;
  return {
    ...account !== undefined && { 'kms:CallerAccount': account },
    ...arn !== undefined && { 'aws:PrincipalArn': arn, 'aws:PrincipalAccount': account! },
    ...place !== undefined && { 'aws:PrincipalOrgID': place.split('/')[0], 'aws:PrincipalOrgPaths': [place] },
    ...via !== undefined && { 'kms:ViaService': via },
    ...forAws !== undefined && { 'kms:GrantIsForAWSResource': forAws },
  };
}

/** The key policy as AWS shows it to a caller: a re-created principal is not the one whose unique id is in the policy. */
export function asKmsReturnsFor(caller: Caller, keyPolicy: Policy, { partition }: Key): Policy {
  if (caller.kind === 'service' || caller.kind === 'anonymous' || !caller.recreated) { return keyPolicy; }
  const named = `arn:${partition}:iam::${caller.account}:${caller.federator ?? caller.resource}`;
  const id = caller.kind === 'role' ? 'AROAABCDEFGHIJKLMNOPQ' : 'AIDAABCDEFGHIJKLMNOPQ';
  const withIds = (principals: unknown) => JSON.parse(JSON.stringify(principals), (_name, value) => value === named ? id : value) as Policy['Statement'][0]['Principal'];
  return {
    ...keyPolicy,
    Statement: keyPolicy.Statement.map((statement) => ({
      ...statement,
      ...statement.Principal !== undefined && { Principal: withIds(statement.Principal) },
      ...statement.NotPrincipal !== undefined && { NotPrincipal: withIds(statement.NotPrincipal) },
    })),
  };
}
