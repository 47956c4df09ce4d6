import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct, Dependable } from 'constructs';
import type { RestoreStatementsOptions } from './restore-statements-options';
import { StatementsOfKey } from './statements-of-key';
import { isOwnedKey, parseKey, remedyForOwnedKey } from '../arns/app-key';
import { withLiteralArns } from '../arns/deploy-time/literal-arns';
import { renderKeyArn } from '../arns/key-arn';
import { copyOf } from '../arns/options/copy-of';
import { assertList, assertOptionalFlag, assertOptions } from '../arns/options/option-type';
import { leaveRecord } from '../assembly-records/leave-record';
import { nestedTemplateOf } from '../assembly-records/nested-template';
import type { StatementJson } from '../key-policy/key-policy-json';
import { lazyDependency } from '../synthesis/deploy-after';

/** Properties of `KeyPolicyStatements`. */
export interface KeyPolicyStatementsProps extends RestoreStatementsOptions {
  /**
   * The imported key whose policy gets the statements. It is in the account of the stack, in any Region.
   *
   * Import the key by its ARN (`Key.fromKeyArn`), with a lookup (`Key.fromLookup`) or by its alias (`Alias.fromAliasName`). An alias is
   * resolved when the statements are deployed. If the alias moves to another key later, the statements move with their next change only.
   *
   * When this property changes, the statements are first added to the new key, and then removed from the old key.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/find-cmk-id-arn.html
   */
  readonly key: kms.IKey;

  /**
   * The statements, at least one, each with a principal, an action, and `*` as its resource.
   *
   * Sids are optional, and unique for the key in the stack. In the key policy, they begin with a prefix of the library. The same statement
   * twice counts once. The statements cannot be changed afterward.
   *
   * The limit of the whole key policy is 32,768 bytes. If the statements do not fit, the deployment fails, and the policy stays as it was.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
   */
  readonly statements: iam.PolicyStatement[];
}

/**
 * Statements in the policy of an existing KMS key that this app does not own.
 *
 * CloudFormation has no resource for that, and `addToResourcePolicy` of the CDK silently ignores an imported key.
 *
 * A custom resource adds the statements during deployment, does not change the other statements, and removes only its own statements when
 * the construct is removed. It reads back what it wrote, because in KMS two writers can overwrite each other unnoticed. All statements
 * of a stack for one key share one custom resource. The template contains the code of its Lambda function, so the function needs neither
 * bootstrapping nor assets. The function can change the policies of only these keys.
 *
 * Aspects configure the function and its role: a path, a name or a permissions boundary of the `CfnRole`, a VPC of the `CfnFunction`.
 * In a VPC, the role gets the permissions that Lambda needs to connect the function. The subnets must reach KMS, CloudFormation and S3.
 *
 * The template of more than 15 keys can need a bucket. A stack without one gets the warning `cdk-vault-replica-keys:templateNeedsBucket`.
 *
 * The constructor throws when:
 * - the key is created in this app, has the alias of an AWS managed key, is in another account than the stack or in an unknown Region, or has
 *   an ARN or alias that is not valid;
 * - there is no statement;
 * - a statement lacks a principal or an action, has a resource other than `*`, a Sid that is in use, a character beyond U+00FF, a
 *   principal that KMS does not accept, or a condition without a value;
 * - a statement allows anyone without a condition that identifies the caller, such as `kms:CallerAccount`, or denies everyone in the account
 *   to change the policy.
 *
 * Synthesis fails for the same reasons if a part of a statement is known only then, and when:
 * - the statements for a key exceed the limit of a key policy, 32,768 bytes;
 * - the stack has more keys than the role of one function can have permissions for, about 45 by ARN or 35 by alias;
 * - a role or user that a statement names cannot be deployed first, because its stack refers to this stack.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
 * @example
 * new KeyPolicyStatements(stack, 'Auditors', {
 *   key: kms.Alias.fromAliasName(stack, 'Key', 'alias/databases'),
 *   statements: [new iam.PolicyStatement({
 *     principals: [new iam.AccountPrincipal('444444444444')],
 *     actions: ['kms:DescribeKey'],
 *     resources: ['*'],
 *   })],
 * });
 */
export class KeyPolicyStatements extends Construct {
  constructor(scope: Construct, id: string, props: KeyPolicyStatementsProps) {
    super(scope, id);
    assertOptions(props, 'props of KeyPolicyStatements');
    const key = parseKey(props.key);
    if (isOwnedKey(key)) {
      const remedy = remedyForOwnedKey(key, (name) => `call addToResourcePolicy on ${name}`);
      throw new Error(`key "${key.construct.node.path}" is created in this app, and its own template would undo the change; ${remedy}`);
    }
    assertList(props.statements, 'statements');
    assertOptionalFlag(props.restoreStatements, 'restoreStatements');
    if (props.statements.length === 0) {
      throw new Error(`statements of "${this.node.path}" is empty, so the key policy would not change; add at least one statement, or remove the construct`);
    }
    const stack = Stack.of(this);
    const all = StatementsOfKey.in(stack, key);
    all.add(...props.statements);
    if (props.restoreStatements) { all.restore(); }
    const added = props.statements.map((statement): StatementJson => copyOf(statement.toStatementJson()));
    leaveRecord(this, () => ({
      kind: 'added statements',
      arn: key.arn && renderKeyArn(key.arn),
      statements: withLiteralArns(added, stack),
      nestedTemplate: nestedTemplateOf(stack),
    }));
    // The resources are not below this construct, so what depends on it must be passed on to them, and what it or a construct around
    // it depends on.
    Dependable.implement(this, { dependencyRoots: [all] });
    all.node.addDependency(lazyDependency(() => this.node.scopes.flatMap(({ node }) => node.dependencies)));
  }
}
