/**
 * The ids that AWS Organizations gives, as parts of regular expressions.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html
 */
export const ORGANIZATION_ID = 'o-[a-z0-9]{10,32}';
export const ROOT_ID = 'r-[a-z0-9]{4,32}';
export const UNIT_ID = 'ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}';
