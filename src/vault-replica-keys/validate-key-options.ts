import { Duration, RemovalPolicy, Token } from 'aws-cdk-lib';
import { isDeletionDenied, removalProblem } from './removal';
import type { ReplicaKeyOptions } from './replica-key-options';
import { assertInstance, assertOptionalMember, assertOptionalText } from '../arns/option-type';
import { assertPolicyTypes } from '../key-policy/validate-policy-options';

const MAX_DESCRIPTION_LENGTH = 8192;

/** @throws when CloudFormation or KMS would refuse what concerns the life of the key. */
export function validateKeyOptions(options: ReplicaKeyOptions): void {
  assertPolicyTypes(options);
  const { description, rotationPeriod, pendingWindow, removalPolicy } = options;
  assertOptionalText(description, 'description');
  assertOptionalMember(removalPolicy, 'removalPolicy', RemovalPolicy);
  if (description && !Token.isUnresolved(description) && description.length > MAX_DESCRIPTION_LENGTH) {
    throw new Error(`description has ${description.length} characters, but KMS takes at most ${MAX_DESCRIPTION_LENGTH}: shorten it`);
  }
  assertDays(rotationPeriod, 'rotationPeriod', 90, 2560);
  assertDays(pendingWindow, 'pendingWindow', 7, 30);
  const problem = removalProblem(removalPolicy, isDeletionDenied(options));
  if (problem) { throw new Error(problem); }
  if (removalPolicy === RemovalPolicy.SNAPSHOT) {
    throw new Error('removalPolicy "snapshot" is not for keys, of which there are no snapshots: use RemovalPolicy.RETAIN, which is the default');
  }
}

function assertDays(duration: Duration | undefined, what: string, least: number, most: number): void {
  if (duration === undefined) { return; }
  assertInstance(duration, what, 'toDays', 'a Duration', () => `Duration.days(${Number(duration) || least})`);
  if (duration.isUnresolved()) { return; }
  const days = duration.toDays({ integral: false });
  if (!Number.isInteger(days) || days < least || days > most) {
    throw new Error(`${what} is ${days} days, but KMS takes ${least} to ${most} whole days: write Duration.days(${Math.min(most, Math.max(least, Math.round(days)))})`);
  }
}
