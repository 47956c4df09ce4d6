import { parseArgs } from 'node:util';
import { MANUAL_EXAMPLE, type VaultAppOptions } from './vault-app';

export const USAGE = `npm run demo -- [--regions REGION,…] [--accounts ID,…]

  --regions   the replication regions (default: ${MANUAL_EXAMPLE.regions})
  --accounts  the PROTECTED accounts (default: ${MANUAL_EXAMPLE.protectedAccounts})
  --help      show this text`;

/**
 * The options of the sample from the command line. Undefined when help was asked for.
 *
 * @throws when an argument is unknown or lacks its value.
 */
export function readArguments(args: string[]): VaultAppOptions | undefined {
  const { values } = parseArgs({
    args,
    options: { regions: { type: 'string' }, accounts: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) { return undefined; }
  const list = (text: string | undefined) => text?.split(',').map((item) => item.trim());
  return {
    regions: list(values.regions) ?? MANUAL_EXAMPLE.regions,
    protectedAccounts: list(values.accounts) ?? MANUAL_EXAMPLE.protectedAccounts,
  };
}
