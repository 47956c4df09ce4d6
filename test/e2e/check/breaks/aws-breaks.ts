import { fromSource, inRegion, NO_CASE, type Break } from './break';
import { PROTECTED, VAULT } from '../../../fixtures/vault-app';
import { HOME_REGION, OPT_IN_REGION, RETIRED_REGION } from '../deployed-scene';
import { failedCopy } from '../rules/failed-copy';
import { failing, noStack } from '../rules/failures';
import { described, lastUsed, sharedByRam } from '../rules/keys';
import { notOptedInto } from '../rules/not-opted-into';

const HERE = { account: VAULT, region: HOME_REGION };
const RETIRED = { account: VAULT, region: RETIRED_REGION };

/** What only AWS can do, and the proxy answers in its place: the emulators have no such state. */
export const AWS_BREAKS: readonly Break[] = [
  {
    what: 'the VAULT account did not opt into a Region',
    make: (scene) => scene.workplace.add(notOptedInto(VAULT, OPT_IN_REGION)),
    finding: { id: 'region-not-enabled', level: 'fails', account: VAULT, region: OPT_IN_REGION },
    cases: inRegion(OPT_IN_REGION),
    remedy: { writes: ['account POST /enableRegion'] },
  },
  {
    what: 'the PROTECTED account did not opt into a Region',
    make: (scene) => scene.workplace.add(notOptedInto(PROTECTED, OPT_IN_REGION)),
    finding: { id: 'region-not-enabled', level: 'fails', account: PROTECTED, region: OPT_IN_REGION },
    cases: inRegion(OPT_IN_REGION),
    remedy: { writes: ['account POST /enableRegion'] },
  },
  {
    what: 'a replica key is one that AWS manages',
    make: (scene) => scene.workplace.add(described(scene.replicaKeys[HOME_REGION].id, { KeyManager: 'AWS' })),
    finding: { id: 'aws-managed-key', level: 'fails', ...HERE },
    cases: inRegion(HOME_REGION),
  },
  {
    what: 'the material of a key is to be imported',
    make: ({ workplace, replicaKeys }) => workplace.add(described(replicaKeys[HOME_REGION].id, {
      KeyState: 'PendingImport', Enabled: false, Origin: 'EXTERNAL',
    })),
    finding: { id: 'pending-import', level: 'fails', ...HERE },
    notes: ['key-wrong-kind'],
    cases: inRegion(HOME_REGION),
  },
  {
    what: 'a key is unavailable',
    make: (scene) => scene.workplace.add(described(scene.replicaKeys[HOME_REGION].id, { KeyState: 'Unavailable', Enabled: false })),
    finding: { id: 'key-unavailable', level: 'fails', ...HERE },
    cases: inRegion(HOME_REGION),
  },
  {
    what: 'the stack of a key was deleted, which left the key and its alias',
    make: (scene) => scene.workplace.add(noStack(`ReplicaKeys-${HOME_REGION}`)),
    finding: { id: 'stack-missing', level: 'note', ...HERE },
    cases: NO_CASE,
  },
  {
    what: 'CloudFormation has a key of a stack that is gone',
    make: ({ workplace }) => workplace.add(failing(
      { account: PROTECTED, region: HOME_REGION, operation: 'DescribeKey' }, 'NotFoundException', 'Key does not exist',
    )),
    finding: { id: 'key-missing', level: 'fails', account: PROTECTED, region: HOME_REGION },
    cases: fromSource(HOME_REGION),
  },
  {
    what: 'the stack of a source key was deleted',
    make: (scene) => scene.workplace.add(noStack('Source')),
    finding: { id: 'stack-missing', level: 'fails', account: PROTECTED, region: HOME_REGION },
    cases: fromSource(HOME_REGION),
    remedy: { deploys: 'npx cdk deploy Source --profile protected' },
  },
  {
    what: 'AWS RAM shares a key',
    make: (scene) => scene.workplace.add(sharedByRam(scene.replicaKeys[HOME_REGION].id, { Version: '2012-10-17', Statement: [] })),
    finding: { id: 'shared-by-ram', level: 'note', ...HERE },
    cases: NO_CASE,
  },
  {
    what: 'the key of a retired Region is still used',
    make: (scene) => scene.workplace.add(lastUsed(scene.replicaKeys[RETIRED_REGION].id, '2026-11-20T04:05:06Z')),
    finding: { id: 'retired-key-used', level: 'note', ...RETIRED },
    cases: NO_CASE,
  },
  {
    what: 'a copy of a snapshot failed',
    make: (scene) => scene.workplace.add(failedCopy(VAULT, HOME_REGION, {
      keyArn: scene.replicaKeys[HOME_REGION].arn,
      started: new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString(),
      message: 'Given key ID is not accessible',
    })),
    finding: { id: 'failed-copies', level: 'note', ...HERE },
    cases: NO_CASE,
  },
];
