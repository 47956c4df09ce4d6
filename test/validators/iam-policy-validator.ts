import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outputOf } from './output-of';
import { policiesOf } from './policy';
import type { Validator } from './validator';

const COMMAND = '.cache/validators/iam-policy-validator/bin/iam-validator';

/** IAM Policy Validator, with all its checks, over every policy. The directory contains the service definitions of AWS. */
export function iamPolicyValidator(work: string): Validator {
  return {
    name: 'IAM Policy Validator',
    readsConditions: false,
    rottenRules: [
      'action_validation.invalid_action',
      'condition_key_validation.invalid_condition_key',
      'full_wildcard.security_risk',
      'principal_validation.missing_principal_condition_any_of',
      'sensitive_action.missing_condition',
      'service_wildcard.overly_permissive',
      'sid_uniqueness.duplicate_sid',
      'trust_policy_validation.confused_deputy_risk',
      'wildcard_resource.overly_permissive',
    ],
    validate(templates) {
      const policies = templates.flatMap(policiesOf);
      const directory = join(work, 'policies');
      rmSync(directory, { recursive: true, force: true });
      mkdirSync(directory);
      const files = policies.map(({ kind }, index) => join(directory, `${index}.${kind}.json`));
      policies.forEach(({ document }, index) => writeFileSync(files[index], JSON.stringify(document)));
      const { results } = JSON.parse(outputOf(COMMAND, [
        'validate', ...files.flatMap((file) => ['--path', file]), '--config', 'test/validators/iam-policy-validator.yaml',
        '--aws-services-dir', join(work, 'services'), '--format', 'json',
      ]));
      if (results.length !== policies.length) { throw new Error(`IAM Policy Validator read ${results.length} policies of ${policies.length}`); }
      return {
        summary: `${outputOf(COMMAND, ['--version']).trim()}: ${templates.length} templates, ${policies.length} policies`,
        findings: results.flatMap(({ policy_file: file, issues }: any) => {
          const { template, resource } = policies[files.indexOf(file)];
          return issues.map(({ check_id: check, issue_type: type, statement_sid: sid, message }: any) => ({
            rule: `${check}.${type}`, template, resource, sid: sid ?? undefined, message,
          }));
        }),
      };
    },
  };
}
