import { Token } from 'aws-cdk-lib';
import { partitionOfKnown } from './known-regions';
import { PARTITION } from '../deploy-time/deploy-time';
import { isDummy } from '../deploy-time/dummy-value';
import { assertList, assertOptionalList, assertText } from '../options/option-type';

/** The Regions that there are keys in, as listed. */
export interface RegionLists {
  readonly inUse: readonly string[];
  readonly retired: readonly string[];
  /** The one that they are all in, or `PARTITION` while none of them is looked up. */
  readonly partition: string;
}

/** @throws when a region is unknown, repeated or a token, when there is none, or when they are of two partitions. */
export function parseRegionLists({ regions, retiredRegions }: { readonly regions: string[]; readonly retiredRegions?: string[] }): RegionLists {
  assertList(regions, 'regions');
  assertOptionalList(retiredRegions, 'retiredRegions');
  const [inUse, retired] = [[...regions], [...retiredRegions ?? []]];
  return { inUse, retired, partition: partitionOfAll(inUse, retired) };
}

/** All that are listed, those in use first. */
export function regionsOf({ inUse, retired }: RegionLists): string[] {
  return [...inUse, ...retired];
}

function partitionOfAll(replicationRegions: string[], retiredRegions: string[]): string {
  const repeated = replicationRegions.find((region) => retiredRegions.includes(region));
  if (repeated !== undefined) {
    throw new Error(`region "${repeated}" is in both regions and retiredRegions, but a Region is either in use or retired; remove it from one of the lists`);
  }
  const regions = [...replicationRegions, ...retiredRegions];
  if (regions.length === 0) {
    throw new Error('regions is empty, but a key needs a Region; list the Regions that AutoBackup copies to, such as "eu-west-1"');
  }
  const known = regions.filter((region) => !isDummy(region));
  const partitions = known.map((region) => knownPartition(region, known));
  known.forEach((region, index) => {
    if (known.indexOf(region) < index) {
      throw new Error(`region "${region}" is listed twice, but each Region has one key; list it once`);
    }
    if (partitions[index] !== partitions[0]) {
      throw new Error(`region "${region}" is in partition "${partitions[index]}", but "${known[0]}" is in "${partitions[0]}", and no account spans partitions; create one VaultReplicaKeys for each partition`);
    }
  });
  return partitions[0] ?? PARTITION;
}

function knownPartition(region: string, listed: readonly string[]): string {
  assertText(region, 'region');
  if (Token.isUnresolved(region)) {
    throw new Error('regions contains a token, but each Region has a stack of its own and must be known before deployment; write its code, such as "eu-west-1", or put a VaultReplicaKey in a stack without a Region');
  }
  return partitionOfKnown(region, listed);
}
