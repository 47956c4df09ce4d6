import type { CommandName, Format } from './options';

/** Where the expectation comes from. */
export interface SourceArguments {
  /** The directory of the cloud assembly, where it was given. */
  readonly app?: string;
  readonly alias?: string;
  readonly vaultAccount?: string;
  /** Empty for all. */
  readonly regions: readonly string[];
  readonly protectedAccounts: readonly string[];
  readonly vaultRole?: string;
  readonly sourceKeys: readonly string[];
}

/** What the command line says. */
export interface Arguments {
  readonly command: CommandName;
  readonly source: SourceArguments;
  /** The argument of `policy`. */
  readonly region?: string;
  /** The names of AWS profiles by the ids of accounts. */
  readonly profiles: ReadonlyMap<string, string>;
  readonly sourceRole?: string;
  readonly format: Format;
  readonly output?: string;
  readonly strict: boolean;
}

/** What a command line asks for: a command to run, or a text. */
export type Request = { readonly run: Arguments } | { readonly help: CommandName | 'all' } | { readonly version: true };
