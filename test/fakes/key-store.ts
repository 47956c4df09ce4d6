import { randomUUID } from 'node:crypto';
import { KmsError } from './kms-error';
import { renamePrincipal } from './policy-principals';

export type KeyState = 'Enabled' | 'Disabled' | 'PendingDeletion';
export type KeyManager = 'AWS' | 'CUSTOMER';

/** What a key policy was from a point in time on. */
interface Version {
  readonly since: number;
  readonly text: string;
  readonly policy: any;
}

export interface Key {
  readonly arn: string;
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly id: string;
  readonly manager: KeyManager;
  readonly created: number;
  state: KeyState;
  deletionDate?: number;
  readonly versions: Version[];
}

export interface KeyOptions {
  readonly account: string;
  readonly region: string;
  /** @default - the account root may do all; for an AWS managed key, the account may look at it */
  readonly policy?: any;
  /** @default 'CUSTOMER' */
  readonly manager?: KeyManager;
  /** @default 'Enabled' */
  readonly state?: KeyState;
  readonly aliases?: string[];
  /** @default - a new UUID */
  readonly keyId?: string;
}

/** Who asks, and where. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

const WAITING_PERIOD = 30 * 24 * 3600 * 1000;

/** The keys of all accounts and regions, their aliases, and their policies over time. */
export class KeyStore {
  private readonly keys = new Map<string, Key>();
  private readonly aliases = new Map<string, string>();

  constructor(private readonly now: () => number) {}

  create(options: KeyOptions): Key {
    const { account, region, manager = 'CUSTOMER', state = 'Enabled', keyId: id = randomUUID() } = options;
    const partition = partitionOf(region);
    const arn = `arn:${partition}:kms:${region}:${account}:key/${id}`;
    if (this.keys.has(arn)) { throw new Error(`there is a key ${arn} already`); }
    const key: Key = { arn, partition, region, account, id, manager, created: this.now(), state: 'Enabled', versions: [] };
    this.keys.set(arn, key);
    this.write(key, options.policy ?? defaultPolicy(partition, account, manager));
    this.setState(arn, state);
    for (const alias of options.aliases ?? []) { this.moveAlias(alias, arn); }
    return key;
  }

  get(arn: string): Key {
    const key = this.keys.get(arn);
    if (!key) { throw new Error(`there is no key ${arn}`); }
    return key;
  }

  /** Deletes the key and its aliases, as KMS does after the waiting period. */
  delete(arn: string): void {
    const key = this.get(arn);
    for (const alias of this.aliasesOf(key)) { this.aliases.delete(aliasArn(alias, key)); }
    this.keys.delete(arn);
  }

  setState(arn: string, state: KeyState): void {
    const key = this.get(arn);
    key.state = state;
    key.deletionDate = state === 'PendingDeletion' ? this.now() + WAITING_PERIOD : undefined;
  }

  /** Points the alias, new or not, at the key. */
  moveAlias(alias: string, arn: string): void {
    this.aliases.set(aliasArn(alias, this.get(arn)), arn);
  }

  aliasesOf(key: Key): string[] {
    return [...this.aliases].filter(([, target]) => target === key.arn).map(([alias]) => alias.slice(alias.indexOf('alias/')));
  }

  write(key: Key, policy: any): void {
    const text = typeof policy === 'string' ? policy : JSON.stringify(policy);
    key.versions.push({ since: this.now(), text, policy: JSON.parse(text) });
  }

  current(key: Key): Version {
    return key.versions[key.versions.length - 1];
  }

  /** The newest version that has been there for the given time: what a replica of KMS that lags behind sees. */
  asOf(key: Key, staleness: number): Version {
    const latest = this.now() - staleness;
    return [...key.versions].reverse().find(({ since }) => since <= latest) ?? key.versions[0];
  }

  /** IAM keeps no name of who is gone: every policy, old versions too, names the unique id from now on. */
  renamePrincipal(from: string, to: string): void {
    for (const { versions } of this.keys.values()) {
      versions.forEach(({ since, text, policy }, index) => {
        if (!text.includes(`"${from}"`)) { return; }
        const renamed = renamePrincipal(policy, from, to);
        versions[index] = { since, text: JSON.stringify(renamed), policy: renamed };
      });
    }
  }

  /**
   * The key that a caller means. Undefined for one of another account that is not there: KMS does not tell a stranger whether
   * a key exists, so that the caller of this must answer as if access were denied.
   */
  find(asked: string, { account, region }: Place): Key | undefined {
    const arn = this.toArn(asked, account, region);
    const key = this.keys.get(this.aliases.get(arn) ?? arn);
    if (key || arn.split(':')[4] !== account) { return key; }
    throw new KmsError('NotFoundException', isAlias(arn) ? `Alias ${arn} is not found.` : `Key '${arn}' does not exist`);
  }

  private toArn(asked: string, account: string, region: string): string {
    const prefix = `arn:${partitionOf(region)}:kms:${region}:${account}:`;
    if (asked.startsWith('alias/')) { return `${prefix}${asked}`; }
    if (/^(mrk-)?[0-9a-f-]{32,36}$/.test(asked)) { return `${prefix}key/${asked}`; }
    if (!asked.startsWith('arn:')) { throw new KmsError('NotFoundException', `Invalid keyId '${asked}'`); }
    const [, ofRegion] = /^arn:[\w-]+:kms:([\w-]+):\d{12}:(?:key|alias)\/.+$/.exec(asked) ?? [];
    if (!ofRegion) { throw new KmsError('InvalidArnException', `Invalid arn ${asked}`); }
    if (ofRegion !== region) { throw new KmsError('NotFoundException', `Invalid arn ${ofRegion}`); }
    return asked;
  }
}

/** Whether an id that a caller gave names an alias and no key. */
export function isAlias(asked: string): boolean {
  return asked.startsWith('alias/') || /^arn:[^/]+:alias\//.test(asked);
}

function aliasArn(alias: string, { partition, region, account }: Key): string {
  if (!/^alias\/[a-zA-Z0-9:/_-]+$/.test(alias)) { throw new Error(`"${alias}" is not the name of an alias`); }
  return `arn:${partition}:kms:${region}:${account}:${alias}`;
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) { return 'aws-cn'; }
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

function defaultPolicy(partition: string, account: string, manager: KeyManager): any {
  const AWS = `arn:${partition}:iam::${account}:root`;
  const statement = manager === 'CUSTOMER'
    ? { Sid: 'Enable IAM User Permissions', Effect: 'Allow', Principal: { AWS }, Action: 'kms:*', Resource: '*' }
    : {
      Sid: 'Allow direct access to key metadata to the account',
      Effect: 'Allow',
      Principal: { AWS },
      Action: ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant'],
      Resource: '*',
    };
  return { Version: '2012-10-17', Id: 'key-default-1', Statement: [statement] };
}
