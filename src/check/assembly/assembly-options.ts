/** What the command line says next to the assembly: which of its keys are meant, and what it leaves open. */
export interface AssemblyOptions {
  /** With or without its prefix. */
  readonly alias?: string;
  readonly vaultAccount?: string;
  /** Empty for all. */
  readonly regions?: readonly string[];
}
