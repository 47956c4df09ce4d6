import { SIDS } from '../../../../src/key-policy/statements/sids';

/** The statement with the Sid, of a key policy. */
export function statement(policy: any, sid: string): any {
  return policy.Statement.find(({ Sid }: any) => Sid === sid);
}

/** Removes a principal from every statement of key users in a key policy. */
export function withoutPrincipal(policy: any, principal: string): void {
  for (const sid of [SIDS.USE, SIDS.GRANT]) {
    const { Principal } = statement(policy, sid);
    Principal.AWS = Principal.AWS.filter((each: string) => each !== principal);
  }
}

/** Writes another principal in the place of one in a key policy. */
export function replacePrincipal(policy: any, principal: string, other: string): void {
  policy.Statement = JSON.parse(JSON.stringify(policy.Statement).replaceAll(JSON.stringify(principal), JSON.stringify(other)));
}

/** Leaves in a key policy nothing but what hands the decision to the IAM policies of the account. */
export function keepRootOnly(policy: any): void {
  policy.Statement = policy.Statement.filter(({ Action }: any) => Action === 'kms:*');
}

/** Denies the principal to decrypt, in a key policy. */
export function addDeny(policy: any, principal: string): void {
  policy.Statement.push({ Sid: 'Nobody decrypts', Effect: 'Deny', Principal: { AWS: principal }, Action: 'kms:Decrypt', Resource: '*' });
}

/** An IAM policy. */
export function identityPolicy(...statements: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** What KMS shows in a key policy in the place of a role that was deleted. */
export const DEAD_ID = 'AROADEADDEADDEADDEADX';

/** The file that is there once a shell took part of a policy for a command. */
export const STOLEN = 'stolen';
/** A Sid that a shell takes for commands and quotes, unless it is quoted well. */
export const HOSTILE_SID = `It's "quoted" $(touch ${STOLEN}) \`touch ${STOLEN}\` \\ !! ; touch ${STOLEN}`;
