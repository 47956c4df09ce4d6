import { ACCOUNT, FOR_AWS, isFederatedUser, isIdentity, PLACE, RESOURCE, VIA } from './request';
import { ANYTHING, contains, glob, sequence, text } from '../languages/language';
import { and, FALSE, isIn, isPresent, not, or, TRUE, type Term, type Variable } from '../solver/term';

/** A condition of a statement, its operator and key in small letters. */
interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** Whether all conditions of a statement hold. Fails on every operator, key and value that is not known for sure. */
export function conditionsHold(conditions: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {}, partition: string): Term {
  return and(...Object.entries(conditions).flatMap(([operator, keys]) => Object.entries(keys).map(([key, given]) => {
    const values = [given].flat().map(String);
    for (const value of values) {
      if (value.includes('${')) { throw new Error(`value "${value}" of ${key} contains a policy variable, which the encoder does not know`); }
    }
    if (values.length === 0) { throw new Error(`${operator} of ${key} has no value`); }
    return conditionHolds({ operator: operator.toLowerCase(), key: key.toLowerCase(), values }, partition);
  })));
}

function conditionHolds({ operator, key, values }: Condition, partition: string): Term {
  const [, set, name, ifExists] = /^(forallvalues:|foranyvalue:)?(.*?)(ifexists)?$/.exec(operator)!;
  const isMultivalued = key === 'aws:principalorgpaths';
  if (isMultivalued !== (set !== undefined)) { throw new Error(`"${operator}" and "${key}" do not go together: set operators are for keys with several values`); }
  // The set has one value or none: an account is in one place of an organization.
  const whereAbsent = set === 'forallvalues:' || ifExists !== undefined ? TRUE : FALSE;
  const { present, matches } = keyOf(key, partition);
  if (name === 'null') { return values.some((value) => value === 'true') ? not(present) : present; }
  const [, negated, kind] = /^(?:string|arn)(not)?(equals|like)$/.exec(name) ?? [];
  const isArn = name.startsWith('arn');
  if (kind !== undefined && isArn === (key === 'aws:principalarn')) {
    const holds = or(...values.map((value) => matches(value, isArn || kind === 'like')));
    // A negated operator is the opposite of the plain one, and so holds where the key is missing; not so with ForAnyValue, which needs a value.
    if (negated !== undefined) { return set === 'foranyvalue:' ? and(present, not(holds)) : not(holds); }
    return or(and(present, holds), and(not(present), whereAbsent));
  }
  if (name === 'bool' && key === 'kms:grantisforawsresource') {
    return or(...values.map((value) => matches(value.toLowerCase(), false)), and(not(present), whereAbsent));
  }
  throw new Error(`the encoder does not know "${operator}" of "${key}"`);
}

interface Key {
  readonly present: Term;
  /** Whether the value equals the text, or matches it as a pattern. */
  readonly matches: (value: string, asPattern: boolean) => Term;
}

function keyOf(key: string, partition: string): Key {
  switch (key) {
    case 'kms:calleraccount': return ofVariable(ACCOUNT);
    case 'aws:principalaccount': return { present: isIdentity, matches: (value, asPattern) => and(isIdentity, ofVariable(ACCOUNT).matches(value, asPattern)) };
    case 'aws:principalarn': return { present: isIdentity, matches: (value) => arnMatches(value, partition) };
    case 'aws:principalorgid': return { present: isPresent(PLACE), matches: isInOrganization };
    case 'aws:principalorgpaths': return ofVariable(PLACE);
    case 'kms:viaservice': return ofVariable(VIA);
    case 'kms:grantisforawsresource': return ofVariable(FOR_AWS);
    default: throw new Error(`the encoder does not know the condition key "${key}"`);
  }
}

function ofVariable(variable: Variable): Key {
  return { present: isPresent(variable), matches: (value, asPattern) => isIn(variable, asPattern ? glob(value) : text(value)) };
}

function isInOrganization(id: string, asPattern: boolean): Term {
  if (asPattern && /[*?]/.test(id)) { throw new Error(`the encoder does not know the pattern "${id}" of aws:PrincipalOrgID`); }
  return isIn(PLACE, sequence(text(`${id}/`), ANYTHING));
}

/** Whether `aws:PrincipalArn` matches: each part between colons by itself, so that no wildcard reaches into the next part. */
function arnMatches(pattern: string, partition: string): Term {
  const [arn, inPartition, service, region, account, ...rest] = pattern.split(':');
  if (rest.length === 0) { throw new Error(`"${pattern}" is not an ARN`); }
  if (!contains(glob(arn), 'arn') || !contains(glob(inPartition), partition) || !contains(glob(region), '')) { return FALSE; }
  const ofService = or(
    contains(glob(service), 'iam') ? not(isFederatedUser) : FALSE,
    contains(glob(service), 'sts') ? isFederatedUser : FALSE,
  );
  return and(isIdentity, ofService, isIn(ACCOUNT, glob(account)), isIn(RESOURCE, glob(rest.join(':'))));
}
