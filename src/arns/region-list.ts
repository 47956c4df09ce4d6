import { Token } from 'aws-cdk-lib';
import { PARTITION } from './deploy-time';
import { isDummy } from './dummy-value';
import { partitionOfKnown } from './known-regions';
import { assertList, assertOptionalList, assertText } from './option-type';

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
  const both = replicationRegions.find((region) => retiredRegions.includes(region));
  if (both !== undefined) {
    throw new Error(`region "${both}" is listed in regions and in retiredRegions, but either replicas are made there or not: take it off one of the lists`);
  }
  const regions = [...replicationRegions, ...retiredRegions];
  if (regions.length === 0) {
    throw new Error('regions is empty, but there is one key in each region: list the regions that AutoBackup copies to, such as "eu-west-1"');
  }
  const known = regions.filter((region) => !isDummy(region));
  const partitions = known.map(knownPartition);
  known.forEach((region, index) => {
    if (known.indexOf(region) < index) {
      throw new Error(`region "${region}" is listed twice, but there is one key in each region: list it once`);
    }
    if (partitions[index] !== partitions[0]) {
      throw new Error(`region "${region}" is in the partition "${partitions[index]}" and "${known[0]}" in "${partitions[0]}", and no account reaches across partitions: make VaultReplicaKeys for each`);
    }
  });
  return partitions[0] ?? PARTITION;
}

function knownPartition(region: string): string {
  assertText(region, 'region');
  if (Token.isUnresolved(region)) {
    throw new Error('regions holds a token, known at deployment only, but each region has a stack of its own: write its name out, or put a VaultReplicaKey in a stack without a region');
  }
  return partitionOfKnown(region);
}
