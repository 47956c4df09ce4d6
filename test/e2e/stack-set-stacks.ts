import { App, Stack } from 'aws-cdk-lib';
import { options, VAULT } from '../fixtures/vault-app';
import {
  ProtectedKeyAccessStackSet, StackSetDeployment, VaultReplicaKeyStackSet,
  type ProtectedKeyAccessStackSetProps, type VaultReplicaKeyStackSetProps,
} from 'cdk-vault-replica-keys';

/** The properties of a StackSet as a synthesized template has them, of which tests name these. */
export interface StackSetProperties {
  readonly StackSetName: string;
  readonly TemplateBody: string;
  readonly [property: string]: any;
}

/** Synthesizes the StackSet of the replica keys, with the policy of the manual unless told otherwise. */
export function vaultStackSet(
  overrides: Partial<VaultReplicaKeyStackSetProps> & { regions: string[] }, change?: (keys: VaultReplicaKeyStackSet) => void,
): StackSetProperties {
  const stack = emptyStack(VAULT);
  const keys = new VaultReplicaKeyStackSet(stack, 'ReplicaKeys', options({ policyId: 'example-key-policy', ...overrides }));
  change?.(keys);
  return stackSetIn(stack);
}

/** Synthesizes the StackSet that grants the VAULT role access to keys in the accounts of an organizational unit. */
export function accessStackSet(overrides: Partial<ProtectedKeyAccessStackSetProps> & { regions: string[] }): StackSetProperties {
  const stack = emptyStack('999999999999');
  new ProtectedKeyAccessStackSet(stack, 'Access', {
    aliases: ['protected'],
    vaultAccount: VAULT,
    deployment: StackSetDeployment.serviceManaged({ organizationalUnits: ['ou-f6g7-h8i9j0k1'] }),
    ...overrides,
  });
  return stackSetIn(stack);
}

function emptyStack(account: string): Stack {
  return new Stack(new App(), 'Vault', { env: { account, region: 'us-east-1' } });
}

/** Synthesizes the StackSet in a stack. */
export function stackSetIn(stack: Stack): StackSetProperties {
  const { template } = (stack.node.root as App).synth().getStackArtifact(stack.artifactId);
  const [{ Properties }] = Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::CloudFormation::StackSet');
  return Properties;
}
