import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct, Dependable } from 'constructs';
import type { RestoreStatementsOptions } from './restore-statements-options';
import { StatementsOfKey } from './statements-of-key';
import { isOwnedKey, parseKey, remedyForOwnedKey } from '../arns/app-key';
import { copyOf } from '../arns/copy-of';
import { renderKeyArn } from '../arns/key-arn';
import { withLiteralArns } from '../arns/literal-arns';
import { assertList, assertOptionalFlag, assertOptions } from '../arns/option-type';
import { leaveRecord } from '../assembly-records/leave-record';
import { nestedTemplateOf } from '../assembly-records/nested-template';
import type { StatementJson } from '../key-policy/key-policy-json';
import { lazyDependency } from '../synthesis/deploy-after';

/** Properties of `KeyPolicyStatements`. */
export interface KeyPolicyStatementsProps extends RestoreStatementsOptions {
  /**
   * The key whose policy the statements are added to: an imported one of the account of the stack, in any region.
   *
   * It is given by its ARN (`Key.fromKeyArn`), looked up (`Key.fromLookup`) or by its alias (`Alias.fromAliasName`). An alias is
   * resolved when the statements are deployed; moved to another key later, it takes the statements along at their next change only.
   *
   * A change of the key adds the statements to the new key first, and then takes them out of the old one.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/find-cmk-id-arn.html
   */
  readonly key: kms.IKey;

  /**
   * The statements, each with a principal, an action, and `*` as its resource. At least one. Sids are optional, and unique for the
   * key in the stack. In the key policy they follow after a prefix of the library's. The same statement twice counts once. The
   * statements cannot be changed afterwards.
   *
   * The whole key policy has at most 32,768 bytes: the deployment fails, and leaves the policy as it was, when they do not fit.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
   */
  readonly statements: iam.PolicyStatement[];
}

/**
 * Statements in the policy of a KMS key that exists already, and that this app does not own. CloudFormation has no resource
 * for that, and the CDK's own `addToResourcePolicy` does nothing for an imported key.
 *
 * A custom resource adds the statements at deployment, keeps every other statement as it is, and takes just its own out
 * again when the construct goes. It checks what it wrote by reading it back, as KMS lets two writers overwrite each other
 * unseen. All statements of a stack for one key share one custom resource. Its Lambda function is written into the
 * template, so that neither bootstrapping nor assets are needed, and may change the policies of just these keys.
 *
 * Aspects configure the function and its role: a path, a name or a permissions boundary of the `CfnRole`, a VPC of the `CfnFunction`.
 * In a VPC, the role gets the rights that Lambda needs to connect the function. The subnets must reach KMS, CloudFormation and S3.
 *
 * The constructor throws when the key is made in this app, an AWS managed key by its alias, of another account than the stack or of
 * an unknown region, or its ARN or alias is not valid; when there is no statement; and when a statement lacks a principal or an
 * action, has a resource other than `*`, a Sid that is taken, a character beyond U+00FF, a principal that KMS does not accept, or a
 * condition without a value, allows anyone without a condition that says who they are, such as `kms:CallerAccount`, or denies everyone
 * in the account to change the policy. Synthesis fails for the same reasons where a part of the statement is known only then, and when
 * the statements for a key are larger than the limit of 32,768 bytes for a policy. It fails,
 * too, when a stack has more keys than one function can have the rights for, about 45 by ARN, or 35 by alias; and when a role or user
 * that a statement names cannot be deployed first, because its stack refers to this one. The template of more than 15 keys may need a
 * bucket: a stack without one brings the warning `cdk-vault-replica-keys:templateNeedsBucket`.
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
    const inStack = this.node.scopes.slice(this.node.scopes.indexOf(stack) + 1);
    all.node.addDependency(lazyDependency(() => inStack.flatMap(({ node }) => node.dependencies)));
  }
}
