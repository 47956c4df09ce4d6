import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { expectationByHand } from '../assembly/by-hand';
import { readAssembly } from '../assembly/read-assembly';
import type { Arguments, SourceArguments } from '../command-line/arguments';
import { assemblyDirectory } from '../command-line/assembly-directory';
import type { Expectation } from '../expectation';

/** What should be live: what the app in the folder says, or, without an app, the command line. */
export function expected({ source, region }: Arguments, folder: string): Expectation {
  const { app, alias, vaultAccount, protectedAccounts, regions, vaultRole, sourceKeys } = source;
  const directory = app ?? assemblyDirectory(folder);
  if (app === undefined && isByHand(source, existsSync(resolve(folder, directory)))) {
    // The Region of `policy` is the only one that matters.
    const all = regions.length === 0 && region !== undefined ? [region] : regions;
    return expectationByHand({ alias, vaultAccount, protectedAccounts, regions: all, vaultRole, sourceKeys });
  }
  return readAssembly(directory, { alias, vaultAccount, regions: regions.length > 0 ? regions : undefined });
}

/** Whether the command line describes keys by itself. */
function isByHand({ alias, vaultAccount, protectedAccounts, vaultRole, sourceKeys }: SourceArguments, hasApp: boolean): boolean {
  if (protectedAccounts.length > 0 || vaultRole !== undefined || sourceKeys.length > 0) { return true; }
  // With an app, these choose among its keys.
  return !hasApp && alias !== undefined && vaultAccount !== undefined;
}
