import { Stack } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { VAULT_ACCOUNT } from './vault-app';
import { actorsOf, answer, ATTEMPTS, type Answer } from '../../test/access/matrix';
import { ReplicaKeyPolicy, type VaultReplicaKeys } from 'cdk-vault-replica-keys';

/** Writes text in a colour, or leaves it as it is. */
export type Paint = (colour: 'green' | 'red' | 'yellow' | 'bold', text: string) => string;

/** What was synthesised, and who may do what with it, in lines of at most 80 columns. */
export async function report(keys: VaultReplicaKeys, assembly: CloudAssembly, protectedAccount: string, paint: Paint): Promise<string[]> {
  const matrices = await Promise.all(keys.regions.map((region) => matrix(keys, region, protectedAccount, paint)));
  const same = matrices.every((lines) => lines.join() === matrices[0].join());
  return [
    ...keys.regions.flatMap((region, index) => [
      ...summary(keys, region, assembly, paint), ...same ? [] : ['', ...matrices[index]], '',
    ]),
    ...same ? [paint('bold', keys.regions.length > 1 ? 'Who may do what, in each region alike' : 'Who may do what'), ...matrices[0], ''] : [],
    'Every answer is an IAM policy engine\'s, for the policy in the template.',
    '  IAM allows  the caller\'s own IAM policy allows kms:*',
    '  partly      DescribeKey; an administrator could also grant itself use',
    '',
    `Templates in ${relative(assembly.directory)}. To deploy them: cdk deploy --all --app ${relative(assembly.directory)}`,
    'Then type into AutoBackup\'s field "Replicas encryption KMS key ARN or alias":',
    `  ${paint('bold', keys.aliasName.replace('alias/', ''))}`,
  ];
}

function summary(keys: VaultReplicaKeys, region: string, assembly: CloudAssembly, paint: Paint): string[] {
  const stack = assembly.getStackByName(Stack.of(keys.keyIn(region)).stackName);
  const bytes = Buffer.byteLength(JSON.stringify(keys.keyIn(region).renderKeyPolicy()));
  const share = Math.round(bytes / ReplicaKeyPolicy.MAX_BYTES * 100);
  return [
    paint('bold', region),
    `  stack     ${stack.stackName}`,
    `  alias     ${keys.keyIn(region).aliasName}`,
    `  policy    ${bytes} of ${ReplicaKeyPolicy.MAX_BYTES} bytes (${share} %)`,
    `  template  ${stack.templateFile}`,
  ];
}

async function matrix(keys: VaultReplicaKeys, region: string, protectedAccount: string, paint: Paint): Promise<string[]> {
  const policy = keys.keyIn(region).renderKeyPolicy();
  const partition = policy.Statement[0].Principal.AWS.split(':')[1];
  const keyArn = `arn:${partition}:kms:${region}:${VAULT_ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  const row = (name: string, cells: string[]) => name.padEnd(27) + cells.join('');
  const cell = (text: string, column: number) => text.padEnd(Math.max(ATTEMPTS[column].name.length, 'partly'.length) + 2);
  const colours = { yes: 'green', no: 'red', partly: 'yellow' } as const;

  const lines = [row('', ATTEMPTS.map(({ name }, column) => cell(name, column))).trimEnd()];
  for (const actor of actorsOf(partition, VAULT_ACCOUNT, protectedAccount)) {
    const answers: Answer[] = await Promise.all(ATTEMPTS.map((attempt) => answer(keyArn, policy, actor, attempt)));
    lines.push(row(actor.name, answers.map((text, column) => paint(colours[text], cell(text, column)))).trimEnd());
  }
  return lines;
}

function relative(directory: string): string {
  return directory.replace(`${process.cwd()}/`, '');
}
