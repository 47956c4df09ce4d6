import type { AccessTableWithReasons } from './access-tables';
import type { Expectation } from '../expectation';
import type { Meaning } from '../report/access-table';

/** What the tables leave out. */
export const POLICIES_ONLY = 'By the policies only: SCPs, boundaries, and grants are not considered.';

/** What the words in tables mean, where they stand there. */
export function meaningsOf(tables: readonly AccessTableWithReasons[], { replicaKeys }: Expectation): Meaning[] {
  const services = [...new Set(replicaKeys.flatMap((set) => set.services))];
  const parts = [...new Set(tables.flatMap((table) => table.parts))];
  const dependsOn = [...new Set(tables.flatMap((table) => table.dependsOn))];
  const isUnknown = tables.some(({ rows }) => rows.some(({ answers }) => answers.includes('unknown')));
  return [
    { word: 'IAM allows', meaning: 'by the statements that the library gives for that role' },
    { word: 'all IAM', meaning: 'the caller\'s own IAM policy allows kms:*' },
    ...services.length > 0 ? [{ word: 'use', meaning: `through ${services.join(', ')}` }] : [],
    { word: 'grant, else', meaning: 'for the caller itself or another principal, not an AWS service' },
    ...parts.map((part) => ({ word: 'partly', meaning: part })),
    ...isUnknown
      ? [{ word: 'unknown', meaning: dependsOn.length === 0 ? 'the policy has what is known at deployment only' : `depends on ${dependsOn.join(', ')}` }]
      : [],
  ];
}
