// For keys that a pipeline deploys: first the VAULT role, then one Region as a canary, then the others in one wave, after
// somebody has approved that a replica arrived. The pipeline runs in a separate account.
import { App, Stack, Stage } from 'aws-cdk-lib';
import { Pipeline, PipelineType } from 'aws-cdk-lib/aws-codepipeline';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CodePipeline, CodePipelineSource, ManualApprovalStep, ShellStep } from 'aws-cdk-lib/pipelines';
import type { Construct } from 'constructs';
import { VaultReplicaKeys, VaultRole } from 'cdk-vault-replica-keys';

const pipelineAccount = '333333333333';
const vaultAccount = '111111111111';

class VaultRoleStage extends Stage {
  constructor(scope: Construct, id: string, region: string) {
    super(scope, id, { env: { account: vaultAccount, region } });
    new iam.Role(new Stack(this, 'Stack', { stackName: 'VaultRole' }), 'Role', {
      roleName: 'BackupIAMRole',
      assumedBy: new iam.ArnPrincipal('arn:aws:iam::999999999999:root'),
      externalIds: ['1234abcd'],
    });
  }
}

/** The keys of some Regions. */
class ReplicaKeysStage extends Stage {
  constructor(scope: Construct, id: string, regions: string[]) {
    super(scope, id);
    new VaultReplicaKeys(this, 'ReplicaKeys', {
      alias: 'very_secret_key',
      regions,
      vaultAccount,
      // By name, because the CDK orders nothing across Stages. The pipeline does.
      vaultRole: VaultRole.fromRoleName('BackupIAMRole'),
      protectedAccounts: ['222222222222'],
      // Without the name of the Stage, so that a Region keeps its key when it moves to another Stage, or in or out of the pipeline.
      stackNamePrefix: 'ReplicaKeys',
    });
  }
}

const app = new App();
const stack = new Stack(app, 'Pipeline', { env: { account: pipelineAccount, region: 'eu-west-1' } });

const pipeline = new CodePipeline(stack, 'Deployment', {
  codePipeline: new Pipeline(stack, 'Pipeline', {
    pipelineType: PipelineType.V2, crossAccountKeys: true, enableKeyRotation: true, restartExecutionOnUpdate: true,
  }),
  synth: new ShellStep('Synth', {
    input: CodePipelineSource.connection('example/vault', 'main', {
      connectionArn: `arn:aws:codestar-connections:eu-west-1:${pipelineAccount}:connection/1234abcd-12ab-34cd-56ef-1234567890ab`,
    }),
    commands: ['npm ci', 'npx cdk synth'],
  }),
});

pipeline.addStage(new VaultRoleStage(app, 'VaultRole', 'eu-west-1'));
pipeline.addStage(new ReplicaKeysStage(app, 'Canary', ['eu-west-1']));
pipeline.addWave('OtherRegions', { pre: [new ManualApprovalStep('ReplicaArrived')] })
  .addStage(new ReplicaKeysStage(app, 'OtherRegions', ['eu-central-1', 'us-east-1', 'us-west-2']));
