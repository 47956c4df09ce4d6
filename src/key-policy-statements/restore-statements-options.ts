/** The option to restore statements in the policy of an existing key after another tool replaced them. */
export interface RestoreStatementsOptions {
  /**
   * Whether the statements are restored when another tool, such as Terraform or a landing zone, replaces the key policy.
   *
   * A rule on `PutKeyPolicy` of the key invokes a second Lambda function, which adds the statements again and does not change the others. During
   * an operation of the stack, the function changes nothing, and it checks the key when the operation ends. It writes the policy of a key at most
   * five times in an hour. If it cannot restore the statements, or gives up, it sends an event with the source `cdk-vault-replica-keys` and the
   * detail type `Key Policy Statements Not Restored` to the default event bus of the account. The policy of the other tool then stays, and the
   * event says so.
   *
   * The account needs a CloudTrail trail that logs management events in the Region of the key: without a trail, no event arrives. With a trail, it
   * takes seconds to minutes until the statements are restored.
   *
   * The template grows by about 20,000 bytes, and by 4,000 for each key.
   *
   * If one construct of the stack sets the option, all statements that the stack adds to the key are restored. The key must be in the Region of the
   * stack, and imported by its literal ARN, with a lookup or by its alias. Any other key is rejected, and so is a key that the app creates.
   *
   * @default false
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
   */
  readonly restoreStatements?: boolean;
}
