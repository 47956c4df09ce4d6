import type { ReplicaKeySet } from './expectation';

/** The name of the role of the PROTECTED accounts: the one that is given, the only one that the key policies grant access, or the manual's. */
export function sourceRoleName({ protectedRoleName }: Pick<ReplicaKeySet, 'protectedRoleName'>, given?: string): string {
  return given ?? protectedRoleName ?? 'SourceIAMRole';
}
