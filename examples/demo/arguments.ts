import { parseArgs } from 'node:util';
import { MANUAL_EXAMPLE, type VaultAppOptions } from './vault-app';

export const USAGE = `npm run demo -- [--regions REGION,…] [--accounts ID,…] [--deploy]

  --regions   the replication regions (default: ${MANUAL_EXAMPLE.regions})
  --accounts  the PROTECTED accounts (default: ${MANUAL_EXAMPLE.protectedAccounts})
  --deploy    deploy to an emulator of AWS too, and show what is there; needs Python 3
  --help      show this text`;

export interface DemoOptions extends VaultAppOptions {
  readonly deploy: boolean;
}

/**
 * The options of the sample from the command line. Undefined when help was asked for.
 *
 * @throws when an argument is unknown or lacks its value.
 */
export function readArguments(args: string[]): DemoOptions | undefined {
  const { values } = parseArgs({
    args,
    options: { regions: { type: 'string' }, accounts: { type: 'string' }, deploy: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) { return undefined; }
  const list = (text: string | undefined) => text?.split(',').map((item) => item.trim());
  return {
    regions: list(values.regions) ?? MANUAL_EXAMPLE.regions,
    protectedAccounts: list(values.accounts) ?? MANUAL_EXAMPLE.protectedAccounts,
    deploy: values.deploy ?? false,
  };
}
