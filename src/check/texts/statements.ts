import { listed } from './listed';
import { quoted } from './quoted';
import type { StatementJson } from '../../key-policy/key-policy-json';

/** Statements of a policy by their Sids: `statements "A" and "B" and 1 without Sid`. */
export function statementsText(statements: ReadonlyArray<Pick<StatementJson, 'Sid'>>): string {
  const sids = statements.flatMap(({ Sid }) => Sid ?? []);
  const unnamed = statements.length - sids.length;
  if (sids.length === 0) { return unnamed === 1 ? 'a statement without Sid' : `${unnamed} statements without Sid`; }
  const named = `${sids.length === 1 ? 'statement' : 'statements'} ${listed(sids.map(quoted))}`;
  return unnamed === 0 ? named : `${named} and ${unnamed} without Sid`;
}
