import { matchesAction } from '../evaluator/action';
import { answer, or } from '../evaluator/verdict';

/** A text that is the same for actions that all statements of a policy treat alike. */
export function actionClass(document: unknown, action: string): string {
  const { Statement: statements } = (document ?? {}) as { readonly Statement?: unknown };
  return [statements].flat().map((statement) => {
    const { Action, NotAction } = (statement ?? {}) as { readonly Action?: unknown; readonly NotAction?: unknown };
    const patterns = [Action, NotAction].flat().filter((pattern) => typeof pattern === 'string');
    return or(patterns.map((pattern) => answer(matchesAction(pattern, action)))).verdict;
  }).join(' ');
}
