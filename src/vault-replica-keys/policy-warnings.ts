import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { PolicyDraft } from '../key-policy/policy-draft';
import { MAX_POLICY_BYTES } from '../key-policy/rules/key-policy-limits';

/** Redshift's limit for the accounts that snapshots under one key are shared with. */
const MANY_ACCOUNTS = 100;
const NEAR_LIMIT = 0.8;

/**
 * Warns of valid but risky settings: now, so that the caller can acknowledge the warning on any scope, and at synthesis for later
 * additions.
 *
 * @param place a construct in a stack, because the CDK shows no warnings of constructs above all stacks.
 */
export function warnOfPolicy(place: IConstruct, draft: PolicyDraft): void {
  const given = new Set<string>();
  const warn = () => {
    for (const [id, message] of Object.entries(warningsOf(draft))) {
      if (given.has(id)) { continue; }
      given.add(id);
      Annotations.of(place).addWarningV2(`cdk-vault-replica-keys:${id}`, message);
    }
    return [];
  };
  warn();
  place.node.addValidation({ validate: warn });
}

function warningsOf({ content, bytes }: PolicyDraft): Record<string, string> {
  return {
    ...content.accounts.length > MANY_ACCOUNTS && {
      manyProtectedAccounts: `more than ${MANY_ACCOUNTS} PROTECTED accounts are listed, but Redshift shares snapshots under one key with at most ${MANY_ACCOUNTS} accounts; create separate keys for some of the accounts that use Redshift`,
    },
    ...bytes > NEAR_LIMIT * MAX_POLICY_BYTES && {
      policyNearLimit: `key policy uses more than ${NEAR_LIMIT * 100} % of the limit of ${MAX_POLICY_BYTES} bytes; set accountMatching to AccountMatching.CALLER_ACCOUNT, or set protectedOrganization, before the policy is full`,
    },
  };
}
