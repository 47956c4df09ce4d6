/** What becomes of the deployment to an account and region where no key bears the alias. */
export enum MissingKey {
  /** It fails, and the events of the stack say which alias is missing. */
  FAIL = 'FAIL',

  /** It goes on and changes nothing there. A key that bears the alias later is let in at the next change of the statements. */
  SKIP = 'SKIP',
}
