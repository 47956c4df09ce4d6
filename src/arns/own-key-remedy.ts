import type * as kms from 'aws-cdk-lib/aws-kms';
import { referencedResources } from './literal';

/**
 * What to do to change the policy of a key that the app makes, by what makes it.
 *
 * @param withKey what to do where there is a key of the CDK with a policy that can be added to, such as `give "Stack/Key"`.
 */
export function ownKeyRemedy(key: kms.IKey, withKey: (name: string) => string): string {
  const resource = referencedResources(key.keyArn)[0];
  const { node: { path, scope: maker }, cfnResourceType } = resource;
  if ('addToResourcePolicy' in maker!) { return withKey(`"${maker.node.path}"`); }
  return cfnResourceType === 'AWS::KMS::ReplicaKey'
    ? `add the statements to the keyPolicy of the CfnReplicaKey "${path}"`
    : withKey(`Key.fromCfnKey(…) of the CfnKey "${path}"`);
}
