import { AccountMatching } from './account-matching';
import { assertOrganization } from './protected-organization';
import { assertOptionalFlag, assertOptionalList, assertOptionalMember, assertOptionalText } from '../arns/option-type';
import { assertRoleName } from '../arns/role-name';
import type { ReplicaKeyPolicyOptions } from '../vault-replica-keys/replica-key-options';

const LISTS = ['protectedAccounts', 'administrators', 'administratorRolePatterns', 'viaServices', 'breakGlass'] as const;

/** @throws when an option is of another type than it is declared with. */
export function assertPolicyTypes(options: ReplicaKeyPolicyOptions): void {
  for (const name of LISTS) { assertOptionalList(options[name], name); }
  assertOptionalFlag(options.deletionProtection, 'deletionProtection');
  assertOptionalMember(options.accountMatching, 'accountMatching', AccountMatching);
}

/** @throws when an option cannot stand in a key policy, or would let nobody in. What names principals is checked where it is used. */
export function validatePolicyOptions(options: ReplicaKeyPolicyOptions): void {
  const { policyId, protectedRoleName, protectedOrganization, viaServices, deletionProtection, breakGlass = [] } = options;
  assertPolicyTypes(options);
  assertOptionalText(policyId, 'policyId');
  // A token is such text, and not judged.
  if (policyId !== undefined && !/^[\u0020-\u00FF]+$/.test(policyId)) {
    throw new Error(`policyId ${JSON.stringify(policyId)} is not text that KMS takes in a key policy: use characters from U+0020 to U+00FF, at least one`);
  }
  if (protectedRoleName !== undefined) {
    assertRoleName(protectedRoleName, 'protectedRoleName', { arn: 'give its name alone', path: 'give its name alone, which is found under every path' });
  }
  if (protectedOrganization !== undefined) { assertOrganization(protectedOrganization); }
  if (viaServices?.length === 0) {
    throw new Error('viaServices is empty, so that nobody could use the key: list services, such as ViaService.EBS, or leave it out');
  }
  const unknown = viaServices?.find((service) => !/^[a-z0-9-]+$/.test(service));
  if (unknown !== undefined) {
    throw new Error(`viaServices contains ${JSON.stringify(unknown)}, which is not the name of a service: use a ViaService`);
  }
  if (breakGlass.length > 0 && !deletionProtection) {
    throw new Error('breakGlass names who may delete the key in spite of deletionProtection, which is not on: set deletionProtection: true, or leave breakGlass out');
  }
}
