import { createHash } from 'node:crypto';
import { CfnResource, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { HandlerFunction } from './handler-function';
import { deployAfter } from '../private/deploy-after';
import { substitute } from '../private/deploy-time';
import { withAlias } from '../private/identity-statements';
import { assertSameAccount, keyArnOf, textOf, type KeyArn } from '../private/key-arn';
import { MAX_POLICY_BYTES, POLICY_TEXT } from '../private/key-policy-limits';
import { assertKeyStatement } from '../private/key-statement';
import { referencedResources } from '../private/literal';
import { policyBytes } from '../private/policy-size';
import { isSameStatement } from '../private/same-statement';
import { writtenOut } from '../private/written-out';

/**
 * All that a stack adds to the policy of one key: the custom resource, and the right to change that policy.
 *
 * Both have logical ids of their own for each key. When one key takes the place of another, CloudFormation then makes both
 * for the new key first, and removes both for the old key last, in the order in which they need each other.
 */
export class StatementsOfKey extends Construct {
  /** The one of this stack and key, made when it is first asked for. */
  public static in(stack: Stack, key: kms.IKey): StatementsOfKey {
    const arn = keyArnOf(key);
    if (arn) { assertSameAccount(arn, stack); }
    const identity = arn ? textOf(arn) : JSON.stringify(stack.resolve(key.keyArn));
    const id = `KeyPolicyStatements${createHash('sha256').update(identity).digest('hex').slice(0, 8)}`;
    return stack.node.tryFindChild(id) as StatementsOfKey | undefined ?? new StatementsOfKey(stack, id, key.keyArn, arn);
  }

  private readonly statements: iam.PolicyStatement[] = [];
  private missingKey?: 'SKIP';

  private constructor(stack: Stack, id: string, keyArn: string, arn?: KeyArn) {
    super(stack, id);
    const key = arn ? substitute(textOf(arn)) : keyArn;
    const handler = HandlerFunction.in(stack);
    const rights = arn ? rightsByArn(arn) : { resource: keyArn };
    const { ownRoleName } = handler;
    const policy = ownRoleName === undefined ? undefined : this.policy(ownRoleName, rights, arn && id);
    if (policy) { handler.count(policy.policyDocument); } else { handler.role.addToPrincipalPolicy(statementOf(rights)); }
    const resource = new CfnResource(this, 'Resource', {
      type: 'Custom::KeyPolicyStatements',
      properties: {
        ServiceToken: handler.functionArn,
        // A function that does not answer is run twice more, after a minute and after two.
        ServiceTimeout: 3 * HandlerFunction.TIMEOUT.toSeconds() + 180,
        Key: key,
        Statements: Lazy.any({ produce: () => writtenOut(this.json, stack) }),
        MissingKey: Lazy.string({ produce: () => this.missingKey }),
      },
    });
    if (policy) { resource.node.addDependency(policy); }
    deployAfter(resource, () => referencedResources(this.json));
    this.node.addValidation({ validate: () => this.problems() });
  }

  /** Has the deployment go on without a key that does not exist. */
  public skipMissingKey(): void {
    this.missingKey = 'SKIP';
  }

  /** @throws when KMS would refuse the statement. The same statement twice counts once. */
  public add(statement: iam.PolicyStatement): void {
    if (this.statements.some((added) => isSameStatement(added, statement, Stack.of(this)))) { return; }
    assertKeyStatement(statement, this.statements.flatMap(({ sid }) => sid ?? []));
    statement.freeze();
    this.statements.push(statement);
  }

  private get json(): any[] {
    return this.statements.map((statement) => statement.toStatementJson());
  }

  /** Without a name it is named after the key: another key makes another policy, and CloudFormation keeps the old one until the old key is done with. */
  private policy(roleName: string, rights: Rights, policyName?: string): iam.CfnPolicy | iam.CfnRolePolicy {
    if (policyName) { return new iam.CfnPolicy(this, 'Rights', { policyName, roles: [roleName], policyDocument: documentOf(rights) }); }
    const parts = Fn.split(':', rights.resource, 6);
    return new iam.CfnRolePolicy(this, 'Rights', {
      policyName: Fn.join('-', [parts[3], Fn.join('-', Fn.split('/', parts[5]))]),
      roleName,
      policyDocument: documentOf(rights),
    });
  }

  private problems(): string[] {
    const statements = Stack.of(this).resolve(this.json);
    const bytes = policyBytes(statements);
    return [
      ...bytes <= MAX_POLICY_BYTES ? [] : [
        `statements for the policy of one key have ${bytes} bytes, but KMS takes at most ${MAX_POLICY_BYTES} for all of it: add fewer, or name whole accounts`,
      ],
      ...POLICY_TEXT.test(JSON.stringify(statements)) ? [] : [
        'statements for a key policy hold characters that KMS does not take: use those from U+0020 to U+00FF',
      ],
    ];
  }
}

/** The keys whose policies the function may change. */
interface Rights {
  readonly resource: any;
  readonly conditions?: Record<string, any>;
}

const ACTIONS = ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy'];

function rightsByArn(arn: KeyArn): Rights {
  // A policy speaks of keys, not of aliases.
  return arn.resource.startsWith('alias/')
    ? { resource: substitute(textOf({ ...arn, resource: 'key/*' })), conditions: withAlias(arn.resource) }
    : { resource: substitute(textOf(arn)) };
}

function documentOf({ resource, conditions }: Rights): any {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ACTIONS, Resource: resource, ...conditions && { Condition: conditions } }],
  };
}

function statementOf({ resource, conditions }: Rights): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ACTIONS, resources: [Token.asString(resource)], conditions });
}
