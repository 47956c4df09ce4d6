import { parseArgs } from 'node:util';
import { nearest } from './nearest';
import { accepts, OPTIONS, type CommandName, type Option } from './options';
import { PROGRAM } from '../program';
import { listed } from '../texts/listed';
import { UsageError } from '../usage-error';

/** The options and other arguments of a command line, in the order in which they were given. */
export interface Given {
  readonly positionals: readonly string[];
  readonly options: readonly GivenOption[];
}

/** An option as it was given. */
export interface GivenOption {
  /** Without its dashes. */
  readonly name: string;
  /** The argument that names it, such as `--format=json`. */
  readonly argument: string;
  readonly value?: string;
  /** Whether the value follows an equals sign. */
  readonly inline: boolean;
}

/** Splits a command line into options and other arguments. Judges nothing, so that `--help` works in every line. */
export function givenOptions(args: readonly string[]): Given {
  const types = OPTIONS.map(({ name, value }) => [name, { type: value === undefined ? 'boolean' : 'string' }] as const);
  const { tokens } = parseArgs({
    args: [...args],
    options: { ...Object.fromEntries(types), help: { type: 'boolean', short: 'h' }, version: { type: 'boolean' } },
    strict: false,
    tokens: true,
  });
  return {
    positionals: tokens.flatMap((token) => token.kind === 'positional' ? [token.value] : []),
    options: tokens.flatMap((token) => token.kind !== 'option' ? [] : [{
      name: token.rawName.startsWith('--') || token.name === 'help' ? token.name : '',
      argument: args[token.index],
      value: token.value,
      inline: token.inlineValue ?? false,
    }]),
  };
}

/**
 * The values of the options by their names, in the order in which they were given.
 *
 * @throws UsageError for an option that the command does not accept, or that is not as the command accepts it.
 */
export function valuesOf(given: readonly GivenOption[], command: CommandName): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const one of given) {
    const option = optionOf(one, command);
    const earlier = values.get(option.name) ?? [];
    if (earlier.length > 0 && !option.repeatable) {
      throw new UsageError(`option "--${option.name}" is specified twice; specify it once${option.name === 'regions' ? ', with commas between the Regions' : ''}`);
    }
    values.set(option.name, [...earlier, valueOf(one, option)]);
  }
  return values;
}

function optionOf({ name, argument }: GivenOption, command: CommandName): Option {
  const option = OPTIONS.find((one) => one.name === name);
  if (!option) { throw unknown(argument, command); }
  if (!accepts(command, option)) {
    throw new UsageError(`option "--${name}" does not belong to "${command}" but to ${listed(option.commands!.map((other) => `"${other}"`))}; leave it out`);
  }
  return option;
}

function unknown(argument: string, command: CommandName): UsageError {
  const [typed] = argument.replace(/^-+/, '').split('=', 1);
  const own = OPTIONS.filter((option) => accepts(command, option)).map(({ name }) => name);
  const meant = nearest(typed, [...own, 'help', 'version']);
  const remedy = meant ? `did you mean "--${meant}"?` : `run "${PROGRAM} ${command} --help" for the options of "${command}"`;
  return new UsageError(`option "${argument.split('=', 1)[0]}" is unknown; ${remedy}`);
}

function valueOf({ value, inline }: GivenOption, { name, value: form }: Option): string {
  if (form === undefined) {
    if (inline) { throw new UsageError(`option "--${name}" has the value "${value}", but accepts none; write "--${name}"`); }
    return '';
  }
  const remedy = `write "--${name} ${form}"`;
  if (value === undefined) { throw new UsageError(`option "--${name}" lacks its value; ${remedy}`); }
  if (value === '') { throw new UsageError(`option "--${name}" has an empty value; ${remedy}`); }
  if (!inline && value.startsWith('-')) { throw new UsageError(`option "--${name}" lacks its value before "${value}"; ${remedy}`); }
  return value;
}
