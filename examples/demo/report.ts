import { Stack } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { Sample } from './sample';
import { VAULT_ACCOUNT } from './vault-app';
import { merge } from '../../src/key-policy-statements/handler/merge';
import { ownedStatements } from '../../src/key-policy-statements/handler/owner';
import { actorsOfProtectedKey, actorsOfVaultKey, ATTEMPTS, matrixOf, policyOf, type Accounts, type Answer, type Key } from '../../test/access/matrix';
import { ReplicaKeyPolicy } from 'cdk-vault-replica-keys';

/** Writes text in a colour, or leaves it as it is. */
export type Paint = (colour: 'green' | 'red' | 'yellow' | 'bold', text: string) => string;

/** What was synthesised, and who may do what with it, in lines of at most 80 columns. */
export async function report(sample: Sample, assembly: CloudAssembly, paint: Paint): Promise<string[]> {
  const { keys } = sample;
  const matrices = await Promise.all(keys.regions.map((region) => vaultMatrix(sample, region, paint)));
  const same = matrices.every((lines) => lines.join() === matrices[0].join());
  return [
    ...keys.regions.flatMap((region, index) => [
      ...summary(sample, region, assembly, paint), ...same ? [] : ['', ...matrices[index]], '',
    ]),
    ...same ? [paint('bold', keys.regions.length > 1 ? 'Who may do what, in each region alike' : 'Who may do what'), ...matrices[0], ''] : [],
    ...await protectedMatrices(sample, assembly, paint),
    'Every answer is an IAM policy engine\'s, for the policies in the templates.',
    '  IAM allows  by the statements that the library gives for that role',
    '  all IAM     the caller\'s own IAM policy allows kms:*',
    '  grant, else for the caller itself or another principal, not an AWS service',
    '  partly      DescribeKey only; by a grant to itself, all of it',
    '',
    `Templates in ${relative(assembly.directory)}. To deploy them: cdk deploy --all --app ${relative(assembly.directory)}`,
    '  or, without an AWS account, to an emulator: npm run demo -- --deploy',
    'Then type into AutoBackup\'s field "Replicas encryption KMS key ARN or alias":',
    `  ${paint('bold', keys.aliasName.replace('alias/', ''))}`,
  ];
}

function summary({ keys }: Sample, region: string, assembly: CloudAssembly, paint: Paint): string[] {
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

function vaultMatrix({ keys, protectedAccount }: Sample, region: string, paint: Paint): Promise<string[]> {
  const policy = keys.keyIn(region).renderKeyPolicy();
  const partition = policy.Statement[0].Principal.AWS.split(':')[1];
  const arn = `arn:${partition}:kms:${region}:${VAULT_ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  const accounts: Accounts = { partition, vault: VAULT_ACCOUNT, protected: protectedAccount };
  return painted({ arn, policy, alias: keys.aliasName }, actorsOfVaultKey(accounts, policyOf(keys.protectedRoleStatements())), paint);
}

/** The key of PROTECTED as KMS makes it by default, and with what the template adds to its policy. */
async function protectedMatrices(sample: Sample, assembly: CloudAssembly, paint: Paint): Promise<string[]> {
  const { access, protectedAccount, protectedKeys: [arn] } = sample;
  const [, partition, , region] = arn.split(':');
  const before = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${protectedAccount}:root` }, Action: 'kms:*', Resource: '*' }],
  };
  const { Resources } = assembly.getStackByName(Stack.of(access).stackName).template;
  const change = Object.values<any>(Resources).find(({ Properties }) => Properties.Key === arn);
  const after = merge(before, { owner: 'Access-', statements: ownedStatements('Access-', change.Properties.Statements) });
  const actors = actorsOfProtectedKey({ partition, vault: VAULT_ACCOUNT, protected: protectedAccount }, policyOf(access.vaultRoleStatements()));
  const key = (policy: any): Key => ({ arn, policy, alias: '' });
  return [
    paint('bold', `A key that account ${protectedAccount} has in ${region}, as it is`),
    ...await painted(key(before), actors, paint),
    '',
    paint('bold', 'The same, after ProtectedKeyAccess'),
    ...await painted(key(after), actors, paint),
    '',
  ];
}

async function painted(key: Key, actors: Parameters<typeof matrixOf>[1], paint: Paint): Promise<string[]> {
  const colours = { yes: 'green', no: 'red', partly: 'yellow' } as const;
  const width = (column: number) => Math.max(ATTEMPTS[column].name.length, 'partly'.length) + 2;
  const [names, ...rows] = await matrixOf(key, actors);
  return [
    names.slice(1).reduce((line, name, column) => line + name.padEnd(width(column)), ''.padEnd(27)).trimEnd(),
    ...rows.map(([name, ...answers]) => answers
      .reduce((line, text, column) => line + paint(colours[text as Answer], text.padEnd(width(column))), name.padEnd(27)).trimEnd()),
  ];
}

function relative(directory: string): string {
  return directory.replace(`${process.cwd()}/`, '');
}
