import { isDummy } from '../arns/dummy-value';
import { assertInstance, assertOptionalList, assertText } from '../arns/option-type';
import { ORGANIZATION_ID, ROOT_ID, UNIT_ID } from '../arns/organization-ids';

/** PROTECTED accounts by their AWS Organization. */
export interface ProtectedOrganization {
  /**
   * The id of the organization: `o-`, and 10 to 32 lower-case letters and digits, such as `o-a1b2c3d4e5`.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid
   */
  readonly id: string;

  /**
   * Organizational units, by their paths: the accounts in these units, and in the units below them.
   *
   * A path is the ids of the organization, its root, and each unit on the way, such as `o-a1b2c3d4e5/r-f6g7/ou-f6g7-h8i9j0k1/`.
   * At least one, where given.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgpaths
   * @default - all accounts of the organization
   */
  readonly paths?: string[];
}

const ID = new RegExp(`^${ORGANIZATION_ID}$`);
const PATH = new RegExp(`^${ORGANIZATION_ID}/${ROOT_ID}(?:/${UNIT_ID})*/?$`);

/** @throws when AWS Organizations gives no such id, or a path is not of the organization. */
export function parseOrganization(organization: ProtectedOrganization): ProtectedOrganization {
  assertInstance(organization, 'protectedOrganization', 'id', 'an object', (text) => `{ id: ${text ?? '"o-a1b2c3d4e5"'} }`);
  const { id, paths } = organization;
  assertText(id, 'id of protectedOrganization');
  if (!isDummy(id) && !ID.test(id)) {
    throw new Error(`protectedOrganization "${id}" is not the id of an organization: write it as AWS Organizations shows it, such as "o-a1b2c3d4e5"`);
  }
  assertOptionalList(paths, 'paths of protectedOrganization');
  if (paths?.length === 0) {
    throw new Error(`paths of protectedOrganization "${id}" are empty, so that no account would be let in: list units, or leave paths out for the whole organization`);
  }
  for (const path of paths ?? []) {
    assertText(path, 'path of protectedOrganization');
    if (isDummy(path)) { continue; }
    if (!(isDummy(id) || path.startsWith(`${id}/`)) || !PATH.test(path)) {
      throw new Error(`path "${path}" of protectedOrganization is not a path in the organization "${id}": write organization, root and units, such as "${id}/r-f6g7/ou-f6g7-h8i9j0k1/"`);
    }
  }
  return { id, paths: paths && [...paths] };
}

/** The paths as patterns that match the units and all that is below them. */
export function pathPatterns(paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => `${path.replace(/\/$/, '')}/*`))].sort();
}
