import type { Evidence } from './evidence';
import type { StatementJson } from '../../key-policy/key-policy-json';
import type { Finding } from '../finding';
import type { ObservedKey } from '../observations/observed-key';
import type { Scene } from '../observations/scene';
import { differences } from '../policies/differences';
import { withStatements } from '../policies/with-statements';
import { putThisPolicy } from '../remedies/key-remedies';
import { quoted } from '../texts/quoted';
import { statementsText } from '../texts/statements';

/** Statements of custom resources that are no longer in the policies of keys. */
export function addedStatementFindings({ scene, blames, shell }: Evidence): Finding[] {
  return scene.additions.flatMap(({ addition, live, policy }): Finding[] => {
    const { account, region, arn, stackName, statements } = addition;
    if (!live || !policy) { return []; }
    const lost = differences(policy, { Statement: statements }).missing;
    if (lost.length === 0) { return []; }
    // Where the policy is to blame for more, one command must do for all.
    const isBlamed = blames.some(({ access, reason }) => access.keyArn === live.arn && !reason.startsWith('identity'));
    const repaired = isBlamed ? undefined : withStatements(policy, lost);
    return [{
      id: 'statements-lost',
      level: 'note',
      account,
      region,
      key: arn,
      text: `The key policy has lost ${statementsText(lost)} of the custom resource of stack ${quoted(stackName)}, `
        + 'which deploying again does not bring back.',
      remedy: repaired && putThisPolicy(shell, { account, region, arn: live.arn }, repaired),
    }];
  });
}

/** The statements that custom resources add to the policy of a key. */
export function additionsTo({ live }: ObservedKey, { additions }: Scene): StatementJson[] {
  return additions.filter((one) => one.live && one.live.arn === live?.arn).flatMap(({ addition }) => addition.statements);
}
