import type { KeyAlarms } from '../finding';
import type { ObservedKey } from '../observations/observed-key';
import type { Scene } from '../observations/scene';

/** Whether somebody is notified, key by key: replica keys first. */
export function alarmsOf({ sets, sourceKeys }: Scene): KeyAlarms[] {
  return [...sets.flatMap(({ keys }) => keys), ...sourceKeys].map(alarmsOfKey);
}

function alarmsOfKey({ account, region, name, alarms: { notices: { keyChanges, failedCopies, policyChanges }, trail } }: ObservedKey): KeyAlarms {
  return {
    account,
    region,
    ...name !== '' && { key: name },
    keyChanges: keyChanges!.verdict,
    ...failedCopies && { failedCopies: failedCopies.verdict },
    ...policyChanges && { policyChanges: policyChanges.verdict },
    trail: trail.verdict,
  };
}
