import { expected } from './expected';
import { matrixCommand } from './matrix';
import { permissionsCommand } from './permissions';
import { policyCommand } from './policy';
import { EXIT } from '../command-line/exit-code';
import { paintFor } from '../command-line/paint';
import type { Command } from '../command-line/run';

/** The command `matrix`: who may do what. */
export const matrix: Command = async (args, { stdout, env, folder }) => {
  stdout.write(`${matrixCommand(expected(args, folder), paintFor(stdout, env))}\n`);
  return EXIT.works;
};

/** The command `policy`: the key policy that should be live in a Region. */
export const policy: Command = async (args, { stdout, folder }) => {
  const { region, source: { alias, vaultAccount } } = args;
  stdout.write(`${policyCommand(expected(args, folder), { region: region!, alias, account: vaultAccount })}\n`);
  return EXIT.works;
};

/** The command `permissions`: the IAM policy that a check needs in each account. */
export const permissions: Command = async (args, { stdout, folder }) => {
  stdout.write(`${permissionsCommand(expected(args, folder), args.sourceRole)}\n`);
  return EXIT.works;
};
