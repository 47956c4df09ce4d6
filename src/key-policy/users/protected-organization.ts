import { isDummy } from '../../arns/deploy-time/dummy-value';
import { ORGANIZATION_ID, ROOT_ID, UNIT_ID } from '../../arns/names/organization-ids';
import { assertInstance, assertList, assertText } from '../../arns/options/option-type';

const ID = new RegExp(`^${ORGANIZATION_ID}$`);
const PATH = new RegExp(`^(${ORGANIZATION_ID})/${ROOT_ID}(?:/${UNIT_ID})*/?$`);

// The policy reads this; users do not see it.
let read: (organization: ProtectedOrganization) => OrganizationMembers;

/**
 * The accounts of an AWS Organization as PROTECTED accounts: all of them, or those in organizational units.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid
 * @example
 * new VaultReplicaKeys(app, 'ReplicaKeys', {
 *   alias: 'very_secret_key',
 *   regions: ['eu-west-1'],
 *   vaultAccount: '111111111111',
 *   protectedOrganization: ProtectedOrganization.fromPaths(['o-a1b2c3d4e5/r-f6g7/ou-f6g7-h8i9j0k1/']),
 * });
 */
export class ProtectedOrganization {
  /**
   * Returns all accounts of an organization.
   *
   * Throws when the value is not the id of an organization.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid
   * @param organizationId `o-`, and 10 to 32 lowercase letters and digits, such as `o-a1b2c3d4e5`.
   */
  public static fromId(organizationId: string): ProtectedOrganization {
    assertText(organizationId, 'id of protectedOrganization');
    if (!isDummy(organizationId) && !ID.test(organizationId)) {
      throw new Error(`protectedOrganization "${organizationId}" is not the id of an organization; write it as AWS Organizations shows it, such as "o-a1b2c3d4e5"`);
    }
    return new ProtectedOrganization({ id: organizationId });
  }

  /**
   * Returns the accounts in organizational units, and in the units below them.
   *
   * Throws when the list is empty, when a path is not valid, or when the paths are in several organizations.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgpaths
   * @param paths the ids of the organization, its root, and each unit down to the one that is meant, such as `o-a1b2c3d4e5/r-f6g7/ou-f6g7-h8i9j0k1/`.
   */
  public static fromPaths(paths: string[]): ProtectedOrganization {
    assertList(paths, 'paths of protectedOrganization');
    if (paths.length === 0) {
      throw new Error('paths of protectedOrganization is empty, which grants access to no account; list organizational units, or use ProtectedOrganization.fromId for the whole organization');
    }
    const ids = [...new Set(paths.map(organizationOf))];
    const known = ids.filter((id) => !isDummy(id));
    if (known.length > 1) {
      throw new Error(`paths of protectedOrganization are in the organizations "${known[0]}" and "${known[1]}", but a key policy is for one organization; list units of one organization`);
    }
    return new ProtectedOrganization({ id: known[0] ?? ids[0], paths: [...paths] });
  }

  static {
    read = (organization) => organization.members;
  }

  private constructor(private readonly members: OrganizationMembers) {}
}

/** The accounts of an organization, or of units of it. */
export interface OrganizationMembers {
  readonly id: string;
  readonly paths?: readonly string[];
}

/** @throws when the option is something else, such as the id of an organization. */
export function membersOf(organization: ProtectedOrganization): OrganizationMembers {
  assertInstance(organization, 'protectedOrganization', 'members', 'a ProtectedOrganization', (text = '"o-a1b2c3d4e5"') => `ProtectedOrganization.fromId(${text})`);
  return read(organization);
}

/** The paths as patterns that match the units and all that is below them. */
export function pathPatterns(paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => `${path.replace(/\/$/, '')}/*`))].sort();
}

function organizationOf(path: string): string {
  assertText(path, 'path of protectedOrganization');
  if (isDummy(path)) { return path; }
  const id = PATH.exec(path)?.[1];
  if (id === undefined) {
    throw new Error(`path "${path}" of protectedOrganization is not a path of organizational units; write the organization, the root and the units, such as "o-a1b2c3d4e5/r-f6g7/ou-f6g7-h8i9j0k1/"`);
  }
  return id;
}
