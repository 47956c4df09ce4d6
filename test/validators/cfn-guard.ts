import { readFileSync } from 'node:fs';
import { outputOf } from './output-of';
import { templateAt } from './template';
import type { Validator } from './validator';

const PACKAGE = '.cache/validators/cfn-guard/node_modules/@cdklabs/cdk-validator-cfnguard';
const SYSTEM = { linux: 'ubuntu', darwin: 'macos' }[process.platform as string];
const PROCESSOR = { x64: 'x86_64', arm64: 'aarch64' }[process.arch as string];
const COMMAND = `${PACKAGE}/bin/${SYSTEM}/${PROCESSOR}/cfn-guard`;

const OWN_RULES = 'test/validators/keys.guard';

/** CloudFormation Guard, with all rules of AWS Control Tower's proactive controls, and those of this project for keys. */
export const cfnGuard: Validator = {
  name: 'CloudFormation Guard',
  readsConditions: false,
  rottenRules: [
    'CT.KMS.PR.1', 'CT.KMS.PR.3', 'CT.IAM.PR.1',
    ...readFileSync(OWN_RULES, 'utf8').match(/(?<=^rule )[A-Z]\w+/gm)!,
  ],
  validate(templates) {
    const results: any[] = JSON.parse(outputOf(COMMAND, [
      'validate', '--rules', `${PACKAGE}/rules/control-tower/cfn-guard`, OWN_RULES, '--data', ...templates.map(({ file }) => file),
      '--structured', '--output-format', 'json', '--show-summary', 'none',
    ]));
    const passed = results.reduce((sum, { compliant }) => sum + compliant.length, 0);
    return {
      summary: `${outputOf(COMMAND, ['--version']).trim()}: ${templates.length} templates, ${passed} rules passed`,
      findings: results.flatMap(({ name, not_compliant: broken }) => broken.flatMap(({ Rule }: any) => {
        const text = JSON.stringify(Rule);
        // A control of Control Tower is known by its id, which only its message has.
        const [rule] = /CT\.[A-Z0-9]+\.PR\.\d+/.exec(text) ?? [Rule.name];
        return [...new Set(text.match(/(?<="\/Resources\/)[^/"]+/g))]
          .map((resource) => ({ rule, template: templateAt(templates, name).name, resource, message: Rule.name }));
      })),
    };
  },
};
