import * as iam from 'aws-cdk-lib/aws-iam';
import { substitute, substituteText } from '../arns/deploy-time/deploy-time';
import type { KeyOwner } from '../arns/principal-arn';
import { FOR_AWS_RESOURCES, GRANT_ACTIONS, USE_ACTIONS } from '../key-policy/statements/key-actions';
import { mergeConditions } from '../key-policy/statements/statement';
import type { VaultRoleOfKey } from '../key-policy/users/vault-role';

/** The statements that a key of a PROTECTED account needs for the VAULT role. */
export function accessStatements({ arn, lateBound, conditions: conditionJson }: VaultRoleOfKey, vault: KeyOwner): iam.PolicyStatement[] {
  // A key policy can name a role in both ways, and its Sids are unique.
  const who = `${lateBound ? 'late-bound ' : ''}${arn.split(':').at(-1)} of ${vault.account}`;
  const conditions = substitute(conditionJson);
  const principals = [lateBound ? new iam.AnyPrincipal() : new iam.ArnPrincipal(substituteText(arn))];
  return [
    new iam.PolicyStatement({ principals, resources: ['*'], sid: `Allow use of the key by ${who}`, actions: [...USE_ACTIONS], conditions }),
    new iam.PolicyStatement({
      principals, resources: ['*'], sid: `Allow grants for AWS services by ${who}`, actions: [...GRANT_ACTIONS], conditions: mergeConditions(conditions, FOR_AWS_RESOURCES),
    }),
  ];
}
