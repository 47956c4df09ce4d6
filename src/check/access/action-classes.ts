/** A text that is the same for actions that all statements of a policy treat alike. */
export function actionClass(document: unknown, action: string): string {
  const { Statement: statements } = (document ?? {}) as { readonly Statement?: unknown };
  return [statements].flat().map((statement) => {
    const { Action, NotAction } = (statement ?? {}) as { readonly Action?: unknown; readonly NotAction?: unknown };
    return [Action, NotAction].flat().some((pattern) => typeof pattern === 'string' && matches(pattern, action)) ? '1' : '0';
  }).join('');
}

/** Actions have only these characters. */
function matches(pattern: string, action: string): boolean {
  const expression = pattern.replace(/[^\w:*?-]/g, '').replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 'i').test(action);
}
