import { policiesOf } from './policy';
import type { Finding, Validator } from './validator';

/**
 * What IAM Access Analyzer is documented to say of policies, as far as it matters for key policies and no other validator here says
 * it. Access Analyzer itself is a service, and needs an account.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */
const CHECKS: Record<string, (statement: any) => string[]> = {
  REDUNDANT_ACTION: ({ Action }) => list(Action).filter((action) => list(Action).some((other) => other !== action && matches(other, action))),
  UNSUPPORTED_WILDCARD_IN_PRINCIPAL: ({ Principal }) => principals(Principal).filter((principal) => principal !== '*' && /[*?]/.test(principal)),
  WILDCARD_WITHOUT_LIKE_OPERATOR: ({ Condition = {} }) => Object.entries<any>(Condition)
    .filter(([operator]) => /String(?:Not)?Equals/.test(operator))
    .flatMap(([, tests]) => Object.values(tests).flatMap(list).filter((value) => /[*?]/.test(value))),
};

export const accessAnalyzer: Validator = {
  name: 'Access Analyzer',
  readsConditions: false,
  rottenRules: Object.keys(CHECKS),
  validate(templates) {
    const policies = templates.flatMap(policiesOf);
    return {
      summary: `Access Analyzer, ${Object.keys(CHECKS).length} of its documented checks: ${templates.length} templates, ${policies.length} policies`,
      findings: policies.flatMap(({ template, resource, document }) => list(document.Statement).flatMap((statement) => Object.entries(CHECKS)
        .flatMap(([rule, check]) => check(statement).map((message): Finding => ({ rule, template, resource, sid: statement.Sid, message }))))),
    };
  },
};

function list(value: any): any[] {
  return value === undefined ? [] : [value].flat();
}

function principals(principal: any): string[] {
  return typeof principal === 'string' ? [principal] : Object.values(principal ?? {}).flatMap(list);
}

function matches(pattern: string, action: string): boolean {
  return new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 'i').test(action);
}
