import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct, Dependable, type IConstruct } from 'constructs';
import { accessStatements } from './access-statements';
import { identityHalf } from './identity-half';
import { isOwnedKey, parseKey, remedyForOwnedKey, type AppKey, type OwnedKey } from '../arns/app-key';
import { renderKeyArn } from '../arns/key-arn';
import { assertAccountId } from '../arns/names/account-id';
import { assertList, assertOptionalFlag, assertOptions } from '../arns/options/option-type';
import { keyOwnerIn, type KeyOwner } from '../arns/principal-arn';
import { accessOf } from '../assembly-records/access';
import { leaveRecord } from '../assembly-records/leave-record';
import { nestedTemplateOf } from '../assembly-records/nested-template';
import type { KeyPolicyJson, StatementJson } from '../key-policy/key-policy-json';
import { policyProblems } from '../key-policy/rules/key-policy-rules';
import { grantStatements } from '../key-policy/statements/identity-statements';
import { isSameStatement } from '../key-policy/statements/same-statement';
import { vaultRoleIn, type VaultRole } from '../key-policy/users/vault-role';
import { KeyPolicyStatements } from '../key-policy-statements/key-policy-statements';
import type { RestoreStatementsOptions } from '../key-policy-statements/restore-statements-options';
import { attached } from '../synthesis/attached';
import { deployAfter } from '../synthesis/deploy-after';
import { VAULT_ACCOUNT, warnOfOptInRegions } from '../synthesis/opt-in-regions';
import { refuseDummies } from '../synthesis/refuse-dummies';
import { renderedResource } from '../synthesis/rendered-resource';

/** Properties of `ProtectedKeyAccess`. */
export interface ProtectedKeyAccessProps extends RestoreStatementsOptions {
  /**
   * The keys of the PROTECTED account with which snapshots are encrypted, at least one, in any Region of the account.
   *
   * The app creates each key, or imports it by its ARN (`Key.fromKeyArn`), with a lookup (`Key.fromLookup`) or by its alias
   * (`Alias.fromAliasName`). A key that is listed twice counts once.
   *
   * An AWS managed key, such as `aws/ebs`, is rejected, because nobody can change its policy: before deployment if its alias shows that it is
   * one, and otherwise during deployment.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/find-cmk-id-arn.html
   */
  readonly keys: kms.IKey[];

  /**
   * The id of the VAULT account, 12 digits. A token is rejected.
   *
   * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
   */
  readonly vaultAccount: string;

  /**
   * The VAULT role, with which AutoBackup copies snapshots. It must exist before the deployment, unless it is `lateBound`.
   *
   * @default VaultRole.fromRoleName('BackupIAMRole')
   */
  readonly vaultRole?: VaultRole;
}

/**
 * Access of the VAULT role to keys of a PROTECTED account.
 *
 * AutoBackup needs this access when snapshots are encrypted with keys of the PROTECTED account, and replicas with keys of the VAULT account. Add
 * the construct to an app of the PROTECTED account.
 *
 * The policy of each key gets two statements: the VAULT role can use the key, and create grants on it for AWS services. A key that the app
 * creates gets them in its own template. An imported key gets them from `KeyPolicyStatements`, which does not change the other statements.
 * Across accounts, IAM must allow the same: attach `vaultRoleStatements()` to the VAULT role.
 *
 * Aspects configure the Lambda function for imported keys, and its role, as `KeyPolicyStatements` describes. For an opt-in Region, the warning
 * `cdk-vault-replica-keys:optInRegion` is added, because the VAULT account must enable the Region too.
 *
 * The constructor throws when:
 * - there is no key, or a key is in the VAULT account;
 * - the VAULT account is not an account id, or the VAULT role is in another account or partition;
 * - a key has the alias of an AWS managed key, is in an unknown Region, is imported by an ARN or alias that is not valid, or is imported from a
 *   template of this app;
 * - a key is imported, and the construct is not in a stack of its account.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 * @example
 * const vaultAccess = new ProtectedKeyAccess(stack, 'VaultAccess', {
 *   keys: [kms.Alias.fromAliasName(stack, 'Databases', 'alias/databases')],
 *   vaultAccount: '111111111111',
 * });
 * vaultAccess.grantUse(vaultRole);
 */
export class ProtectedKeyAccess extends Construct {
  private readonly keys: readonly AppKey[];

  constructor(scope: Construct, id: string, props: ProtectedKeyAccessProps) {
    super(scope, id);
    assertOptions(props, 'props of ProtectedKeyAccess');
    assertList(props.keys, 'keys');
    if (props.keys.length === 0) {
      throw new Error(`keys of "${this.node.path}" is empty, so the VAULT role could use no key; list the keys that snapshots are encrypted with`);
    }
    assertAccountId(props.vaultAccount, 'vaultAccount');
    assertOptionalFlag(props.restoreStatements, 'restoreStatements');
    this.keys = [...new Map(props.keys.map((given) => {
      const key = parseKey(given);
      return [key.construct, key];
    })).values()];
    if (props.restoreStatements) { assertImported(this.keys); }
    const accesses = this.keys.map((key) => {
      const { account, partition, region } = ownerOf(key);
      if (account === props.vaultAccount) {
        throw new Error(`key "${key.construct.node.path}" is in the VAULT account "${account}", but must be in a PROTECTED account; pass a key of a PROTECTED account, or another vaultAccount`);
      }
      const vault = { account: props.vaultAccount, partition };
      const role = vaultRoleIn(vault, props.vaultRole);
      return { key, region, role, statements: accessStatements(role, vault) };
    });
    const changed = accesses.map(({ key, role, statements }, index) => {
      const construct = this.addStatements(key, statements, `Key${index}`, props.restoreStatements);
      refuseDummies(construct, () => statements);
      deployAfter(construct, () => role.resources);
      leaveRecord(key.resource ?? construct, () => ({
        kind: 'source key',
        ...isOwnedKey(key) ? { key: key.resource.logicalId } : { arn: key.arn && renderKeyArn(key.arn) },
        nestedTemplate: nestedTemplateOf(Stack.of(key.resource ?? construct)),
        ...accessOf(props.vaultAccount, role, statements),
      }));
      return construct;
    });
    for (const { key, region } of accesses) { warnOfOptInRegions(isOwnedKey(key) ? key.construct : this, [region], VAULT_ACCOUNT); }
    Dependable.implement(this, { dependencyRoots: changed });
  }

  /**
   * Returns the statements that the VAULT role needs in IAM in addition to the key policies: use of the keys, and grants for AWS services.
   *
   * The statements refer to a key that is imported by its ARN by that ARN. They refer to a key that is imported by its alias, or created in the
   * app, by its alias, and never to all keys of the account. It can take up to five minutes until IAM applies an alias.
   *
   * Throws when the ARN of a key is known only during deployment and the key has no alias, or when its account or Region is not known.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
   */
  public vaultRoleStatements(): iam.PolicyStatement[] {
    return identityHalf(this.keys);
  }

  /**
   * Grants the VAULT role the use of the keys in its IAM policy, which gets `vaultRoleStatements()`.
   *
   * Call this in the app that creates the role.
   *
   * Throws when the role is imported from an account other than that of its stack, and when `vaultRoleStatements()` throws.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
   * @param vaultRole the VAULT role.
   */
  public grantUse(vaultRole: iam.IGrantable): iam.Grant {
    return grantStatements(vaultRole, this.vaultRoleStatements());
  }

  /** Adds the statements to the policy of the key, and returns what must be deployed for that. */
  private addStatements(key: AppKey, statements: iam.PolicyStatement[], id: string, restoreStatements?: boolean): IConstruct {
    if (isOwnedKey(key)) {
      addToOwnedKey(key, statements);
      return key.construct;
    }
    if (!this.node.scopes.some((construct) => Stack.isStack(construct))) {
      throw new Error(`ProtectedKeyAccess "${this.node.path}" is in no Stack, but a resource of a stack changes the policy of the imported key "${key.construct.node.path}"; put it in a Stack of the key's account`);
    }
    return new KeyPolicyStatements(this, id, { key: key.construct, statements, restoreStatements });
  }
}

/** @throws when the app creates one of the keys, as nothing in the stack sees a change of its policy. */
function assertImported(keys: readonly AppKey[]): void {
  const owned = keys.find(isOwnedKey);
  if (owned) {
    throw new Error(`key "${owned.construct.node.path}" is created in this app, so CloudFormation owns its whole policy, but restoreStatements is true and restores the policies of imported keys; give the key to a ProtectedKeyAccess without restoreStatements`);
  }
}

function ownerOf(key: AppKey): KeyOwner & { readonly region: string } {
  if (!isOwnedKey(key) && key.arn) { return key.arn; }
  const stack = Stack.of(key.construct);
  return { ...keyOwnerIn(stack), region: stack.region };
}

/** Adds the statements that the key does not have yet, as from another access of the same role. */
function addToOwnedKey(key: OwnedKey, statements: iam.PolicyStatement[]): void {
  const { construct } = key;
  const added = attached(construct, 'AccessStatements', () => {
    construct.node.addValidation({ validate: () => problems(key) });
    return new Array<StatementJson>();
  });
  for (const statement of statements) {
    const json: StatementJson = statement.toStatementJson();
    if (added.some((other) => isSameStatement(other, json, Stack.of(construct)))) { continue; }
    added.push(json);
    if (!construct.addToResourcePolicy(statement).statementAdded) {
      const remedy = remedyForOwnedKey(key, (name) => `give ${name}`);
      throw new Error(`key "${construct.node.path}" is imported from a template of this app, and only that template can change its policy; ${remedy}`);
    }
  }
}

/** The problems of the policy of a key that the app creates, including statements of others. */
function problems({ resource }: OwnedKey): string[] {
  return policyProblems(renderedResource(resource).Properties.KeyPolicy as KeyPolicyJson, keyOwnerIn(Stack.of(resource)));
}
