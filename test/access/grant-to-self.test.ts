import { isAllowed } from './evaluate';
import { grantTo } from './matrix';
import { ACCOUNTS, CALLERS, identityOf, nameOfCaller, type Caller } from './options-callers';
import { keysUnder, nameOfSet, OPTION_SETS, PARTITIONS, type OptionSet } from './options-sets';

const [PLACE] = PARTITIONS;
const [partition, region] = PLACE;
const KEY_ARN = `arn:${partition}:kms:${region}:${ACCOUNTS.VAULT.id}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** Whether the caller may grant itself use of the key, by which it then encrypts and decrypts whatever the policy says. */
function mayGrantItself(policy: any, caller: Caller): Promise<boolean> {
  const { context, ...who } = identityOf(caller, partition);
  return isAllowed(KEY_ARN, policy, { ...who, action: 'kms:CreateGrant', context: { ...context, ...grantTo(who.principal) } });
}

describe('a grant to the caller itself', () => {
  test.each(OPTION_SETS.map((set): [string, OptionSet] => [nameOfSet(set), set]))(
    'is for key administrators and for whom IAM of VAULT allows it, and for nobody else, under %s', async (_name, set) => {
      const policy = keysUnder(set, PLACE).keyIn(region).renderKeyPolicy();
      const administers = ({ part }: Caller) => part === 'administrator'
        || (part === 'administrator by pattern' && set.includes('role patterns'))
        || (part === 'administrator by user pattern' && set.includes('user patterns'));
      const allowed = await Promise.all(CALLERS.map(async (caller) => await mayGrantItself(policy, caller) ? [nameOfCaller(caller)] : []));
      const expected = CALLERS.filter((caller) => administers(caller) || (caller.home === 'VAULT' && caller.iam));
      expect(allowed.flat()).toEqual(expected.map(nameOfCaller));
      expect(expected.filter(({ iam }) => !iam)).toHaveLength(1 + (set.includes('role patterns') ? 2 : 0) + (set.includes('user patterns') ? 1 : 0));
    },
  );
});
