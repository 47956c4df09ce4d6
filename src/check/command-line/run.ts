import { basename } from 'node:path';
import type { Arguments } from './arguments';
import { EXIT, type ExitCode } from './exit-code';
import { help } from './help';
import type { CommandName } from './options';
import { parseArguments } from './parse-arguments';
import { printable } from './printable';
import type { Terminal } from './terminal';
import { ISSUES, PROGRAM, VERSION } from '../program';
import { UsageError } from '../usage-error';

/** A command, which writes what it has to say. */
export type Command = (args: Arguments, terminal: Terminal) => Promise<ExitCode>;

/** The commands, each loaded when it is run. */
export type Commands = Readonly<Record<CommandName, () => Promise<Command>>>;

/** Does what a command line asks for. Never throws. */
export async function run(args: readonly string[], terminal: Terminal, commands: Commands): Promise<ExitCode> {
  try {
    const request = parseArguments(args);
    if ('run' in request) { return await (await commands[request.run.command]())(request.run, terminal); }
    terminal.stdout.write('help' in request ? help(request.help) : `${VERSION}\n`);
    return EXIT.works;
  } catch (error) {
    const known = error instanceof UsageError;
    terminal.stderr.write(known ? `${PROGRAM}: ${printable(error.message)}\n` : bug(error));
    return known ? EXIT.usage : EXIT.bug;
  }
}

function bug(error: unknown): string {
  const { stack = '' } = Object(error);
  // Without the folders, which are the user's.
  const [, file, position] = /\n\s+at (?:.*\()?(.*?)(:\d+:\d+)\)?$/m.exec(stack) ?? [];
  const place = file === undefined ? '' : ` at ${basename(file)}${position}`;
  return `${PROGRAM} ${VERSION} stopped because of a bug: ${printable(String(error))}${place}; report this line at ${ISSUES}\n`;
}
