/** The event bus that receives the events of all Regions. */
export interface CentralEventBusOptions {
  /**
   * The ARN of a custom event bus, such as `arn:aws:events:eu-west-1:111111111111:event-bus/key-alarms`.
   *
   * It is written out, because a reference to a bus of another stack would need an export. A token is refused, and so are a default
   * event bus, a Region that this aws-cdk-lib does not know, and a partition other than that of the keys. In partitions other than
   * `aws`, such as those of China and AWS GovCloud (US), EventBridge does not send events to another Region, so a bus in another
   * Region than a key is refused.
   *
   * The bus may be in another account. Its resource-based policy must then allow the account of the keys to send events
   * (`events:PutEvents`).
   *
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html
   */
  readonly eventBusArn: string;
}
