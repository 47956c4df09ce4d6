import { CfnElement, CfnResource, DefaultTokenResolver, Reference, Stack, StringConcat, Tokenization, type IResolvable, type IResolveContext, type IPostProcessor } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * @param first the resource to be deployed before the construct, as a policy in the construct names it.
 * @throws when the resource, or its stack, refers to the construct, or its stack, itself or by what it refers to, and so cannot be deployed first.
 */
export function assertNoCycle(first: CfnResource, construct: IConstruct): void {
  const [before, after] = [first, construct].map(outermostStack);
  // The CDK rejects these itself, and a search of the role's stack for the key of every Region would take time.
  if (before.environment !== after.environment) { return; }
  const isSame = before === after;
  const elements = isSame ? new Set<CfnElement>([first]) : elementsOf(before);
  for (const element of elements) {
    for (const { target } of referencesOf(element)) {
      if (isSame ? target.node.scopes.includes(construct) : outermostStack(target) === after) {
        throw new Error(`"${element.node.path}" refers to "${target.node.path}", but must be deployed before it, because the key policy there names "${first.node.scope!.node.path}"; `
          + 'move what refers to the key to another stack, or refer to the key by its alias');
      }
      if (CfnElement.isCfnElement(target)) { elements.add(target); }
    }
  }
}

function outermostStack(construct: IConstruct): Stack {
  const stack = Stack.of(construct);
  return stack.nestedStackParent ? outermostStack(stack.nestedStackParent) : stack;
}

function elementsOf(stack: Stack): Set<CfnElement> {
  const elements = stack.node.findAll().filter((construct) => CfnElement.isCfnElement(construct));
  return new Set(elements.filter((element) => outermostStack(element) === stack));
}

/** The references of an element, as the CDK finds them when it creates exports. */
function referencesOf(element: CfnElement): Reference[] {
  const resolver = new ReferenceCollector();
  // What the CDK itself resolves, though it does not declare it.
  Tokenization.resolve((element as any)._toCloudFormation(), { scope: element, resolver, preparing: true });
  return resolver.references;
}

class ReferenceCollector extends DefaultTokenResolver {
  public readonly references = new Array<Reference>();

  constructor() {
    super(new StringConcat());
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): any {
    if (Reference.isReference(token)) { this.references.push(token); }
    return super.resolveToken(token, context, postProcessor);
  }
}
