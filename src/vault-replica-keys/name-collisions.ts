import { Stack, Stage, Token } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';

const watched = new WeakSet<IConstruct>();

/**
 * Has synthesis fail when the construct, a stack or an alias of the library's, bears the name of another one of the app,
 * in whatever Stage: in AWS there is one of each name in an account and region.
 */
export function watchName(construct: Stack | kms.CfnAlias): void {
  watched.add(construct);
  const stage = Stage.of(construct)!;
  if (watched.has(stage)) { return; }
  // Once for all: what else the app holds is known at synthesis only, and one look at the whole tree is enough.
  watched.add(stage);
  stage.node.addValidation({ validate: () => collisions(stage.node.root) });
}

function collisions(root: IConstruct): string[] {
  const byName = new Map<string, Array<Stack | kms.CfnAlias>>();
  for (const construct of root.node.findAll()) {
    if (!Stack.isStack(construct) && !(construct instanceof kms.CfnAlias)) { continue; }
    const key = JSON.stringify(nameOf(construct));
    byName.set(key, [...byName.get(key) ?? [], construct]);
  }
  return [...byName.values()]
    .filter((constructs) => constructs.length > 1 && constructs.some((construct) => watched.has(construct)))
    .map(describe);
}

function nameOf(construct: Stack | kms.CfnAlias): string[] {
  const { account, region, node } = Stack.of(construct);
  const name = Stack.isStack(construct) ? construct.stackName : construct.aliasName;
  // What is known at deployment only is taken to differ, but not within one stack.
  const environment = [account, region].some((part) => Token.isUnresolved(part)) ? ['', node.addr] : [account, region];
  return [Stack.isStack(construct) ? 'stack' : 'alias', name, ...environment];
}

function describe(constructs: Array<Stack | kms.CfnAlias>): string {
  const [kind, name, account, region] = nameOf(constructs[0]);
  const where = account === '' ? 'the stack' : `account ${account} and region ${region}`;
  const paths = constructs.map(({ node }) => `"${node.path}"`).join(' and ');
  const remedy = kind === 'stack' ? 'give one of them another stackNamePrefix' : 'give one of them another alias';
  return `${kind} "${name}" exists twice in ${where}, as ${paths}, but a name is taken once: ${remedy}`;
}
