import { Token } from 'aws-cdk-lib';
import { administrationStatements } from './administration-statements';
import type { KeyPolicyJson } from './key-policy-json';
import type { PolicyContent } from './policy-content';
import { policyBytes } from './policy-size';
import { useStatements } from './use-statements';
import { hasPlaceholder, mapStrings, REGION, substitute } from '../arns/deploy-time';

/**
 * The key policy as a template carries it.
 *
 * @param region the Region of the key, left to the deployment when it is undefined or a token.
 * @param retired whether the key decrypts old replicas only.
 */
export function renderPolicy(content: PolicyContent, region?: string, retired = false): KeyPolicyJson {
  const policy = policyInAnyRegion(content, retired);
  if (!hasPlaceholder(policy)) { return policy; }
  return substitute(region === undefined || Token.isUnresolved(region)
    ? policy
    : mapStrings(policy, (text) => text.replaceAll(REGION, () => region)));
}

/** The bytes of the key policy in the Region with the longest name. That of a retired Region is never larger. */
export function renderedBytes(content: PolicyContent): number {
  return policyBytes(policyInAnyRegion(content, false));
}

function policyInAnyRegion(content: PolicyContent, retired: boolean): KeyPolicyJson {
  const { policyId, extraStatements } = content;
  const { first, last } = administrationStatements(content);
  return {
    Version: '2012-10-17',
    ...policyId === undefined ? {} : { Id: policyId },
    Statement: [...first, ...useStatements(content, retired), ...last, ...extraStatements.map(({ value }) => value)],
  };
}
