/** What users of the demo can change in the sample. */
export interface VaultAppOptions {
  readonly regions: string[];
  readonly protectedAccounts: string[];
}

/** The example of the manual. */
export const MANUAL_EXAMPLE: VaultAppOptions = {
  regions: ['eu-west-1', 'eu-central-1'],
  protectedAccounts: ['222222222222'],
};
