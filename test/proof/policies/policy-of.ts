import { App } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Key, Policy } from '../model/decision';
import type { Facts } from '../specification/facts';
import { AccountMatching, ProtectedOrganization, VaultReplicaKeys, VaultRole, ViaService } from 'cdk-vault-replica-keys';

/** What the library makes of the facts. */
export function policyOf(facts: Facts): Policy {
  const { partition, region, vault, organization, services, retired } = facts;
  const arn = (resource: string) => `arn:${partition}:iam::${vault}:${resource}`;
  const principals = (resources: readonly string[]) => resources.map((resource) => new iam.ArnPrincipal(arn(resource)));
  const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', {
    alias: 'very_secret_key',
    ...retired ? { regions: [otherRegionOf(facts)], retiredRegions: [region] } : { regions: [region] },
    vaultAccount: vault,
    vaultRole: VaultRole.fromRoleArn(arn(`role/${facts.vaultRole}`), { lateBound: facts.lateBound }),
    protectedAccounts: [...facts.protectedAccounts],
    accountMatching: facts.accountsInCondition ? AccountMatching.CALLER_ACCOUNT : undefined,
    protectedRoleName: facts.protectedRoleName,
    protectedOrganization: organization
      && (organization.paths ? ProtectedOrganization.fromPaths([...organization.paths]) : ProtectedOrganization.fromId(organization.id)),
    viaServices: services.length === 0 ? undefined : services.map((service) => ViaService.of(service)),
    administrators: principals(facts.administrators),
    administratorPatterns: facts.administratorPatterns.map(arn),
    deletionProtection: facts.deletionProtection,
    breakGlassPrincipals: principals(facts.breakGlass),
    breakGlassPatterns: facts.breakGlassPatterns.map(arn),
  });
  return keys.keyIn(region).renderKeyPolicy() as Policy;
}

/** The key that the policy is of. */
export function keyOf({ partition, region, vault }: Facts): Key {
  return { partition, account: vault, arn: `arn:${partition}:kms:${region}:${vault}:key/1234abcd-12ab-34cd-56ef-1234567890ab` };
}

/** The second Region of each partition. */
function otherRegionOf({ partition }: Facts): string {
  return ({ 'aws': 'eu-central-1', 'aws-cn': 'cn-northwest-1', 'aws-us-gov': 'us-gov-east-1' } as Record<string, string>)[partition];
}
