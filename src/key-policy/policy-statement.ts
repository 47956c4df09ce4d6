import { assertInstance } from '../arns/option-type';

/** @throws when the value is not a statement of the CDK's, but its JSON, for example. */
export function assertStatement(value: unknown): void {
  assertInstance(value, 'statement', 'toStatementJson', 'a PolicyStatement', () => 'iam.PolicyStatement.fromJson(json)');
}
