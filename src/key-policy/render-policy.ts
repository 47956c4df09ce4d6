import { Token } from 'aws-cdk-lib';
import type { KeyPolicyJson } from './key-policy-json';
import type { PolicyContent } from './policy-content';
import { administrationStatements } from './statements/administration-statements';
import { useStatements } from './statements/use-statements';
import { mapStrings, REGION, substitute } from '../arns/deploy-time/deploy-time';

/**
 * The key policy, with `PARTITION`, `ACCOUNT` and `REGION` for what differs from key to key.
 *
 * @param retired whether the key decrypts old replicas only.
 */
export function renderPolicy(content: PolicyContent, retired: boolean): KeyPolicyJson {
  const { policyId, extraStatements } = content;
  const { first, last } = administrationStatements(content);
  return {
    Version: '2012-10-17',
    ...policyId === undefined ? {} : { Id: policyId },
    Statement: [...first, ...useStatements(content, retired), ...last, ...extraStatements.map(({ value }) => value)],
  };
}

/**
 * The rendered key policy as the template of a key carries it.
 *
 * @param region the Region of the key, left to the deployment when it is undefined or a token.
 */
export function policyInTemplate(policy: KeyPolicyJson, region: string | undefined): KeyPolicyJson {
  return substitute(region === undefined || Token.isUnresolved(region)
    ? policy
    : mapStrings(policy, (text) => text.replaceAll(REGION, () => region)));
}
