import type { Request, SourceArguments } from './arguments';
import { givenOptions, valuesOf } from './given-options';
import { nearest } from './nearest';
import { COMMAND_NAMES, FORMATS, OPTIONS, type CommandName, type Format } from './options';
import { PROGRAM } from '../program';
import { listed } from '../texts/listed';
import { UsageError } from '../usage-error';

/**
 * What a command line asks for.
 *
 * @throws UsageError for a command, an option, or a value that is wrong in itself. What depends on the app or on AWS is judged later.
 */
export function parseArguments(args: readonly string[]): Request {
  const { positionals: [name, ...rest], options } = givenOptions(args);
  const asks = (option: string) => options.some((given) => given.name === option);
  if (name === undefined && asks('help')) { return { help: 'all' }; }
  if (asks('version')) { return { version: true }; }
  const command = commandOf(name, options[0]?.argument);
  if (asks('help')) { return { help: command }; }
  const values = valuesOf(options, command);
  const one = (option: string) => values.get(option)?.[0];
  const source = sourceOf(values);
  assertOneSource(source, values);
  return {
    run: {
      command,
      source,
      region: regionOf(command, rest),
      profiles: profilesOf(values.get('profile') ?? []),
      sourceRole: one('source-role'),
      format: formatOf(one('format') ?? 'table'),
      output: one('output'),
      strict: values.has('strict'),
    },
  };
}

function commandOf(name: string | undefined, option: string | undefined): CommandName {
  const known = COMMAND_NAMES.find((command) => command === name);
  if (known) { return known; }
  const commands = listed(COMMAND_NAMES);
  if (name === undefined) {
    const place = option === undefined ? '' : ` before "${option}"`;
    throw new UsageError(`the command is missing${place}; the commands are ${commands}; run "${PROGRAM} --help"`);
  }
  const meant = nearest(name, COMMAND_NAMES);
  throw new UsageError(`command "${name}" is unknown; ${meant ? `did you mean "${meant}"?` : `the commands are ${commands}`}`);
}

function sourceOf(values: ReadonlyMap<string, readonly string[]>): SourceArguments {
  const all = (option: string) => values.get(option) ?? [];
  return {
    app: all('app')[0],
    alias: all('alias')[0],
    vaultAccount: all('vault-account')[0],
    regions: all('regions').flatMap(regionsOf),
    protectedAccounts: all('protected-account'),
    vaultRole: all('vault-role')[0],
    sourceKeys: all('source-key'),
  };
}

/** @throws UsageError where the options describe both an app and keys that were created by hand. */
function assertOneSource({ app }: SourceArguments, values: ReadonlyMap<string, unknown>): void {
  const byHand = OPTIONS.find(({ name, byHand: only }) => only && values.has(name));
  if (app !== undefined && byHand) {
    throw new UsageError(`options "--app" and "--${byHand.name}" exclude each other; the app already defines what "--${byHand.name}" says for keys created by hand; leave one of them out`);
  }
}

function regionsOf(text: string): string[] {
  const regions = text.split(',').map((region) => region.trim());
  if (regions.includes('')) {
    throw new UsageError(`"--regions ${text}" has an empty Region; write names with one comma between two, such as "eu-west-1,eu-central-1"`);
  }
  const twice = regions.find((region, index) => regions.indexOf(region) < index);
  if (twice !== undefined) { throw new UsageError(`Region "${twice}" is twice in "--regions"; specify it once`); }
  return regions;
}

function regionOf(command: CommandName, rest: readonly string[]): string | undefined {
  const expected = command === 'policy' ? 1 : 0;
  const [surplus] = rest.slice(expected);
  if (surplus !== undefined) {
    const accepted = expected ? 'one argument, the Region' : 'no argument';
    const remedy = expected ? 'run it once for each Region' : 'choose Regions by "--regions"';
    throw new UsageError(`argument "${surplus}" is unexpected; "${command}" accepts ${accepted}; ${remedy}`);
  }
  if (command === 'policy' && rest.length === 0) {
    throw new UsageError(`the Region is missing; write "${PROGRAM} policy REGION", such as "policy eu-central-1"`);
  }
  return rest[0];
}

function profilesOf(texts: readonly string[]): ReadonlyMap<string, string> {
  const profiles = new Map<string, string>();
  for (const text of texts) {
    const [, account, profile] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
    if (account === undefined) {
      throw new UsageError(`"--profile ${text}" names no account; write "--profile ACCOUNT=${text}", or set AWS_PROFILE for the default credentials`);
    }
    if (!/^\d{12}$/.test(account)) {
      throw new UsageError(`account "${account}" in "--profile ${text}" is not an account id; an account id has 12 digits; write "--profile ${/^\d{12}$/.test(profile) ? `${profile}=${account}` : `111111111111=${profile || 'NAME'}`}"`);
    }
    if (profile.trim() === '') { throw new UsageError(`"--profile ${text}" names no profile; write "--profile ${account}=NAME"`); }
    if (profiles.has(account)) {
      throw new UsageError(`account "${account}" has two profiles, "${profiles.get(account)}" and "${profile}"; specify one for each account`);
    }
    profiles.set(account, profile);
  }
  return profiles;
}

function formatOf(text: string): Format {
  const known = FORMATS.find((format) => format === text);
  if (known) { return known; }
  const meant = nearest(text, FORMATS);
  throw new UsageError(`format "${text}" is unknown; ${meant ? `did you mean "${meant}"?` : `choose ${listed(FORMATS, 'or')}`}`);
}
