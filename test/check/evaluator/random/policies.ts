import { randomCondition } from './conditions';
import type { Random } from './random';
import type { KnownCaller } from './request';
import { KEY, OTHER, OWNER, role, root, session, user } from '../calls';

/** What the policies of a request are written for. */
export interface Subject {
  readonly caller: KnownCaller;
  readonly action: string;
  /** All the values of the request. */
  readonly actual: Readonly<Record<string, readonly string[]>>;
}

type Json = Record<string, unknown>;

export function randomKeyPolicy(random: Random, subject: Subject, Version = version(random)): Json {
  const statements = random.list(1, 4, () => {
    const Effect = random.weighted([82, 'Allow'], [18, 'Deny']);
    const names = Effect === 'Deny' && random.chance(0.3) ? 'NotPrincipal' : 'Principal';
    return { Effect, [names]: randomPrincipal(random, subject.caller, names), ...body(random, subject, Version, Effect === 'Deny') };
  });
  return { Version, Statement: random.oneOrMany(statements) };
}

export function randomIamPolicy(random: Random, subject: Subject): Json {
  const Version = version(random);
  const statements = random.list(1, 3, () => {
    const Effect = random.weighted([88, 'Allow'], [12, 'Deny']);
    return { Effect, ...body(random, subject, Version, Effect === 'Deny') };
  });
  return { Version, Statement: random.oneOrMany(statements) };
}

function version(random: Random): string {
  return random.weighted([85, '2012-10-17'], [15, '2008-10-17']);
}

/** What a statement applies to: a statement that denies is narrower than one that allows. */
function body(random: Random, { action, actual }: Subject, Version: string, denies: boolean): Json {
  const variables = Version === '2012-10-17';
  const actions = random.chance(0.12) ? 'NotAction' : 'Action';
  const resources = random.chance(0.08) ? 'NotResource' : 'Resource';
  return {
    [actions]: random.oneOrMany(random.list(1, 3, () => randomAction(random, action, denies !== (actions === 'NotAction')))),
    [resources]: random.oneOrMany(random.list(1, 2, () => randomResource(random, variables, resources === 'NotResource'))),
    ...(random.chance(denies ? 0.5 : 0.35) ? { Condition: randomCondition(random, actual, variables) } : {}),
  };
}

function randomAction(random: Random, action: string, rarely: boolean): string {
  const name = action.split(':')[1];
  const matching = ['*', 'kms:*', action, action.toUpperCase(), `kms:${name.slice(0, 3)}*`, `KMS:?${name.slice(1)}`, `kms:*${name.slice(-4).toLowerCase()}`];
  const other = ['s3:*', 'kms:Encrypt', 'kms:List*', `kms:${name}Other`, `kms:?${name}`];
  return random.pick(random.chance(rarely ? 0.4 : 0.75) ? matching : other);
}

function randomResource(random: Random, variables: boolean, rarely: boolean): string {
  const [, , , region, account, id] = KEY.split(':');
  const matching = ['*', KEY, `arn:aws:kms:*:${account}:*`, 'arn:aws:kms:*:*:key/*', `arn:*:kms:${region}:1*1:key/????abcd-*`, 'arn:*'];
  const other = [`arn:aws:kms:us-east-1:${account}:${id}`, `arn:aws:kms:${region}:${OTHER}:*`, `arn:aws:kms:${region}:${account}:alias/*`, 'arn:aws:s3:::*'];
  if (variables && random.chance(0.03)) { return 'arn:aws:kms:*:*:key/${aws:username}*'; }
  return random.pick(random.chance(rarely ? 0.2 : 0.85) ? matching : other);
}

function randomPrincipal(random: Random, caller: KnownCaller, names: 'Principal' | 'NotPrincipal'): unknown {
  if (names === 'Principal' && random.chance(0.1)) { return '*'; }
  const service = caller.kind === 'service' ? 0.5 : 0.1;
  if (random.chance(service)) { return { Service: random.oneOrMany(random.list(1, 2, () => random.pick(['logs.eu-west-1.amazonaws.com', 's3.amazonaws.com']))) }; }
  // All the principals that a caller is have to be exempt from a statement that denies all others.
  const own = ownPrincipals(caller);
  const exempt = names === 'NotPrincipal' && random.chance(0.7) ? own : [];
  const others = random.list(1, 3, () => random.chance(0.55) && own.length > 0 ? random.pick(own) : otherPrincipal(random, names));
  return { AWS: random.oneOrMany([...exempt, ...others]) };
}

function ownPrincipals({ kind, arn, account, roleArn, id }: KnownCaller): string[] {
  if (kind === 'service' || account === undefined) { return []; }
  const accounts = [root(account), account];
  if (kind === 'root') { return accounts; }
  return kind === 'user' ? [...accounts, arn, id!] : [...accounts, roleArn!, id!, session(account)];
}

function otherPrincipal(random: Random, names: 'Principal' | 'NotPrincipal'): string {
  const principals = [
    OWNER, root(OWNER), OTHER, root(OTHER), '333333333333', role(OWNER, 'Other'), role(OTHER, 'Backup'), role(OWNER, 'Backup'), user(OWNER), user(OTHER, 'bob'),
    session(OWNER, 'Other'), 'AROADEADDEADDEADDEAD1', 'AIDADEADDEADDEADDEAD1', session(OWNER).replace('nightly', 'daily'), role(OWNER, 'paths/of/Backup'),
  ];
  return random.pick(names === 'Principal' ? [...principals, '*', '*'] : principals);
}
