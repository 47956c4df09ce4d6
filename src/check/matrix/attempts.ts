import type { Actor } from './actor';
import type { KeyInQuestion } from './key-in-question';
import { decide, type Context } from '../evaluator/decide';

/** What somebody tries to do: one or more calls, each made under each of the circumstances. */
interface Attempt {
  readonly name: string;
  readonly actions: readonly string[];
  readonly contexts: (actor: Actor, key: KeyInQuestion) => Context[];
}

/** Whether somebody may do all of what is tried, nothing, or a part, or it depends on what is not known. */
export type Answer = 'yes' | 'no' | 'partly' | 'unknown';

/** The answer, and why it is not simply yes or no. */
export interface Answered {
  readonly answer: Answer;
  /** The context keys that decide where it is not known. */
  readonly dependsOn: readonly string[];
  /** The calls that are allowed, whatever the circumstances, and those that are not. */
  readonly allowed: readonly string[];
  readonly others: readonly string[];
}

/** AWS sets this key for calls about grants only. */
const GRANT = 'kms:GrantIsForAWSResource';

const NO_GRANT: Context = { [GRANT]: [] };

export const ATTEMPTS: readonly Attempt[] = [
  {
    name: 'use',
    actions: [
      'kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo',
      'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:DescribeKey',
    ],
    contexts: (_actor, key) => throughServices(key).map((context) => ({ ...context, ...NO_GRANT })),
  },
  {
    name: 'grant, AWS',
    actions: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
    contexts: (_actor, key) => throughServices(key).map((context) => ({ ...context, [GRANT]: ['true'] })),
  },
  // To the caller itself, which then uses the key without the policy, and to another.
  { name: 'grant, else', actions: ['kms:CreateGrant'], contexts: ({ caller: { arn } }) => [grantTo(arn), grantTo(`${arn}-other`)] },
  { name: 'administer', actions: ['kms:PutKeyPolicy', 'kms:EnableKeyRotation', 'kms:TagResource'], contexts: () => [NO_GRANT] },
  { name: 'delete', actions: ['kms:ScheduleKeyDeletion', 'kms:DisableKey'], contexts: () => [NO_GRANT] },
];

/** Whether the actor may do what is tried with the key. */
export function answerFor(key: KeyInQuestion, actor: Actor, { actions, contexts }: Attempt): Answered {
  const { caller, contexts: circumstances = [{}] } = actor;
  const decisions = circumstances.flatMap((who) => contexts(actor, key).flatMap((what) => actions.map((action) => ({
    action,
    ...decide({ caller, action, keyArn: key.arn, keyPolicies: [key.policy], context: { ...who, ...what, 'kms:ResourceAliases': key.aliases } }),
  }))));
  const verdicts = new Set(decisions.map(({ verdict }) => verdict));
  const [verdict] = verdicts;
  const others = actions.filter((action) => decisions.some((decision) => decision.action === action && decision.verdict !== 'yes'));
  return {
    answer: verdicts.has('yes') && verdicts.has('no') ? 'partly' : verdicts.has('unknown') ? 'unknown' : verdict,
    dependsOn: decisions.flatMap(({ dependsOn }) => dependsOn),
    allowed: actions.filter((action) => !others.includes(action)),
    others,
  };
}

/** The services that the key is for. Where there are none, whether a service calls is not said. */
function throughServices({ services, arn }: KeyInQuestion): Context[] {
  const [, , , region] = arn.split(':');
  return services.length === 0 ? [{}] : services.map((service) => ({ 'kms:ViaService': [`${service}.${region}.amazonaws.com`] }));
}

/** A grant that no AWS service asks for, which lets the grantee use the key. */
function grantTo(grantee: string): Context {
  return {
    [GRANT]: ['false'],
    'kms:ViaService': [],
    'kms:GranteePrincipal': [grantee],
    'kms:GrantOperations': ['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'DescribeKey'],
  };
}
