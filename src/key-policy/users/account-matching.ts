/** The way in which a key policy names the listed PROTECTED accounts. Every root user, role and user has the same access with either one. */
export enum AccountMatching {
  /**
   * Names the account roots as principals, as the KMS console does. About 480 accounts fit in one key policy.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
   */
  PRINCIPAL = 'PRINCIPAL',

  /**
   * Names the accounts in a condition on the account of the caller, `kms:CallerAccount`. More than 1,000 accounts fit in one key policy,
   * and about 680 with `viaServices`.
   *
   * The KMS console does not list the accounts among the key users. A call that an AWS service makes for itself matches if KMS
   * reports a listed account as its `kms:CallerAccount`, which AWS does not document.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-caller-account
   */
  CALLER_ACCOUNT = 'CALLER_ACCOUNT',
}
