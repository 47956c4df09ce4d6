import type { CfnResource } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { toLiteral } from '../../arns/deploy-time/literal';
import { assertInstance } from '../../arns/options/option-type';
import { parseRoleOrUserArn, principalInVault, renderPrincipalArn, type KeyOwner } from '../../arns/principal-arn';

/** A key administrator as the key policy names it. */
export interface Administrator {
  readonly arn: string;
  /** The role or user itself, if the app creates it. */
  readonly resources: CfnResource[];
}

/**
 * @param option the option of the principal.
 * @throws when the principal is not one role or user of the VAULT account, named without conditions, whose ARN is known
 * before deployment. In KMS, nobody can administer a key of another account.
 */
export function parseAdministrator(principal: iam.IPrincipal, option: string, vault: KeyOwner): Administrator {
  assertInstance(principal, option, 'policyFragment', 'a principal', (arn = 'arn') => `new iam.ArnPrincipal(${arn})`);
  const { principalJson, conditions } = principal.policyFragment;
  const given = `${option} "${principal}"`;
  if (Object.keys(conditions).length > 0) {
    throw new Error(`${given} has conditions, which a statement for several principals cannot contain; pass the role or user without conditions`);
  }
  const kinds = Object.keys(principalJson);
  const arns = principalJson.AWS;
  if (kinds.includes('LiteralString') || (arns?.length === 1 && arns[0] === '*')) {
    throw new Error(`${given} is anyone ("*"), in any AWS account; name a role or user of the VAULT account`);
  }
  if (kinds.length !== 1 || arns?.length !== 1) {
    const types = kinds.map((kind) => `"${kind}"`).join(' and ');
    const actual = kinds.length > 1 ? `several principals, of the types ${types}` : arns ? 'several principals' : `a principal of the type ${types}`;
    throw new Error(`${given} has ${actual}, but must be one role or user of the VAULT account; pass each separately, such as new iam.ArnPrincipal(arn)`);
  }
  const { value: arn, resources } = toLiteral(arns[0], option);
  return { arn: renderPrincipalArn(principalInVault(parseRoleOrUserArn(arn, option, ['role', 'user']), option, vault)), resources };
}
