const PATH = 'role/aws-reserved/sso.amazonaws.com/';

/** Whether a role, by its path and name, is one of IAM Identity Center without its path. */
export function lacksPathOfIdentityCenter(name: string): boolean {
  return name.startsWith('AWSReservedSSO');
}

/**
 * How to name the role of a permission set. Its name ends in 16 digits that change when the permission set is assigned again.
 *
 * @param beforeResource the ARNs of the account up to the type of the resource.
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export function remedyForIdentityCenter(name: string, beforeResource: string): string {
  const pattern = `${beforeResource}${PATH}*/${name.replace(/[0-9a-f]{16}$/, '?'.repeat(16))}`;
  return `use administratorPatterns with "${pattern}" for administrators, without "*/" if Identity Center is in us-east-1, or write the whole ARN with the path "${PATH}"`;
}

/**
 * @param given the option and its value, as errors show them.
 * @throws when the role is one of IAM Identity Center without its path, which does not exist.
 */
export function assertPathOfIdentityCenter(name: string, given: string, beforeResource: string): void {
  if (!lacksPathOfIdentityCenter(name)) { return; }
  throw new Error(`${given} is a role of IAM Identity Center without its path, and no such role exists; ${remedyForIdentityCenter(name, beforeResource)}`);
}
