import { App, CfnResource, Stack, Stage, type AppProps, type Environment } from 'aws-cdk-lib';
import { CodePipeline, CodePipelineSource, ShellStep } from 'aws-cdk-lib/pipelines';
import type { Construct } from 'constructs';
import { ProtectedKeyAccessStackSet, StackSetDeployment, VaultReplicaKeyStackSet, type ProtectedKeyAccessStackSetProps, type VaultReplicaKeyStackSetProps } from '../../src';
import { options, VAULT } from '../vault-app';

/** The account and Region of the stack that holds the StackSet, wherever the stack gets them from. */
export const HOME = { account: VAULT, region: 'eu-west-1' };
export const REGIONS = ['eu-west-1', 'us-east-1'];
const { account, region } = HOME;

/** What is around a stack, and what is left for the stack itself to say. */
interface Surrounding {
  /** Where the stack goes. */
  readonly scope: Construct;
  /** The env that the stack has of its own. */
  readonly env?: Environment;
  /** What happens when the stack is complete. */
  readonly done?: () => void;
}

export type Surround = (app: App) => Surrounding;

/** A stack of an App, and places that pass an env on in other ways, each for a stack of the same account and Region. */
export const PLACES: ReadonlyArray<[string, Surround]> = [
  ['an App', (app) => ({ scope: app, env: HOME })],
  ['a Stage with an account', (app) => ({ scope: new Stage(app, 'Prod', { env: { account } }), env: { region } })],
  ['a Stage within a Stage with env', (app) => ({ scope: new Stage(new Stage(app, 'Prod', { env: HOME }), 'Inner') })],
  ['a Stage with another env than the stack', (app) => ({
    scope: new Stage(app, 'Prod', { env: { account: '999999999999', region: 'ap-southeast-2' } }), env: HOME,
  })],
  ['a stack of another account and Region', inStack],
  ['a Stage that CDK Pipelines deploy', inPipeline],
];

function inStack(app: App): Surrounding {
  const scope = new Stack(app, 'Outer', { env: { account: '999999999999', region: 'ap-southeast-2' } });
  // Newer CDKs refuse a stack without resources.
  new CfnResource(scope, 'Topic', { type: 'AWS::SNS::Topic' });
  return { scope, env: HOME };
}

function inPipeline(app: App): Surrounding {
  const connectionArn = 'arn:aws:codestar-connections:us-west-2:333333333333:connection/x';
  const input = CodePipelineSource.connection('example/vault', 'main', { connectionArn });
  const home = new Stack(app, 'Pipeline', { env: { account: '333333333333', region: 'us-west-2' } });
  const pipeline = new CodePipeline(home, 'Pipeline', { synth: new ShellStep('Synth', { input, commands: ['npx cdk synth'] }) });
  const stage = new Stage(app, 'Prod', { env: HOME });
  // The pipeline synthesises the Stage.
  return { scope: stage, done: () => { pipeline.addStage(stage); } };
}

/** A stack in the surrounding, with what the function puts into it. */
export function stackIn(surround: Surround, fill: (stack: Stack) => void, props: AppProps = {}): Stack {
  const { scope, env, done } = surround(new App(props));
  const stack = new Stack(scope, 'Vault', { env });
  fill(stack);
  done?.();
  return stack;
}

export function replicaKeys(scope: Construct, overrides: Partial<VaultReplicaKeyStackSetProps> = {}): VaultReplicaKeyStackSet {
  return new VaultReplicaKeyStackSet(scope, 'ReplicaKeys', options({ regions: REGIONS, vaultAccount: undefined, ...overrides }));
}

export function keyAccess(scope: Construct, overrides: Partial<ProtectedKeyAccessStackSetProps> = {}): ProtectedKeyAccessStackSet {
  const deployment = StackSetDeployment.serviceManaged({ organizationalUnits: ['ou-f6g7-h8i9j0k1'] });
  return new ProtectedKeyAccessStackSet(scope, 'Access', { aliases: ['databases'], regions: REGIONS, vaultAccount: VAULT, deployment, ...overrides });
}
