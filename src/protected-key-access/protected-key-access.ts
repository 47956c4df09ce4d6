import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct, Dependable, type IConstruct } from 'constructs';
import { accessStatements } from './access-statements';
import { identityHalf } from './identity-half';
import { assertAccountId } from '../arns/account-id';
import { isOwnedKey, parseKey, remedyForOwnedKey, type AppKey, type OwnedKey } from '../arns/app-key';
import { renderKeyArn } from '../arns/key-arn';
import { assertList, assertOptionalFlag, assertOptions } from '../arns/option-type';
import { keyOwnerIn, type KeyOwner } from '../arns/principal-arn';
import { accessOf } from '../assembly-records/access';
import { leaveRecord } from '../assembly-records/leave-record';
import { nestedTemplateOf } from '../assembly-records/nested-template';
import { grantStatements } from '../key-policy/identity-statements';
import type { KeyPolicyJson, StatementJson } from '../key-policy/key-policy-json';
import { policyProblems } from '../key-policy/key-policy-rules';
import { isSameStatement } from '../key-policy/same-statement';
import { vaultRoleIn, type VaultRole } from '../key-policy/vault-role';
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
   * The keys of the PROTECTED account that snapshots are encrypted with, at least one, in any region of the account.
   *
   * Each is made in the app, or imported: by ARN (`Key.fromKeyArn`), looked up (`Key.fromLookup`) or by alias
   * (`Alias.fromAliasName`). A key listed twice counts once. An AWS managed key, such as `aws/ebs`, is refused, before deployment
   * where its alias shows it: nobody can change its policy.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/find-cmk-id-arn.html
   */
  readonly keys: kms.IKey[];

  /**
   * The id of the VAULT account, 12 digits. A token is refused.
   *
   * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
   */
  readonly vaultAccount: string;

  /**
   * The VAULT role, which copies snapshots and so must be able to use the keys that these are encrypted with. It must exist
   * before this is deployed, unless it is `lateBound`.
   *
   * @default VaultRole.fromRoleName('BackupIAMRole')
   */
  readonly vaultRole?: VaultRole;
}

/**
 * Lets the VAULT role use keys of the PROTECTED account, as it must when snapshots are encrypted with these and replicas
 * with the keys of the VAULT account. It goes into an app of the PROTECTED account.
 *
 * The policy of each key gets two statements: the VAULT role may use the key, and create grants on it for AWS services. A
 * key that the app makes gets them in its own template; an imported one by `KeyPolicyStatements`, which leaves all else in
 * its policy as it is. Across accounts IAM must allow the same: attach `vaultRoleStatements()` to the VAULT role.
 *
 * Aspects configure the Lambda function for imported keys, and its role, as `KeyPolicyStatements` describes.
 *
 * The constructor throws when there is no key, the VAULT account is not an account id or owns a key itself, the VAULT role is of
 * another account or partition, or a key is an AWS managed one by its alias, of an unknown region, imported by an ARN or alias
 * that is not valid, or imported from a template of this app; and for an imported key, when this is in no stack of its account.
 *
 * A region that must be opted into brings the warning `cdk-vault-replica-keys:optInRegion`: the VAULT account must enable it, too.
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
   * What IAM must allow the VAULT role in addition to the key policies: use of the keys, and grants for AWS services.
   *
   * Keys imported by ARN are named by it, and those imported by alias or made in the app by the alias, never all keys of the
   * account. IAM takes up to five minutes to notice an alias.
   *
   * Throws when the ARN of a key is known at deployment only and the key has no alias, or the account or region is not known.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
   */
  public vaultRoleStatements(): iam.PolicyStatement[] {
    return identityHalf(this.keys);
  }

  /**
   * Allows the VAULT role to use the keys by its IAM policy, which gets `vaultRoleStatements()`. Call it in the app that makes the role.
   *
   * Throws when the role is imported from another account than that of its stack, and when `vaultRoleStatements()` does.
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

/** What is wrong with the policy of a key that the app makes, whoever added what to it. */
function problems({ resource }: OwnedKey): string[] {
  return policyProblems(renderedResource(resource).Properties.KeyPolicy as KeyPolicyJson, keyOwnerIn(Stack.of(resource)));
}
