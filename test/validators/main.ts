import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessAnalyzer } from './access-analyzer';
import { answers, readAnswers, unusedPartsOf, type TypedFinding } from './answers';
import { cfnGuard } from './cfn-guard';
import { cfnLint } from './cfn-lint';
import { checkov } from './checkov';
import { iamPolicyValidator } from './iam-policy-validator';
import { writeServiceDefinitions } from './service-definitions';
import { templatesOf, withoutConditions, writeTemplate } from './template';

const ANSWERS = 'docs/validators.md';
const ROTTEN = 'test/validators/rotten.template.json';

/** What the app in docs/validators.md must not have, as it says. */
const SILENCED = /^CKV_|^CT\.KMS\.PR\.3$/;

let checks = 0;
let failed = 0;

/** Counts a check, which fails for each thing that is wrong. */
function check(what: string, wrong: string[]): void {
  checks += 1;
  if (wrong.length === 0) { return; }
  failed += 1;
  console.log([`failed: ${what}`, ...new Set(wrong)].join('\n  '));
}

function describe({ rule, resource, type, sid, message }: TypedFinding): string {
  return [rule, resource && `${resource} (${type})`, sid && `"${sid}"`, message.split('\n')[0]].filter(Boolean).join(': ');
}

async function main(work: string): Promise<void> {
  const directory = join(work, 'templates');
  const templates = templatesOf(join(work, 'assemblies'), directory);
  const cases = templates.flatMap((template) => template.body.Conditions ? withoutConditions(template, directory) : [template]);
  const rotten = writeTemplate(directory, 'rotten', JSON.parse(readFileSync(ROTTEN, 'utf8')));
  await writeServiceDefinitions(join(work, 'services'));

  const given = readAnswers(ANSWERS).map((answer) => ({ answer, findings: new Array<TypedFinding>() }));
  for (const validator of [cfnLint, cfnGuard, checkov, iamPolicyValidator(work), accessAnalyzer]) {
    const faults = validator.validate([rotten]).findings.map(({ rule }) => rule);
    const missed = validator.rottenRules.filter((rule) => !faults.includes(rule));
    check(`${validator.name} looks`, missed.map((rule) => `${rule} is not found in ${ROTTEN}`));

    const looked = validator.readsConditions ? templates : cases;
    const { summary, findings } = validator.validate(looked);
    let answered = 0;
    for (const { name, body } of looked) {
      const unanswered = findings.filter(({ template }) => template === name)
        .map((finding): TypedFinding => ({ ...finding, type: body.Resources[finding.resource ?? '']?.Type }))
        .filter((finding) => {
          const answering = name.startsWith('documented/') && SILENCED.test(finding.rule) ? [] : given.filter(({ answer }) => answers(answer, finding));
          for (const each of answering) { each.findings.push(finding); }
          answered += answering.length > 0 ? 1 : 0;
          return answering.length === 0;
        });
      check(`${validator.name} on ${name}`, unanswered.map(describe));
    }
    console.log(`${summary}, ${answered} findings answered`);
  }
  for (const { answer, findings } of given) {
    check(answer.line, unusedPartsOf(answer, findings).map((part) => `${part} is not found any more: take it out of ${ANSWERS}`));
  }
}

main(process.argv[2]).then(() => {
  console.log(`Tests:       ${failed > 0 ? `${failed} failed, ` : ''}${checks - failed} passed, ${checks} total`);
  process.exitCode = failed > 0 ? 1 : 0;
}, (error) => {
  console.error(error);
  process.exitCode = 1;
});
