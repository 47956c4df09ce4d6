import { createHash } from 'node:crypto';
import { CfnResource, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { HandlerFunction } from './handler-function';
import { RestoreFunction } from './restore-function';
import { assertSameAccount, type ImportedKey } from '../arns/app-key';
import { REGION, substitute } from '../arns/deploy-time/deploy-time';
import { referencedResources } from '../arns/deploy-time/literal';
import { withLiteralArns } from '../arns/deploy-time/literal-arns';
import { renderKeyArn, type KeyArn } from '../arns/key-arn';
import { copyOf } from '../arns/options/copy-of';
import { keyOwnerIn, type KeyOwner } from '../arns/principal-arn';
import type { ConditionJson, StatementJson } from '../key-policy/key-policy-json';
import { assertKeyStatement, sizeProblems, statementProblems } from '../key-policy/rules/key-policy-rules';
import { assertPolicyStatement } from '../key-policy/statements/extra-statement';
import { withAlias } from '../key-policy/statements/identity-statements';
import { isSameStatement } from '../key-policy/statements/same-statement';
import { deployAfter } from '../synthesis/deploy-after';
import { refuseDummies } from '../synthesis/refuse-dummies';

interface StatementsOfKeyOptions {
  /** Whether the deployment goes on without a key that does not exist. */
  readonly skipsMissingKey?: boolean;
}

/**
 * All that a stack adds to the policy of one key: the custom resource, and the right to change that policy.
 *
 * Both have separate logical ids for each key. When one key replaces another, CloudFormation then creates both
 * for the new key first, and removes both for the old key last, in the order in which they need each other.
 */
export class StatementsOfKey extends Construct {
  /** The statements of this stack for this key, created at the first call. */
  public static in(stack: Stack, { construct: { keyArn }, arn }: ImportedKey, options: StatementsOfKeyOptions = {}): StatementsOfKey {
    if (arn) { assertSameAccount(arn, stack); }
    const identity = arn ? renderKeyArn(arn) : JSON.stringify(stack.resolve(keyArn));
    const id = `KeyPolicyStatements${createHash('sha256').update(identity).digest('hex').slice(0, 8)}`;
    return stack.node.tryFindChild(id) as StatementsOfKey | undefined ?? new StatementsOfKey(stack, id, keyArn, arn, options);
  }

  private readonly statements: StatementJson[] = [];
  private readonly owner: KeyOwner;
  private readonly rights: Rights;
  /** Undefined where others create the role of the function. */
  private readonly policy?: iam.CfnPolicy | iam.CfnRolePolicy;
  private readonly resource: CfnResource;
  private isRestored = false;

  private constructor(
    stack: Stack, id: string, keyArn: string, private readonly arn: KeyArn | undefined, { skipsMissingKey }: StatementsOfKeyOptions,
  ) {
    super(stack, id);
    this.owner = keyOwnerIn(stack);
    const key = arn ? substitute(renderKeyArn(arn)) : keyArn;
    const handler = HandlerFunction.in(stack);
    this.rights = arn ? rightsByArn(arn) : { resource: keyArn };
    const { ownRoleName } = handler;
    if (ownRoleName === undefined) {
      handler.role.addToPrincipalPolicy(statementOf(this.rights));
    } else {
      this.policy = this.policyFor(ownRoleName, arn && id);
      handler.count(this.policy.policyDocument);
    }
    this.resource = new CfnResource(this, 'Resource', {
      type: 'Custom::KeyPolicyStatements',
      properties: {
        ServiceToken: handler.functionArn,
        // A function that does not answer is run twice more, after a minute and after two.
        ServiceTimeout: 3 * HandlerFunction.TIMEOUT.toSeconds() + 180,
        Key: key,
        Statements: Lazy.any({ produce: () => withLiteralArns(this.statements, stack) }),
        MissingKey: skipsMissingKey ? 'SKIP' : undefined,
      },
    });
    if (this.policy) { this.resource.node.addDependency(this.policy); }
    deployAfter(this.resource, () => referencedResources(this.statements));
    this.node.addValidation({ validate: () => this.problems() });
    refuseDummies(this, () => [key, this.statements]);
  }

  /** @throws when a statement is not valid in a key policy. The same statement twice counts once. */
  public add(...statements: iam.PolicyStatement[]): void {
    for (const statement of statements) { this.addOne(statement); }
  }

  /**
   * Has the statements restored when somebody replaces them.
   *
   * @throws when the key is, or may be, in another region than the stack, which does not get the events of that region.
   */
  public restore(): void {
    const stack = Stack.of(this);
    assertInRegion(this.arn, stack);
    if (this.isRestored) { return; }
    this.isRestored = true;
    const restorer = RestoreFunction.in(stack);
    const { ownRoleName } = restorer;
    if (ownRoleName === undefined) {
      restorer.role.addToPrincipalPolicy(statementOf(this.rights));
    } else {
      (this.policy as iam.CfnPolicy).roles!.push(ownRoleName);
      restorer.count(this.policy!.policyDocument);
    }
    // The function asks CloudFormation for them, so that they are always those of the last deployment.
    this.resource.addMetadata('RestoreStatements', Lazy.any({ produce: () => withLiteralArns(this.statements, stack) }));
    restorer.restore(this, this.resource);
  }

  private addOne(statement: iam.PolicyStatement): void {
    assertPolicyStatement(statement);
    const json: StatementJson = copyOf(statement.toStatementJson());
    if (this.statements.some((added) => isSameStatement(added, json, Stack.of(this)))) { return; }
    assertKeyStatement(json, this.owner, this.statements.flatMap(({ Sid }) => Sid ?? []));
    statement.freeze();
    this.statements.push(json);
  }

  /**
   * Without a name, it is named after the key: another key gets another policy, and CloudFormation keeps the old policy until it has finished with
   * the old key.
   */
  private policyFor(roleName: string, policyName?: string): iam.CfnPolicy | iam.CfnRolePolicy {
    const policyDocument = documentOf(this.rights);
    if (policyName) { return new iam.CfnPolicy(this, 'Rights', { policyName, roles: [roleName], policyDocument }); }
    const parts = Fn.split(':', this.rights.resource, 6);
    return new iam.CfnRolePolicy(this, 'Rights', {
      policyName: Fn.join('-', [parts[3], Fn.join('-', Fn.split('/', parts[5]))]),
      roleName,
      policyDocument,
    });
  }

  private problems(): string[] {
    const stack = Stack.of(this);
    const statements = stack.resolve(withLiteralArns(this.statements, stack));
    return [
      ...statementProblems(statements, this.owner),
      ...sizeProblems(statements, 'statements for the policy of one key have', 'add fewer, or name whole accounts'),
    ];
  }
}

/** The keys whose policies the function may change. */
interface Rights {
  readonly resource: string;
  readonly conditions?: ConditionJson;
}

const ACTIONS = ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy'];

function rightsByArn(arn: KeyArn): Rights {
  // A policy speaks of keys, not of aliases.
  return arn.resource.startsWith('alias/')
    ? { resource: substitute(renderKeyArn({ ...arn, resource: 'key/*' })), conditions: withAlias(arn.resource) }
    : { resource: substitute(renderKeyArn(arn)) };
}

function documentOf({ resource, conditions }: Rights): object {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ACTIONS, Resource: resource, ...conditions && { Condition: conditions } }],
  };
}

function statementOf({ resource, conditions }: Rights): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ACTIONS, resources: [Token.asString(resource)], conditions });
}

/** @throws when the key is, or may be, in another region than the stack. */
function assertInRegion(arn: KeyArn | undefined, { region, node: { path } }: Stack): void {
  if (!arn) {
    throw new Error(`restoreStatements is true in stack "${path}" for a key whose ARN is known only during deployment, but a rule gets only the events of its own Region; write the ARN as a literal, or import the key by its alias`);
  }
  if (arn.region === REGION || arn.region === region) { return; }
  const key = renderKeyArn(arn);
  throw new Error(Token.isUnresolved(region)
    ? `restoreStatements is true for key "${key}", but the Region of stack "${path}" is known only during deployment, and a rule gets only the events of its own Region; set env.region of the stack to "${arn.region}", or import the key by its alias`
    : `restoreStatements is true for key "${key}", but stack "${path}" is in region "${region}", and a rule gets only the events of its own Region; put this construct in a stack of region "${arn.region}", or use ProtectedKeyAccessStackSet`);
}
