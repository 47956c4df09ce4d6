import type { Caller, DecidingStatement } from './call';
import { statementsOf } from './document';
import { appliesTo, isKnown, type Request, type Statement } from './statement';
import { and, type Answer, NO, or, UNKNOWN, YES } from './verdict';

/** What the IAM policies of a caller, or its permissions boundary, say of a request. */
export interface IamAnswers {
  readonly allows: Answer;
  readonly denies: Answer;
  readonly denials: readonly DecidingStatement[];
}

/** The policies that grant permissions to a caller. */
export function askIdentityPolicies({ policies }: Caller, request: Request): IamAnswers {
  return ask(policies, request, 'identity');
}

/** The permissions boundary of a caller: it allows all where there is none. */
export function askBoundary({ boundary }: Caller, request: Request): IamAnswers {
  if (boundary === null) { return { allows: YES, denies: NO, denials: [] }; }
  return ask(boundary === undefined ? undefined : [boundary], request, 'boundary');
}

function ask(documents: readonly unknown[] | undefined, request: Request, where: 'identity' | 'boundary'): IamAnswers {
  const policies = documents?.map(statementsOf);
  const statements = policies?.flatMap((policy) => policy ?? []) ?? [];
  // A policy that was not seen, or not understood, may say anything.
  const unseen = !policies || policies.includes(undefined) ? UNKNOWN : NO;
  const having = (effect: 'Allow' | 'Deny') => statements.map((statement) => ({ statement, answer: has(statement, effect, request) }));
  const denying = having('Deny');
  return {
    allows: or([unseen, ...having('Allow').map(({ answer }) => answer)]),
    denies: or([unseen, ...denying.map(({ answer }) => answer)]),
    denials: denying
      .filter(({ answer }) => answer.verdict === 'yes')
      .map(({ statement: { elements: { Sid: sid } } }) => ({ effect: 'Deny', in: where, ...(typeof sid === 'string' ? { sid } : {}) })),
  };
}

/** Whether a statement has an effect on a request. */
function has(statement: Statement, effect: 'Allow' | 'Deny', request: Request): Answer {
  const { elements } = statement;
  // An identity policy has no principal.
  if (!isKnown(statement) || 'Principal' in elements || 'NotPrincipal' in elements) { return UNKNOWN; }
  if (elements.Effect === (effect === 'Allow' ? 'Deny' : 'Allow')) { return NO; }
  const applies = appliesTo(statement, request);
  return elements.Effect === effect ? applies : and([applies, UNKNOWN]);
}
