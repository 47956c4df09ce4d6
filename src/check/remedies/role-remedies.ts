import { asciiJson } from './ascii-json';
import { awsCommand, type Shell } from './commands';
import type { StatementJson } from '../../key-policy/key-policy-json';

/** The most characters of all inline policies of a role. */
const MAX_INLINE_POLICY = 10240;

const POLICY_NAME = 'VaultReplicaKeys';

/** Adds an inline policy to the role, under a name that none of its policies has. Undefined for one that IAM would refuse. */
export function putRolePolicy(
  shell: Shell, account: string, roleName: string, statements: readonly StatementJson[], takenNames: readonly string[],
): string | undefined {
  const text = asciiJson({ Version: '2012-10-17', Statement: statements });
  if (text.length > MAX_INLINE_POLICY) { return undefined; }
  return awsCommand(shell, account, 'iam put-role-policy', [
    ['--role-name', roleName], ['--policy-name', freeName(takenNames)], ['--policy-document', text],
  ]);
}

/** An existing policy of the same name would be replaced. */
function freeName(takenNames: readonly string[]): string {
  const taken = new Set(takenNames.map((name) => name.toLowerCase()));
  for (let number = 1; ; number++) {
    const name = number === 1 ? POLICY_NAME : `${POLICY_NAME}-${number}`;
    if (!taken.has(name.toLowerCase())) { return name; }
  }
}

/** Enables a Region in the account. */
export function enableRegion(shell: Shell, account: string, region: string): string {
  return awsCommand(shell, account, 'account enable-region', [['--region-name', region]]);
}
