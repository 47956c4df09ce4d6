import * as iam from 'aws-cdk-lib/aws-iam';
import { assertKeyStatement } from '../../src/private/key-statement';
import { keyStatement } from '../protected-app';

test.each<[string, iam.PolicyStatement]>([
  ['of all actions but some', keyStatement({ actions: [], notActions: ['kms:ScheduleKeyDeletion'] })],
  ['that denies anyone', keyStatement({ effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()] })],
  ['that denies all but one', keyStatement({ effect: iam.Effect.DENY, principals: [], notPrincipals: [new iam.AccountPrincipal('111111111111')] })],
  ['for a service', keyStatement({ principals: [new iam.ServicePrincipal('backup.amazonaws.com')] })],
])('a statement %s is taken', (_what, statement) => {
  expect(() => assertKeyStatement(statement, [])).not.toThrow();
});
