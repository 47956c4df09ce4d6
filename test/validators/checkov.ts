import { outputOf } from './output-of';
import { templateAt } from './template';
import type { Validator } from './validator';

const COMMAND = '.cache/validators/checkov/bin/checkov';

/** Checkov, with all its rules for CloudFormation. */
export const checkov: Validator = {
  name: 'Checkov',
  readsConditions: false,
  rottenRules: ['CKV_AWS_7', 'CKV_AWS_33', 'CKV_AWS_107', 'CKV_AWS_108', 'CKV_AWS_109', 'CKV_AWS_110', 'CKV_AWS_111', 'CKV_AWS_60'],
  validate(templates) {
    const { summary, results } = JSON.parse(outputOf(COMMAND, [
      '--framework', 'cloudformation', '--compact', '--quiet', '--skip-download', '--output', 'json',
      ...templates.flatMap(({ file }) => ['--file', file]),
    ]));
    if (summary.parsing_errors > 0) { throw new Error(`Checkov could not read ${summary.parsing_errors} of the templates`); }
    return {
      summary: `checkov ${summary.checkov_version}: ${templates.length} templates, ${summary.passed} checks passed`,
      findings: results.failed_checks.map(({ check_id: rule, check_name: message, file_path: path, resource }: any) => ({
        rule, message, template: templateAt(templates, path).name, resource: resource.split('.')[1],
      })),
    };
  },
};
