import { Aws, Token } from 'aws-cdk-lib';

/**
 * The values of a key policy that can be known only during deployment, in the syntax of `Fn::Sub`. The policy is built
 * of plain strings that can contain them; `substitute` turns those that remain into CloudFormation.
 */
export const PARTITION = '${AWS::Partition}';
export const ACCOUNT = '${AWS::AccountId}';
export const REGION = '${AWS::Region}';

/** A copy of the JSON with every string value, not key, replaced. Tokens that are objects stay as they are. */
export function mapStrings<T>(json: T, replace: (text: string) => unknown): T;
export function mapStrings(json: unknown, replace: (text: string) => unknown): unknown {
  if (typeof json === 'string') { return replace(json); }
  if (Array.isArray(json)) { return json.map((item) => mapStrings(item, replace)); }
  if (json !== null && typeof json === 'object' && !Token.isUnresolved(json)) {
    return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, mapStrings(value, replace)]));
  }
  return json;
}

/** Whether the text contains one of the values. */
export function hasPlaceholder(text: string): boolean {
  return [PARTITION, ACCOUNT, REGION].some((value) => text.includes(value));
}

/** The JSON with every string that contains one of the three values in a `Fn::Sub`. */
export function substitute<T>(json: T): T {
  return mapStrings(json, (text) => {
    if (!hasPlaceholder(text)) { return text; }
    // Next to a token, such as a parameter in a policyId, the CDK has to put the parts together.
    if (Token.isUnresolved(text)) {
      return text.replaceAll(PARTITION, () => Aws.PARTITION).replaceAll(ACCOUNT, () => Aws.ACCOUNT_ID).replaceAll(REGION, () => Aws.REGION);
    }
    // A policy variable such as ${aws:username} is for IAM to fill in, not for CloudFormation.
    return { 'Fn::Sub': text.replace(/\$\{(?!AWS::(?:Partition|AccountId|Region)\})/g, '${!') };
  });
}

/** The same for one string, as a string that the CDK accepts. */
export function substituteText(text: string): string {
  return Token.asString(substitute(text));
}
