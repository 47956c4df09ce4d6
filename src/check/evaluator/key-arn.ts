/** Where a key is. */
export interface KeyPlace {
  readonly region: string;
  readonly account: string;
}

/** Undefined for what is not the ARN of a key. */
export function placeOf(keyArn: string): KeyPlace | undefined {
  const [, region, account] = /^arn:aws[a-z-]*:kms:([a-z0-9-]+):(\d{12}):key\/./.exec(keyArn) ?? [];
  return account === undefined ? undefined : { region, account };
}
