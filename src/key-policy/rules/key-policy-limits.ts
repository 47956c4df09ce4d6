/**
 * The limit of a key policy in bytes of minified UTF-8 text.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
 */
export const MAX_POLICY_BYTES = 32768;

/**
 * The text that KMS accepts as a key policy.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
 */
export const POLICY_TEXT = /^[\t\n\r\u0020-\u00FF]*$/;
