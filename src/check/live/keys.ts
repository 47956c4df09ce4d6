import type { Structure } from './aws/wire-format';
import type { Calls } from './calls';
import { dateOf } from './date-of';
import { KeyDetails } from './key-details';
import type { LiveKey, Seen } from './live';
import { Memo } from './memo';
import { listOf, RefusedError, seen, unlessAbsent } from './refused-error';

/** Reads the keys and aliases of one account. */
export class Keys {
  private readonly keys = new Memo<Seen<LiveKey | undefined>>();
  private readonly lists = new Memo<Seen<ReadonlyMap<string, string>>>();
  /** One key may be asked for by its id and by several aliases. */
  private readonly byArn = new Map<string, LiveKey>();

  constructor(private readonly calls: Calls) {}

  /** Undefined where there is no such key or alias. */
  public key(region: string, keyId: string): Promise<Seen<LiveKey | undefined>> {
    return this.keys.get(`${region} ${keyId}`, () => seen('kms:DescribeKey', () => this.read(region, keyId)));
  }

  public aliases(region: string): Promise<Seen<ReadonlyMap<string, string>>> {
    return this.lists.get(region, () => seen('kms:ListAliases', () => this.readAliases(region)));
  }

  private async read(region: string, KeyId: string): Promise<LiveKey | undefined> {
    const answer = await unlessAbsent(this.calls.send('kms:DescribeKey', { KeyId }, region), ({ name }) => name === 'NotFoundException');
    if (!answer) { return undefined; }
    const key = this.liveKey(region, answer.KeyMetadata);
    const known = this.byArn.get(key.arn) ?? key;
    this.byArn.set(key.arn, known);
    return known;
  }

  private liveKey(region: string, metadata: Structure | undefined): LiveKey {
    const { KeyId, Arn, KeyState, KeyManager, DeletionDate, KeySpec, KeyUsage, Origin, MultiRegion } = metadata ?? {};
    if (!KeyId || !Arn || !KeyState || (KeyManager !== 'AWS' && KeyManager !== 'CUSTOMER')) {
      throw RefusedError.wrongAnswer('kms:DescribeKey', 'has no description of a key');
    }
    const details = new KeyDetails(this.calls, region, Arn);
    return {
      id: KeyId,
      arn: Arn,
      state: KeyState,
      deletionDate: DeletionDate === undefined ? undefined : dateOf(DeletionDate),
      spec: KeySpec,
      usage: KeyUsage,
      origin: Origin,
      multiRegion: MultiRegion ?? false,
      manager: KeyManager,
      policy: () => details.policy(),
      policyNames: () => details.policyNames(),
      rotates: () => details.rotates(),
      lastUsed: () => details.lastUsed(),
    };
  }

  private async readAliases(region: string): Promise<ReadonlyMap<string, string>> {
    const operation = 'kms:ListAliases';
    const pages = await this.calls.pages(operation, { Limit: 100 }, region);
    const aliases = pages.flatMap(({ Aliases }) => listOf(Aliases, operation, 'aliases'));
    return new Map(aliases.flatMap(({ AliasName, TargetKeyId }): [string, string][] =>
      // Those of AWS are no customer's to name a key by.
      AliasName && TargetKeyId && !AliasName.startsWith('alias/aws/') ? [[AliasName, TargetKeyId]] : []));
  }
}
