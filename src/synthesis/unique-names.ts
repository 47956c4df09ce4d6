import { CfnStackSet, Stack, Stage, Token } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import { attached } from './attached';

/** What has a name that exists once in an account and region. */
type Named = Stack | CfnStackSet | kms.CfnAlias;

/**
 * Has synthesis fail when the construct, a stack, StackSet or alias of the library's, has the name of another one in the app,
 * in whatever Stage: in AWS there is one of each name in an account and region.
 */
export function requireUniqueName(construct: Named): void {
  const stage = Stage.of(construct)!;
  const { root } = stage.node;
  const named = attached(root, 'NamedConstructs', () => new Set<IConstruct>());
  named.add(construct);
  // Once for all: what else the app holds is known at synthesis only, and one look at the whole tree is enough.
  attached(stage, 'UniqueNames', () => stage.node.addValidation({ validate: () => collisions(root, named) }));
}

function collisions(root: IConstruct, named: ReadonlySet<IConstruct>): string[] {
  const byName = new Map<string, Named[]>();
  for (const construct of root.node.findAll()) {
    if (!isNamed(construct)) { continue; }
    const key = JSON.stringify(nameOf(construct));
    byName.set(key, [...byName.get(key) ?? [], construct]);
  }
  return [...byName.values()]
    .filter((constructs) => constructs.length > 1 && constructs.some((construct) => named.has(construct)))
    .map(describe);
}

function isNamed(construct: IConstruct): construct is Named {
  return Stack.isStack(construct) || construct instanceof CfnStackSet || construct instanceof kms.CfnAlias;
}

/** The kind and the name, and where there is one of each. */
function nameOf(construct: Named): string[] {
  const { account, region, environment, node } = Stack.of(construct);
  const isKnown = ![account, region].some((part) => Token.isUnresolved(part));
  // Two paths may give one name, wherever both are deployed to: stacks without an env count as one environment, as they do for the CDK.
  if (construct instanceof CfnStackSet) { return ['StackSet', construct.stackSetName, ...isKnown ? [`${account}`, region] : ['', environment]]; }
  // What is known at deployment only is taken to differ, but not within one stack.
  const where = isKnown ? [`${account}`, region] : ['', node.addr];
  return Stack.isStack(construct) ? ['stack', construct.stackName, ...where] : ['alias', construct.aliasName, ...where];
}

/** What to change, by the kind. */
const REMEDIES: Record<string, string> = {
  stack: 'give one of them another stackNamePrefix',
  StackSet: 'give one of them another stackSetName',
  alias: 'give one of them another alias',
};

function describe(constructs: Named[]): string {
  const [kind, name, account, region] = nameOf(constructs[0]);
  const unknown = kind === 'StackSet' ? 'one environment' : 'the stack';
  const where = account === '' ? unknown : `account ${account} and region ${region}`;
  const paths = constructs.map(({ node }) => `"${node.path}"`).join(' and ');
  return `${kind} "${name}" exists twice in ${where}, as ${paths}, but a name is taken once: ${REMEDIES[kind]}`;
}
