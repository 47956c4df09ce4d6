import { createValidatedPolicy, validateIdentityPolicy, validateResourcePolicy } from '@cloud-copilot/iam-policy';
import { runSimulation } from '@cloud-copilot/iam-simulate';

/** A call to KMS, as AWS sees it when it decides. */
export interface AccessRequest {
  readonly principal: string;
  readonly action: string;
  /** The identity policy of the principal, if it has one. */
  readonly identityPolicy?: any;
  readonly context?: Record<string, string | string[]>;
}

/** Validates a policy once, however many requests are then decided by it: validation is slower than most decisions. */
function validatedOnce(name: string, validate: typeof validateResourcePolicy): (policy: any) => any {
  const validated = new WeakMap<object, unknown>();
  return (policy) => {
    const known = validated.get(policy) ?? createValidatedPolicy(policy, validate, { name });
    validated.set(policy, known);
    return known;
  };
}

const asIdentityPolicy = validatedOnce('identity', validateIdentityPolicy);
const asKeyPolicy = validatedOnce('key', validateResourcePolicy);

/** Whether AWS would allow the call on the key, by an IAM policy engine that knows nothing of this library. */
export async function isAllowed(keyArn: string, keyPolicy: any, request: AccessRequest): Promise<boolean> {
  const { principal, action, identityPolicy, context = {} } = request;
  const outcome = await runSimulation({
    request: { principal, action, resource: { resource: keyArn, accountId: keyArn.split(':')[4] }, contextVariables: context },
    identityPolicies: identityPolicy ? [{ name: 'identity', policy: asIdentityPolicy(identityPolicy) }] : [],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: asKeyPolicy(keyPolicy),
  }, {});
  if (outcome.resultType === 'error') { throw new Error(JSON.stringify(outcome.errors)); }
  // A condition key that the engine drops would make the answer one to another question.
  if (outcome.resultType === 'single' && outcome.result.ignoredContextKeys?.length) {
    throw new Error(`${action} has no context keys ${outcome.result.ignoredContextKeys}`);
  }
  return outcome.overallResult === 'Allowed';
}
