import { conditionsHold } from './condition';
import { isSpared, namingOf, type Naming, type Principals } from './principal';
import { hasAccount, HAS_BOUNDARY, iamDoesItsPart, isAction, isIdentity, isNotForbidden, isNotHeldBack } from './request';
import { contains, glob } from '../languages/language';
import { and, FALSE, not, or, TRUE, type Term } from '../solver/term';

/** A statement of a key policy, as JSON. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: Principals;
  readonly NotPrincipal?: Principals;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A key policy, as JSON. */
export interface Policy {
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement: readonly Statement[];
}

/** The key that a policy is of. */
export interface Key {
  readonly partition: string;
  readonly account: string;
  readonly arn: string;
}

/** What the statements of a key policy say of a request, each by the way in which it names the caller. */
export interface Saying {
  readonly denies: Term;
  readonly allows: Naming;
}

const ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'Condition'];

/** What the policy says. Fails on all that is not known for sure. */
export function sayingOf(policy: Policy, key: Key): Saying {
  if (policy.Version !== '2012-10-17') { throw new Error(`the encoder does not know the version ${policy.Version}`); }
  const statements = policy.Statement.map((statement) => ({ effect: statement.Effect, ...sayOne(statement, key) }));
  const ofEffect = (effect: string) => statements.filter((statement) => statement.effect === effect);
  const any = (of: keyof Naming) => or(...ofEffect('Allow').map(({ naming, applies }) => and(naming[of], applies)));
  return {
    denies: or(...ofEffect('Deny').map(({ naming, applies }) => and(or(...Object.values(naming) as Term[]), applies))),
    allows: { anyone: any('anyone'), account: any('account'), limited: any('limited'), direct: any('direct'), service: any('service') },
  };
}

/**
 * Whether KMS allows the request, by what key policies and IAM say.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 */
export function decision({ denies, allows }: Saying, key: Key): Term {
  const { anyone, account, limited, direct, service } = allows;
  const isOwn = and(isIdentity, hasAccount(key.account));
  // No identity policy is needed where the policy names the caller, and the account of the key is its own.
  const withinAccount = or(anyone, direct, and(limited, isNotHeldBack), and(account, iamDoesItsPart));
  const acrossAccounts = and(or(anyone, direct, limited, account), iamDoesItsPart);
  return and(
    not(denies),
    isNotForbidden,
    or(
      and(isOwn, withinAccount),
      and(isIdentity, not(isOwn), acrossAccounts),
      // Without an account there is no IAM to ask.
      and(not(isIdentity), or(anyone, service)),
    ),
  );
}

/** The same for a policy. */
export function isAllowedBy(policy: Policy, key: Key): Term {
  return decision(sayingOf(policy, key), key);
}

function sayOne(statement: Statement, key: Key): { naming: Naming; applies: Term } {
  for (const element of Object.keys(statement)) {
    if (!ELEMENTS.includes(element)) { throw new Error(`the encoder does not know the element "${element}"`); }
  }
  if (!['Allow', 'Deny'].includes(statement.Effect)) { throw new Error(`the encoder does not know the effect "${statement.Effect}"`); }
  return {
    naming: nameCallers(statement, key),
    applies: and(actionsMatch(statement), resourceMatches(statement, key), conditionsHold(statement.Condition, key.partition)),
  };
}

function nameCallers({ Effect, Principal, NotPrincipal }: Statement, { partition }: Key): Naming {
  if (Principal !== undefined && NotPrincipal === undefined) { return namingOf(Principal, partition); }
  if (Principal !== undefined || NotPrincipal === undefined) { throw new Error('a statement has either Principal or NotPrincipal'); }
  if (Effect !== 'Deny') { throw new Error('NotPrincipal in an Allow is not supported by AWS, and the encoder does not know it'); }
  // By the guide, such a statement denies everyone who has a permissions boundary, listed or not.
  const anyone = or(HAS_BOUNDARY, not(isSpared(NotPrincipal, partition)));
  return { anyone, account: FALSE, limited: FALSE, direct: FALSE, service: FALSE };
}

function actionsMatch({ Action, NotAction }: Statement): Term {
  if ((Action === undefined) === (NotAction === undefined)) { throw new Error('a statement has either Action or NotAction'); }
  const given = [Action ?? NotAction!].flat();
  const matches = or(...given.map((pattern) => isAction(pattern)));
  return Action === undefined ? not(matches) : matches;
}

function resourceMatches({ Resource }: Statement, { arn }: Key): Term {
  if (Resource === undefined) { throw new Error('a statement has a Resource'); }
  return [Resource].flat().some((pattern) => contains(glob(pattern), arn)) ? TRUE : FALSE;
}
