import { Duration, RemovalPolicy, Token } from 'aws-cdk-lib';
import type { ReplicaKeyOptions } from './replica-key-options';
import { fullAliasName } from '../arns/names/alias-name';
import { assertInstance, assertOptionalMember, assertOptionalText } from '../arns/options/option-type';

/** The options of a replica key, without those of its policy. */
export interface KeyAttributes {
  /** With its prefix. */
  readonly aliasName: string;
  readonly description?: string;
  readonly rotationPeriod?: Duration;
  readonly pendingWindow?: Duration;
  readonly removalPolicy?: RemovalPolicy;
}

const MAX_DESCRIPTION_LENGTH = 8192;

/** @throws when CloudFormation or KMS would reject an option of the key or its alias. */
export function parseKeyAttributes({ alias, description, rotationPeriod, pendingWindow, removalPolicy }: ReplicaKeyOptions): KeyAttributes {
  const aliasName = fullAliasName(alias);
  assertOptionalText(description, 'description');
  assertOptionalMember(removalPolicy, 'removalPolicy', RemovalPolicy);
  if (description && !Token.isUnresolved(description) && description.length > MAX_DESCRIPTION_LENGTH) {
    throw new Error(`description has ${description.length} characters, but the limit is ${MAX_DESCRIPTION_LENGTH}; shorten it`);
  }
  assertDays(rotationPeriod, 'rotationPeriod', 90, 2560);
  assertDays(pendingWindow, 'pendingWindow', 7, 30);
  if (removalPolicy === RemovalPolicy.SNAPSHOT) {
    throw new Error('removalPolicy "snapshot" is not available for keys, which have no snapshots; use RemovalPolicy.RETAIN, which is the default');
  }
  return { aliasName, description, rotationPeriod, pendingWindow, removalPolicy };
}

function assertDays(duration: Duration | undefined, what: string, least: number, most: number): void {
  if (duration === undefined) { return; }
  assertInstance(duration, what, 'toDays', 'a Duration', (text) => `Duration.days(${Number(text ? JSON.parse(text) : typeof duration === 'number' && duration) || least})`);
  if (duration.isUnresolved()) {
    throw new Error(`${what} is a token, but must be ${least} to ${most} whole days, known before deployment; write Duration.days(${least})`);
  }
  const days = duration.toDays({ integral: false });
  if (!Number.isInteger(days) || days < least || days > most) {
    throw new Error(`${what} is ${days} ${days === 1 ? 'day' : 'days'}, but must be ${least} to ${most} whole days; write Duration.days(${Math.min(most, Math.max(least, Math.round(days)))})`);
  }
}
