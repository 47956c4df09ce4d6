import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct, Dependable, type IConstruct } from 'constructs';
import { identityHalf } from './identity-half';
import { accountOf, assertAccountId } from '../arns/account-id';
import { PARTITION, substitute, substituteText } from '../arns/deploy-time';
import { refuseDummies } from '../arns/dummy-value';
import { isMadeHere, keyArnOf, targetOf } from '../arns/key-arn';
import { partitionOf } from '../arns/known-regions';
import { referencedResources } from '../arns/literal';
import { assertList } from '../arns/option-type';
import { ownKeyRemedy } from '../arns/own-key-remedy';
import { keyOwnerIn } from '../arns/principal-arn';
import { FOR_AWS_RESOURCES, GRANT_ACTIONS, USE_ACTIONS } from '../key-policy/key-actions';
import { policyProblems } from '../key-policy/key-policy-rules';
import { isSameStatement } from '../key-policy/same-statement';
import { both } from '../key-policy/statement';
import { vaultRoleOf, type VaultRole } from '../key-policy/vault-role';
import { KeyPolicyStatements } from '../key-policy-statements/key-policy-statements';
import { deployAfter } from '../synthesis/deploy-after';
import { VAULT_ACCOUNT, warnOfOptInRegions } from '../synthesis/opt-in-regions';
import { renderedResource } from '../synthesis/rendered-resource';

/** Properties of `ProtectedKeyAccess`. */
export interface ProtectedKeyAccessProps {
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
 * The constructor throws when there is no key, the VAULT account is not an account id or owns a key itself, the VAULT role is of
 * another account or partition, or a key is an AWS managed one by its alias, of an unknown region, imported by an ARN or alias
 * that is not valid, or imported from a template of this app; and for an imported key, when this is in no stack of its account.
 *
 * A region that must be opted into brings the warning `cdk-vault-replica-keys:optInRegion`: the VAULT account must enable it, too.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 */
export class ProtectedKeyAccess extends Construct {
  private readonly keys: kms.IKey[];
  private readonly vaultAccount: string;
  private readonly vaultRole: VaultRole;

  constructor(scope: Construct, id: string, props: ProtectedKeyAccessProps) {
    super(scope, id);
    assertList(props.keys, 'keys');
    if (props.keys.length === 0) {
      throw new Error(`keys of "${this.node.path}" are empty, so that the VAULT role could use none: give the keys that snapshots are encrypted with`);
    }
    assertAccountId(props.vaultAccount, 'vaultAccount');
    this.keys = [...new Set(props.keys.map(targetOf))];
    this.vaultAccount = props.vaultAccount;
    this.vaultRole = vaultRoleOf(props.vaultRole);
    const statements = this.keys.map((key) => this.statements(key));
    const changed = this.keys.map((key, index) => this.letIn(key, statements[index], `Key${index}`));
    changed.forEach((construct, index) => {
      refuseDummies(construct, () => statements[index]);
      deployAfter(construct, () => this.vaultRole._resources);
    });
    for (const key of this.keys) { warnOfOptInRegions(isMadeHere(key) ? key : this, [this.ownerOf(key).region], VAULT_ACCOUNT); }
    Dependable.implement(this, { dependencyRoots: changed });
  }

  /**
   * What IAM must allow the VAULT role beside the key policies: use of the keys, and grants for AWS services.
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

  /** Adds the statements to the policy of the key, and returns what must be deployed for that. */
  private letIn(key: kms.IKey, statements: iam.PolicyStatement[], id: string): IConstruct {
    if (!isMadeHere(key)) {
      this.assertInStack(key);
      return new KeyPolicyStatements(this, id, { key, statements });
    }
    if (!addedBefore.has(key)) { key.node.addValidation({ validate: () => problems(key) }); }
    for (const statement of statements) {
      if (isNew(key, statement) && !key.addToResourcePolicy(statement).statementAdded) {
        const remedy = ownKeyRemedy(key, (name) => `give ${name}`);
        throw new Error(`key "${key.node.path}" is imported from a template of this app, and only that template can change its policy: ${remedy}`);
      }
    }
    return key;
  }

  private statements(key: kms.IKey): iam.PolicyStatement[] {
    const { account, partition } = this.ownerOf(key);
    if (account === this.vaultAccount) {
      throw new Error(`key "${key.node.path}" is in the VAULT account ${account}, but this is for keys of a PROTECTED account: give those, or another vaultAccount`);
    }
    const vault = { account: this.vaultAccount, partition };
    const arn = this.vaultRole._arnIn(vault);
    const role = substituteText(arn);
    // A role may be named both ways, and each Sid stands in a key policy once.
    const who = `${this.vaultRole._lateBound ? 'late-bound ' : ''}${arn.split(':').at(-1)} of ${this.vaultAccount}`;
    const conditions = substitute(this.vaultRole._conditionsIn(vault));
    const letIn = { principals: [this.vaultRole._lateBound ? new iam.AnyPrincipal() : new iam.ArnPrincipal(role)], resources: ['*'] };
    return [
      new iam.PolicyStatement({ ...letIn, sid: `Allow use of the key by ${who}`, actions: [...USE_ACTIONS], conditions }),
      new iam.PolicyStatement({
        ...letIn, sid: `Allow grants for AWS services by ${who}`, actions: [...GRANT_ACTIONS], conditions: both(conditions, FOR_AWS_RESOURCES),
      }),
    ];
  }

  private ownerOf(key: kms.IKey): { account: string; region: string; partition: string } {
    const stack = Stack.of(key);
    const here = { account: accountOf(stack), region: stack.region, partition: partitionOf(stack.region) ?? PARTITION };
    return isMadeHere(key) ? here : keyArnOf(key) ?? here;
  }

  private assertInStack(key: kms.IKey): void {
    if (this.node.scopes.some((construct) => Stack.isStack(construct))) { return; }
    throw new Error(`ProtectedKeyAccess "${this.node.path}" is in no Stack, but the policy of the imported key "${key.node.path}" is changed by a resource of a stack: put it in a Stack of the key's account`);
  }
}

/** What is wrong with the policy of a key that the app makes, whoever added what to it. */
function problems(key: kms.IKey): string[] {
  return referencedResources(key.keyArn)
    .flatMap((resource) => policyProblems(renderedResource(resource).Properties.KeyPolicy, keyOwnerIn(Stack.of(resource))));
}

const addedBefore = new WeakMap<kms.IKey, any[]>();

/** Whether the key has no such statement yet, as from another access of the same role. */
function isNew(key: kms.IKey, statement: iam.PolicyStatement): boolean {
  const added = addedBefore.get(key) ?? [];
  const json = statement.toStatementJson();
  if (added.some((other) => isSameStatement(other, json, Stack.of(key)))) { return false; }
  addedBefore.set(key, [...added, json]);
  return true;
}
