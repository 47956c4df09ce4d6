import { outputOf } from './output-of';
import { templateAt } from './template';
import type { Validator } from './validator';

const COMMAND = '.cache/validators/cfn-lint/bin/cfn-lint';

/** cfn-lint, with its informational rules, for all regions. */
export const cfnLint: Validator = {
  name: 'cfn-lint',
  readsConditions: true,
  rottenRules: ['E3002', 'E3512', 'I3011', 'W3037'],
  validate(templates) {
    const found: any[] = JSON.parse(outputOf(COMMAND, [
      '--include-checks', 'I', '--regions', 'ALL_REGIONS', '--format', 'json', '--template', ...templates.map(({ file }) => file),
    ]));
    return {
      summary: `${outputOf(COMMAND, ['--version']).trim()}: ${templates.length} templates`,
      findings: found.map(({ Rule, Filename, Location: { Path }, Message }) => ({
        rule: Rule.Id,
        template: templateAt(templates, Filename).name,
        resource: Path?.[0] === 'Resources' ? Path[1] : undefined,
        message: Message,
      })),
    };
  },
};
