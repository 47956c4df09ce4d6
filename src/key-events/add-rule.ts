import * as events from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { isPlainObject } from '../arns/options/plain-object';

/**
 * Adds a rule with a pattern of the library's.
 *
 * @throws when the caller's own pattern restricts what this pattern does: the CDK would add the values of both, and EventBridge
 * ignores a field outside an `$or` that is also within it. Either way the rule would match more than the caller means.
 */
export function addRule(scope: Construct, id: string, pattern: events.EventPattern, options: events.OnEventOptions): events.Rule {
  const restricted = fieldsOf(pattern);
  const repeated = fieldsOf(options.eventPattern ?? {}).find((field) => restricted.includes(field));
  if (repeated !== undefined) {
    throw new Error(`eventPattern restricts "${repeated}", which the rule "${id}" restricts already; restrict other fields, or create an events.Rule with a pattern of your own`);
  }
  const rule = new events.Rule(scope, id, options);
  rule.addTarget(options.target);
  rule.addEventPattern(pattern);
  return rule;
}

/** The fields that a pattern restricts, within each `$or` too, which is a field itself: two of them in one place are one longer one. */
function fieldsOf(pattern: object, path = ''): string[] {
  return Object.entries(pattern).flatMap(([name, value]) => {
    const field = path + name;
    if (name === '$or' && Array.isArray(value)) { return [field, ...value.flatMap((alternative) => fieldsOf(alternative, path))]; }
    return isPlainObject(value) ? fieldsOf(value, `${field}.`) : [field];
  });
}
