/** The result of a deployment to an account and Region where no key has the alias. */
export enum MissingKey {
  /** The deployment fails, and the events of the stack name the missing alias. */
  FAIL = 'FAIL',

  /**
   * The deployment succeeds and changes nothing there. A key that gets the alias later grants access to the VAULT role with the next change
   * of the statements.
   */
  SKIP = 'SKIP',
}
