import type { DecidingStatement } from './call';
import { statementsOf } from './document';
import { isObject } from './json-object';
import { isNotExempt } from './not-principal';
import { namedBy, type Naming } from './principal';
import { appliesTo, isKnown, isWithoutEffect, type Request, type Statement } from './statement';
import { and, type Answer, NO, or, UNKNOWN } from './verdict';

/** What the policies of a key say of a request. */
export interface KeyPolicyAnswers {
  readonly denies: Answer;
  /** Whether they allow it, by the way they name the caller. */
  readonly allows: Readonly<Record<Naming, Answer>>;
  /** Whether they allow anyone whose `aws:PrincipalArn` is the caller's. */
  readonly allowsByPrincipalArn: Answer;
  readonly denials: readonly DecidingStatement[];
}

/** @param bounded whether the caller has a permissions boundary */
export function askKeyPolicies(documents: readonly unknown[] | undefined, request: Request, bounded: Answer): KeyPolicyAnswers {
  const policies = documents?.map(statementsOf);
  const statements = policies?.flatMap((policy) => policy ?? []) ?? [];
  // A policy that was not seen, or not understood, may say anything.
  const unseen = !policies || policies.includes(undefined) ? UNKNOWN : NO;
  const denying = statements.map((statement) => ({ statement, answer: denies(statement, request, bounded) }));
  const allowing = statements.map((statement) => ({ statement, answers: allows(statement, request) }));
  const byNaming = (naming: Naming) => or([unseen, ...allowing.map(({ answers }) => answers[naming])]);
  return {
    denies: or([unseen, ...denying.map(({ answer }) => answer)]),
    allows: { self: byNaming('self'), role: byNaming('role'), anyone: byNaming('anyone'), account: byNaming('account') },
    allowsByPrincipalArn: or([unseen, ...allowing.filter(({ statement }) => asksForPrincipalArn(statement)).map(({ answers }) => answers.anyone)]),
    denials: denying.filter(({ answer }) => answer.verdict === 'yes').map(({ statement }) => deciding(statement)),
  };
}

function denies(statement: Statement, request: Request, bounded: Answer): Answer {
  const { elements } = statement;
  if (!isKnown(statement)) { return UNKNOWN; }
  if (elements.Effect === 'Allow' || isWithoutEffect(statement)) { return NO; }
  const answer = and([concerns(statement, request, bounded), appliesTo(statement, request)]);
  return elements.Effect === 'Deny' ? answer : and([answer, UNKNOWN]);
}

/** Whether a statement is about the caller, in whatever way it names it. */
function concerns({ elements }: Statement, { caller }: Request, bounded: Answer): Answer {
  if ('Principal' in elements === 'NotPrincipal' in elements) { return UNKNOWN; }
  if ('NotPrincipal' in elements) { return isNotExempt(elements.NotPrincipal, caller, bounded); }
  return or(Object.values(namedBy(elements.Principal, caller)));
}

function allows(statement: Statement, request: Request): Record<Naming, Answer> {
  const { elements } = statement;
  const all = (answer: Answer) => ({ self: answer, role: answer, anyone: answer, account: answer });
  if (!isKnown(statement)) { return all(UNKNOWN); }
  if (elements.Effect === 'Deny' || isWithoutEffect(statement)) { return all(NO); }
  const applies = appliesTo(statement, request);
  // AWS does not support NotPrincipal in a statement that allows.
  if (elements.Effect !== 'Allow' || !('Principal' in elements) || 'NotPrincipal' in elements) { return all(and([applies, UNKNOWN])); }
  const named = namedBy(elements.Principal, request.caller);
  const byNaming = (naming: Naming) => and([named[naming], applies]);
  return { self: byNaming('self'), role: byNaming('role'), anyone: byNaming('anyone'), account: byNaming('account') };
}

/** Whether a statement has a condition that `aws:PrincipalArn` has to match. */
function asksForPrincipalArn({ elements: { Condition } }: Statement): boolean {
  const isMatch = (name: string) => /^(String|Arn)(Equals|Like)$/.test(name);
  return isObject(Condition) && Object.entries(Condition)
    .some(([name, keys]) => isMatch(name) && isObject(keys) && Object.keys(keys).some((key) => key.toLowerCase() === 'aws:principalarn'));
}

function deciding({ elements: { Sid: sid } }: Statement): DecidingStatement {
  return { effect: 'Deny', in: 'key policy', ...(typeof sid === 'string' ? { sid } : {}) };
}
