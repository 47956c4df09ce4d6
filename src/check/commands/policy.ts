import type { KeyPolicyJson } from '../../key-policy/key-policy-json';
import type { Expectation } from '../expectation';
import { manualPolicy } from '../manual-policy';
import { listed } from '../texts/listed';
import { UsageError } from '../usage-error';

/** Which key is meant. */
export interface PolicyOptions {
  readonly region: string;
  /** With or without its prefix. */
  readonly alias?: string;
  /** The VAULT account. */
  readonly account?: string;
}

interface KeyWithPolicy {
  readonly alias: string;
  readonly account: string;
  readonly region: string;
  readonly policy: KeyPolicyJson;
}

/** What people are told of what a key is chosen by. */
const CHOICES = {
  account: { one: 'VAULT account', several: 'VAULT accounts', option: '--vault-account' },
  alias: { one: 'alias', several: 'aliases', option: '--alias' },
  region: { one: 'region' },
} as const;

/**
 * The key policy that should be live in a Region, as JSON to paste.
 *
 * @throws where there is none, several are meant, or a part of it is known at deployment only.
 */
export function policyCommand(expectation: Expectation, { region, alias, account }: PolicyOptions): string {
  const all = expectation.replicaKeys.flatMap((set) => set.keys.map((key): KeyWithPolicy => ({
    alias: set.alias, account: set.vaultAccount, region: key.region, policy: key.policy ?? manualPolicy(set),
  })));
  const keys = [
    ['account', account], ['alias', alias && `alias/${alias.replace(/^alias\//, '')}`], ['region', region],
  ].reduce((left, [by, value]) => chosen(left, by as keyof typeof CHOICES, value), all);
  assertOne(keys, 'account');
  assertOne(keys, 'alias');
  const texts = new Set(keys.map(({ policy }) => JSON.stringify(policy, undefined, 2)));
  if (texts.size > 1) {
    throw new UsageError(`alias "${keys[0].alias}" stands for keys with ${texts.size} policies in region "${region}"; deploy the stack that keeps the key, and remove it from the others`);
  }
  const [text] = texts;
  const [unknown] = /\{\s*"(?:Ref|Fn::\w+)":[^]*?\}/.exec(text) ?? [];
  if (unknown !== undefined) {
    throw new UsageError(`policy of the key in region "${region}" contains ${unknown.replace(/\s+/g, ' ')}, which is known at deployment only; give the role or user a name, or name it by its ARN`);
  }
  return text;
}

function chosen(keys: readonly KeyWithPolicy[], by: keyof typeof CHOICES, value: string | undefined): KeyWithPolicy[] {
  const left = keys.filter((key) => key[by] === value);
  if (value === undefined || left.length > 0) { return value === undefined ? [...keys] : left; }
  const others = valuesOf(keys, by);
  throw new UsageError(`${CHOICES[by].one} "${value}" has no replica key${others.length === 0 ? '; the app has none at all' : `; choose ${listed(others, 'or')}`}`);
}

function assertOne(keys: readonly KeyWithPolicy[], by: 'account' | 'alias'): void {
  const values = valuesOf(keys, by);
  if (values.length > 1) {
    const { several, option } = CHOICES[by];
    throw new UsageError(`region "${keys[0].region}" has replica keys of the ${several} ${listed(values)}; choose one by "${option}"`);
  }
}

function valuesOf(keys: readonly KeyWithPolicy[], by: keyof typeof CHOICES): string[] {
  return [...new Set(keys.map((key) => `"${key[by]}"`))];
}
