import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { doesIdentityRequireRefresh, isIdentityExpired, memoizeIdentityProvider } from '@smithy/core';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { homeRegion } from './aws/endpoint';

/**
 * The credentials of a profile, or those that the SDK finds by itself. They are asked for once, however many calls need them, and again before
 * they expire.
 *
 * @param profile undefined for what the SDK finds: environment, AWS_PROFILE, web identity, container, instance.
 * @param region any of the partition, where roles are assumed unless their profiles say otherwise.
 */
export function credentialsOf(profile: string | undefined, region: string, handler: NodeHttpHandler): AwsCredentialIdentityProvider {
  const callerClientConfig = { region: async () => homeRegion(region), requestHandler: handler };
  const provider = profile === undefined ? fromNodeProviderChain() : fromIni({ profile });
  const ask = async (): Promise<AwsCredentialIdentity> => provider({ callerClientConfig });
  return memoizeIdentityProvider(ask, isIdentityExpired, doesIdentityRequireRefresh)! as AwsCredentialIdentityProvider;
}
