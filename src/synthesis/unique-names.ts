import { CfnStackSet, Stack, Stage, Token } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import { attached } from './attached';
import { stageAround } from './stage-around';

/** What has a name that exists once in an account and region. */
type Named = Stack | CfnStackSet | kms.CfnAlias;

/**
 * Makes synthesis fail if the construct, a stack, StackSet or alias of the library, has the name of another one in the app,
 * in any Stage: in AWS, the name is unique in an account and Region.
 */
export function requireUniqueName(construct: Named): void {
  const stage = stageAround(construct, construct.node.path);
  const { root } = stage.node;
  const named = attached(root, 'NamedConstructs', () => new Set<Named>());
  named.add(construct);
  const shared = attached(stage, 'NameCollisions', () => new Collisions(stage, named));
  // On the construct itself: the CDK prints its path before the error, and that of an App is empty.
  construct.node.addValidation({ validate: () => shared.of(construct) });
}

/** The names that several constructs of an app have, looked for at each synthesis of a Stage. */
class Collisions {
  private found: Named[][] = [];

  constructor(private readonly stage: Stage, private readonly named: ReadonlySet<Named>) {
    // Once for all constructs: the CDK validates a Stage before its contents, and one search of the whole tree is enough.
    stage.node.addValidation({
      validate: () => {
        this.found = collisions(stage.node.root, named);
        return [];
      },
    });
  }

  /** The problems of the name of the construct, unless another construct of the Stage reports them. */
  public of(construct: Named): string[] {
    const isFirst = (constructs: Named[]) => constructs.find((one) => this.named.has(one) && Stage.of(one) === this.stage) === construct;
    return this.found.filter(isFirst).map(describe);
  }
}

function collisions(root: IConstruct, named: ReadonlySet<Named>): Named[][] {
  const byName = new Map<string, Named[]>();
  // Here and not in the loop: each time, the CDK asks Node.js for the modules of its classes.
  const [isStack, types] = [Stack.isStack, [CfnStackSet, kms.CfnAlias]];
  const isNamed = (construct: IConstruct): construct is Named => isStack(construct) || types.some((type) => construct instanceof type);
  for (const construct of root.node.findAll()) {
    if (!isNamed(construct)) { continue; }
    const key = JSON.stringify(nameOf(construct));
    byName.set(key, [...byName.get(key) ?? [], construct]);
  }
  return [...byName.values()]
    .filter((constructs) => constructs.length > 1 && constructs.some((construct) => named.has(construct)));
}

/** The kind and the name, and where there is one of each. */
function nameOf(construct: Named): string[] {
  const { account, region, environment, node } = Stack.of(construct);
  const isKnown = ![account, region].some((part) => Token.isUnresolved(part));
  // Two paths may give one name, wherever both are deployed to: stacks without an env count as one environment, as they do for the CDK.
  if (construct instanceof CfnStackSet) { return ['StackSet', construct.stackSetName, ...isKnown ? [`${account}`, region] : ['', environment]]; }
  // Values that are known only during deployment count as different, except within one stack.
  const where = isKnown ? [`${account}`, region] : ['', node.addr];
  return Stack.isStack(construct) ? ['stack', construct.stackName, ...where] : ['alias', construct.aliasName, ...where];
}

/** What to change, by the kind. */
const REMEDIES: Record<string, string> = {
  stack: 'set another stackNamePrefix for one of them',
  StackSet: 'set another stackSetName for one of them',
  alias: 'set another alias for one of them',
};

function describe(constructs: Named[]): string {
  const [kind, name, account, region] = nameOf(constructs[0]);
  const unknown = kind === 'StackSet' ? 'one environment' : 'the stack';
  const where = account === '' ? unknown : `account "${account}" and region "${region}"`;
  const paths = constructs.map(({ node }) => `"${node.path}"`).join(', ').replace(/, (?="[^"]*"$)/, ' and ');
  const times = constructs.length === 2 ? 'twice' : `${constructs.length} times`;
  return `${kind} "${name}" exists ${times} in ${where}, as ${paths}, but must be unique there; ${REMEDIES[kind]}`;
}
