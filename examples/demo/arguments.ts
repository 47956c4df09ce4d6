import { parseArgs } from 'node:util';
import { MANUAL_EXAMPLE, type VaultAppOptions } from './manual-example';
import { nearest } from '../../src/check/command-line/nearest';
import { UsageError } from '../../src/check/usage-error';

export const USAGE = `Usage: npm run demo -- [--regions REGION,…] [--accounts ID,…] [--deploy]

  --regions   the replication Regions (default: ${MANUAL_EXAMPLE.regions})
  --accounts  the PROTECTED accounts (default: ${MANUAL_EXAMPLE.protectedAccounts})
  --deploy    also deploy to an emulator of AWS, and show what is there; needs Python 3
  -h, --help  show this text`;

export interface DemoOptions extends VaultAppOptions {
  readonly deploy: boolean;
}

const OPTIONS = {
  regions: { type: 'string' }, accounts: { type: 'string' }, deploy: { type: 'boolean' }, help: { type: 'boolean', short: 'h' },
} as const;

/**
 * The options of the sample from the command line. Undefined where it asks for help.
 *
 * @throws UsageError when an argument is unknown or repeated, or an option lacks its value.
 */
export function readArguments(args: string[]): DemoOptions | undefined {
  if (args.includes('--help') || args.includes('-h')) { return undefined; }
  const { tokens } = parseArgs({ args, options: OPTIONS, strict: false, tokens: true });
  const values = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === 'positional') {
      throw new UsageError(`argument "${token.value}" is unexpected; write Regions as "--regions eu-west-1,eu-central-1", and accounts as "--accounts 222222222222"`);
    }
    if (token.kind !== 'option') { continue; }
    const { name, rawName, value } = token;
    if (!(name in OPTIONS)) { throw unknown(rawName, name); }
    if (values.has(name)) { throw new UsageError(`option "${rawName}" is specified twice; specify it once${name === 'deploy' ? '' : ', with commas between the values'}`); }
    values.set(name, valueOf(name as keyof typeof OPTIONS, value));
  }
  const list = (text: string | undefined) => text?.split(',').map((item) => item.trim());
  return {
    regions: list(values.get('regions')) ?? MANUAL_EXAMPLE.regions,
    protectedAccounts: list(values.get('accounts')) ?? MANUAL_EXAMPLE.protectedAccounts,
    deploy: values.has('deploy'),
  };
}

function unknown(rawName: string, name: string): UsageError {
  const meant = nearest(name, Object.keys(OPTIONS));
  return new UsageError(`option "${rawName}" is unknown; ${meant ? `did you mean "--${meant}"?` : 'choose one of those below'}`);
}

function valueOf(name: keyof typeof OPTIONS, value: string | undefined): string {
  if (OPTIONS[name].type === 'boolean') {
    if (value !== undefined) { throw new UsageError(`option "--${name}" has the value "${value}", but accepts none; write "--${name}"`); }
    return '';
  }
  if (!value || value.startsWith('-')) {
    throw new UsageError(`option "--${name}" lacks its value; write "--${name} ${name === 'regions' ? 'eu-west-1,eu-central-1' : '222222222222'}"`);
  }
  return value;
}
