import type { AssemblyOptions } from './assembly-options';
import type { AssemblyStack } from './stacks';
import type { Deployment } from './template-values';
import { partitionOf } from '../regions';
import { UsageError } from '../usage-error';

/**
 * Where a stack with replica keys is deployed to: as the assembly says, and what is open there as the command line says.
 *
 * @throws where neither says it.
 */
export function deploymentsOf({ name, account, region }: Pick<AssemblyStack, 'name' | 'account' | 'region'>, options: AssemblyOptions): Deployment[] {
  const accountOfStack = account ?? vaultAccountFor(`stack "${name}"`, options);
  const regions = region === undefined ? options.regions ?? [] : [region];
  if (regions.length === 0) {
    throw new UsageError(`region of stack "${name}" is not in the cloud assembly, because the stack has no env; specify "--regions", or set the env of the stack`);
  }
  return regions.map((one) => ({ account: accountOfStack, region: one, partition: partitionOf(one) }));
}

/** @throws where the command line does not say it. */
export function vaultAccountFor(what: string, { vaultAccount }: AssemblyOptions): string {
  if (vaultAccount !== undefined) { return vaultAccount; }
  throw new UsageError(`account of ${what} is not in the cloud assembly, because it has no env; specify "--vault-account", or set the env of the stack`);
}
