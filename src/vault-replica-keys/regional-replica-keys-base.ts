import type * as events from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { SharedParts } from './replica-key-parts';
import { ReplicaKeysBase } from './replica-keys-base';
import type { VaultReplicaKey } from './vault-replica-key';
import { assertOptions } from '../arns/options/option-type';
import { regionsOf, type RegionLists } from '../arns/regions/region-list';
import { centralBusTarget } from '../key-events/central-bus-target';
import type { CentralEventBusOptions } from '../key-events/central-event-bus-options';

/** The keys of a construct, and what to do where their events cannot leave a Region. */
export interface KeysOfRegions {
  /** The keys, once they are created: one for each Region, or the one of a template for all Regions. */
  all(): VaultReplicaKey[];
  /** @param method the method that was called. */
  perRegion(method: string): string;
}

/**
 * A construct whose keys are in listed Regions.
 *
 * @internal
 */
export abstract class RegionalReplicaKeysBase extends ReplicaKeysBase {
  private readonly lists: RegionLists;
  private readonly keysOfRegions: KeysOfRegions;

  constructor(scope: Construct, id: string, parts: SharedParts, lists: RegionLists, keysOfRegions: KeysOfRegions) {
    super(scope, id, parts, regionsOf(lists));
    this.lists = lists;
    this.keysOfRegions = keysOfRegions;
  }

  /** The replication Regions, in the order of the list. */
  public get regions(): string[] {
    return [...this.lists.inUse];
  }

  /** The retired Regions, in the order of the list. */
  public get retiredRegions(): string[] {
    return [...this.lists.retired];
  }

  /**
   * Sends calls that change a key, its policy or its alias to a central event bus, from every Region, retired or not.
   *
   * Every Region gets an EventBridge rule, and a role that may send events to this bus only. There are no exports, functions or
   * assets. Rules on the central bus have targets such as an SNS topic.
   *
   * The rules match `DisableKey`, `ScheduleKeyDeletion`, `CancelKeyDeletion`, `DisableKeyRotation` and `DeleteAlias` by anyone;
   * `PutKeyPolicy` and `UpdateAlias` by anyone except CloudFormation; `CreateGrant` that no AWS service makes; and calls to AWS RAM
   * that add the key to a resource share or remove it. A call that fails is not matched.
   *
   * Events arrive only while a trail in the account logs management events of AWS KMS in the Region, usually within minutes.
   * EventBridge charges for an event that is sent to another bus.
   *
   * Throws when `eventBusArn` is a token, is not the ARN of a custom event bus, or cannot receive events from a Region of the keys.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html
   * @param id the id of the rule in each Region.
   * @param options the event bus.
   * @returns the rules, in the order of `regions` and then `retiredRegions`. A StackSet has one, in its template.
   */
  public onCloudTrailKeyChange(id: string, options: CentralEventBusOptions): events.Rule[] {
    const target = this.targetFor('onCloudTrailKeyChange', options);
    return this.keysOfRegions.all().map((key) => key.onCloudTrailKeyChange(id, { target }));
  }

  /**
   * Sends failed copies of snapshots to a central event bus, from every Region, retired or not. It needs no trail.
   *
   * The rules match EBS's `copySnapshot` events with the result `failed`, copy jobs of AWS Backup in the state `FAILED`, and copies
   * of DB snapshots that RDS cancels. RDS has no such event for snapshots of DB clusters. No event names the key, so a rule matches
   * every failed copy of the account and Region, whichever key it is for.
   *
   * EBS and RDS send an event to the account that makes the copy, in the Region that it copies to: for AutoBackup, the VAULT account
   * and the Region of the replica. AWS Backup sends it to the account that owns the copy job.
   *
   * Every Region gets a rule and a role, as for `onCloudTrailKeyChange`.
   *
   * Throws when `eventBusArn` is a token, is not the ARN of a custom event bus, or cannot receive events from a Region of the keys.
   *
   * @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-cloud-watch-events.html
   * @param id the id of the rule in each Region.
   * @param options the event bus.
   * @returns the rules, in the order of `regions` and then `retiredRegions`. A StackSet has one, in its template.
   */
  public onReplicaCopyFailed(id: string, options: CentralEventBusOptions): events.Rule[] {
    const target = this.targetFor('onReplicaCopyFailed', options);
    return this.keysOfRegions.all().map((key) => key.onReplicaCopyFailed(id, { target }));
  }

  private targetFor(method: string, options: CentralEventBusOptions): events.IRuleTarget {
    assertOptions(options, `options of ${method}`);
    const { lists, keysOfRegions } = this;
    return centralBusTarget(options.eventBusArn, { partition: lists.partition, regions: regionsOf(lists) }, keysOfRegions.perRegion(method));
  }
}
