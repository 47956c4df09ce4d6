import { MANUAL, type Facts } from '../specification/facts';

const ORGANIZATION = 'o-a1b2c3d4e5';
const UNIT = `${ORGANIZATION}/r-f6g7/ou-f6g7-h8i9j0k1/`;
const SSO = 'role/aws-reserved/sso.amazonaws.com';

/** Each option that changes the policy, with a value that its documentation shows. */
const OPTIONS = {
  'role with a path': { vaultRole: 'service-role/Copier' },
  'late-bound': { lateBound: true },
  'several accounts': { protectedAccounts: ['222222222222', '333333333333', '222222222223'] },
  'one role': { protectedRoleName: 'SourceIAMRole' },
  'unit too': { organization: { id: ORGANIZATION, paths: [UNIT] } },
  'unit only': { protectedAccounts: [], organization: { id: ORGANIZATION, paths: [UNIT] } },
  'organization too': { organization: { id: ORGANIZATION } },
  'two units': { organization: { id: ORGANIZATION, paths: [UNIT, `${ORGANIZATION}/r-f6g7/ou-f6g7-l2m3n4o5`] } },
  'accounts in a condition': { accountsInCondition: true },
  'via services': { services: ['ec2', 'rds'] },
  'no administrator': { administrators: [] },
  'several administrators': { administrators: ['role/KeyAdmin', 'role/keys/KeyAdmin', 'user/key_administrator@example.com'] },
  'role pattern': { administratorPatterns: [`${SSO}/*AWSReservedSSO_KeyAdmins_????????????????`] },
  'permission set': {
    administratorPatterns: [`${SSO}/AWSReservedSSO_KeyAdmins_????????????????`, `${SSO}/*/AWSReservedSSO_KeyAdmins_????????????????`],
  },
  'user pattern': { administratorPatterns: ['user/keys/*.admin'] },
  'protected from deletion': { deletionProtection: true },
  'break-glass': { deletionProtection: true, breakGlass: ['role/BreakGlass', 'user/break_glass'] },
  'break-glass pattern': { deletionProtection: true, breakGlassPatterns: ['role/emergency/Delete-????????????????'] },
} satisfies Record<string, Partial<Facts>>;

type Option = keyof typeof OPTIONS;

/** A set of options, with what they make of the manual's example. */
export interface OptionSet {
  readonly name: string;
  readonly options: readonly string[];
  readonly facts: Facts;
}

const EACH = Object.keys(OPTIONS) as Option[];

/** Options that set one property to different values cannot be given together. */
function areTogether(one: Option, other: Option): boolean {
  const [some, others] = [OPTIONS[one], OPTIONS[other]].map((facts) => facts as Partial<Record<string, unknown>>);
  return Object.keys(some).every((key) => others[key] === undefined || JSON.stringify(some[key]) === JSON.stringify(others[key]));
}

const PAIRS = EACH.flatMap((one, index) => EACH.slice(index + 1).filter((other) => areTogether(one, other)).map((other) => [one, other]));

const ALL: Option[] = [
  'role with a path', 'late-bound', 'several accounts', 'one role', 'two units', 'accounts in a condition', 'via services', 'several administrators',
  'role pattern', 'break-glass', 'break-glass pattern',
];

/** No option, each option, every pair, and all that go together. */
export const OPTION_SETS: readonly OptionSet[] = [[], ...EACH.map((one) => [one]), ...PAIRS, ALL].map((options) => ({
  name: options.join(' + ') || 'no option',
  options,
  facts: Object.assign({}, MANUAL, ...options.map((one) => OPTIONS[one])) as Facts,
}));
