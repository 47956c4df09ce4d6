/** Whether statements in the policy of an existing key come back after another tool replaced them. */
export interface RestoreStatementsOptions {
  /**
   * Whether the statements are restored when somebody else replaces the key policy, as Terraform's `aws_kms_key_policy` or an upgrade of a landing
   * zone does.
   *
   * A rule on `PutKeyPolicy` of the key runs a second Lambda function, which adds the statements again and keeps all others. While an operation
   * of the stack is in progress it changes nothing, and checks the key when the operation ends. It writes the policy of a key at most five times in
   * an hour. When it cannot restore the statements, or gives up, it puts an event with the source `cdk-vault-replica-keys` and the detail type
   * `Key Policy Statements Not Restored` on the default event bus of the account. Another tool that puts its policy back then wins, and the
   * event says so.
   *
   * The account needs a CloudTrail trail that logs management events in the Region of the key: without one, no event arrives. With one, seconds
   * to minutes pass until the statements are back.
   *
   * The template grows by about 20,000 bytes, and by 4,000 for each key.
   *
   * All statements that the stack adds to the key are restored if one construct of the stack asks for it. The key must be in the Region of the stack,
   * and imported by its ARN written out, by lookup or by its alias. An error is thrown otherwise, and for a key that is created in the app.
   *
   * @default false
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
   */
  readonly restoreStatements?: boolean;
}
