import type * as iam from 'aws-cdk-lib/aws-iam';

/** What errors call a statement. */
export function nameOfStatement({ sid }: iam.PolicyStatement): string {
  return sid === undefined ? 'statement without Sid' : `statement "${sid}"`;
}

/** @throws when KMS would refuse the statement in a key policy, or it lets in anyone. */
export function assertKeyStatement(statement: iam.PolicyStatement, takenSids: string[]): void {
  const what = nameOfStatement(statement);
  if (!statement.hasPrincipal) {
    throw new Error(`${what} has no principal, which every statement of a key policy needs: add one to its principals`);
  }
  if (statement.actions.length === 0 && statement.notActions.length === 0) {
    throw new Error(`${what} has no action, and KMS refuses a statement without effect: add one to its actions`);
  }
  if (statement.resources.join() !== '*') {
    throw new Error(`${what} has the resources ${JSON.stringify(statement.resources)}, but a key policy speaks of its own key alone: set resources: ['*']`);
  }
  if (statement.sid !== undefined && takenSids.includes(statement.sid)) {
    throw new Error(`${what} has a Sid that another statement of this policy has: give it a Sid of its own`);
  }
  if (allowsAnyone(statement.toStatementJson())) {
    throw new Error(`${what} allows anyone in any AWS account: name its principals, or add a condition such as StringEquals kms:CallerAccount`);
  }
}

function allowsAnyone({ Effect, Principal, NotPrincipal, Condition }: any): boolean {
  const anyone = NotPrincipal !== undefined || Principal === '*' || [Principal.AWS].flat().includes('*');
  return Effect === 'Allow' && anyone && Condition === undefined;
}
