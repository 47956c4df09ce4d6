import { Stack } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { Sample } from './sample';
import { readAssembly } from '../../src/check/assembly/read-assembly';
import type { Paint } from '../../src/check/command-line/paint';
import { matrixCommand } from '../../src/check/commands/matrix';
import { ReplicaKeyPolicy } from 'cdk-vault-replica-keys';

/** What was synthesized, and who may do what with it, in lines of at most 80 columns. */
export function report({ keys }: Sample, assembly: CloudAssembly, paint: Paint): string[] {
  const directory = assembly.directory.replace(`${process.cwd()}/`, '');
  return [
    ...keys.regions.flatMap((region) => {
      const stack = assembly.getStackByName(Stack.of(keys.keyIn(region)).stackName);
      const bytes = Buffer.byteLength(JSON.stringify(keys.keyIn(region).renderKeyPolicy()));
      return [
        paint('bold', region),
        `  stack     ${stack.stackName}`,
        `  alias     ${keys.aliasName}`,
        `  policy    ${bytes} of ${ReplicaKeyPolicy.MAX_BYTES} bytes (${Math.round(bytes / ReplicaKeyPolicy.MAX_BYTES * 100)} %)`,
        `  template  ${stack.templateFile}`,
        '',
      ];
    }),
    ...matrixCommand(readAssembly(assembly.directory), paint).split('\n'),
    '',
    `Templates in ${directory}. To deploy them: cdk deploy --all --app ${directory}`,
    '  or, without an AWS account, to an emulator: npm run demo -- --deploy',
    'Then type into AutoBackup\'s field "Replicas encryption KMS key ARN or alias":',
    `  ${paint('bold', keys.aliasName.replace('alias/', ''))}`,
  ];
}
