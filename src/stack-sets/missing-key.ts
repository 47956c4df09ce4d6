/** What becomes of the deployment to an account and region where no key bears the alias. */
export enum MissingKey {
  /** The deployment there fails, and the events of the stack say which alias is missing. */
  FAIL = 'FAIL',

  /**
   * The deployment goes on and changes nothing there. A key that bears the alias later lets the VAULT role in at the next change of
   * the statements.
   */
  SKIP = 'SKIP',
}
