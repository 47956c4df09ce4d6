/** What becomes of the deployment to an account and region where no key has the alias. */
export enum MissingKey {
  /** The deployment there fails, and the events of the stack say which alias is missing. */
  FAIL = 'FAIL',

  /**
   * The deployment goes on and changes nothing there. A key that gets the alias later grants the VAULT role access at the next change of
   * the statements.
   */
  SKIP = 'SKIP',
}
