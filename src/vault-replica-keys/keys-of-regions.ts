import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ReplicaKeyPolicy } from './replica-key-policy';

/**
 * A construct whose keys, in several regions, share one policy that grows until synthesis.
 *
 * @internal
 */
export abstract class KeysOfRegions extends Construct {
  /** @internal */
  protected abstract readonly _policy: ReplicaKeyPolicy;

  /**
   * Lets another PROTECTED account use the keys of all regions.
   *
   * Throws when the id is not that of an account, is VAULT's, or makes the policy too large.
   */
  public addProtectedAccount(account: string): void {
    this._policy.addProtectedAccount(account);
    this._followPolicy();
  }

  /**
   * Adds an administrator to the keys of all regions.
   *
   * Throws when the principal is not a role or user of the VAULT account, or makes the policy too large.
   */
  public addAdministrator(principal: iam.IPrincipal): void {
    this._policy.addAdministrator(principal);
    this._followPolicy();
  }

  /**
   * Adds a statement to the key policies of all regions, after the library's own. The statement cannot be changed
   * afterwards.
   *
   * Throws when the statement lacks a principal or an action, has a resource other than `*` or a Sid that is taken,
   * allows anyone without a condition, names what is known at deployment only, or makes the policy too large.
   */
  public addToKeyPolicy(statement: iam.PolicyStatement): void {
    this._policy.addStatement(statement);
    this._followPolicy();
  }

  /**
   * Does what follows from the policy as it is now.
   *
   * @internal
   */
  protected abstract _followPolicy(): void;
}
