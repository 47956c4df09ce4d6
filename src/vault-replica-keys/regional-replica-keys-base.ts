import type { Construct } from 'constructs';
import type { SharedParts } from './replica-key-parts';
import { ReplicaKeysBase } from './replica-keys-base';
import { regionsOf, type RegionLists } from '../arns/region-list';

/**
 * A construct whose keys are in listed Regions.
 *
 * @internal
 */
export abstract class RegionalReplicaKeysBase extends ReplicaKeysBase {
  private readonly lists: RegionLists;

  constructor(scope: Construct, id: string, parts: SharedParts, lists: RegionLists) {
    super(scope, id, parts, regionsOf(lists));
    this.lists = lists;
  }

  /** The replication regions, as listed. */
  public get regions(): string[] {
    return [...this.lists.inUse];
  }

  /** The retired regions, as listed. */
  public get retiredRegions(): string[] {
    return [...this.lists.retired];
  }
}
