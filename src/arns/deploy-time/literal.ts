import { App, CfnResource, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import { ACCOUNT, PARTITION, REGION, mapStrings } from './deploy-time';

/** A value without tokens, and the resources of the app that it names. */
export interface Literal<T> {
  /** Plain JSON; its strings can contain `PARTITION`, `ACCOUNT` and `REGION`. */
  readonly value: T;
  /** What must be deployed before anything that carries the value. */
  readonly resources: CfnResource[];
}

/**
 * Resolves a value to plain JSON, as a stack of another account would see it: a role or user that the app creates
 * has its physical name there, so that there is no export, import or reference across stacks.
 *
 * @param what the option of the value.
 * @throws when a part of the value is known only during deployment.
 */
export function toLiteral<T>(value: T, what: string): Literal<T> {
  if (typeof value === 'string' && !Token.isUnresolved(value)) { return { value, resources: [] }; }
  const resources = referencedResources(value);
  const literal = withoutIntrinsics(resolveElsewhere(value, what, resources), what);
  return {
    value: mapStrings(literal as T, (text) => text.replaceAll(ELSEWHERE, () => ACCOUNT)),
    resources,
  };
}

const ELSEWHERE = 'account-elsewhere';

function resolveElsewhere(value: unknown, what: string, resources: CfnResource[]): unknown {
  // Under the CDK CLI an app synthesizes itself as the process ends, and this one would overwrite the caller's.
  const elsewhere = new Stack(new App({ autoSynth: false }), 'Elsewhere', { env: { account: ELSEWHERE } });
  try {
    return elsewhere.resolve(value);
  } catch (cause) {
    const unnamed = resources.find((resource) => nameProperty(resource));
    if (!unnamed) { throw cause; }
    // The CDK rejects a resource without a physical name, but its error names neither the property nor the reason.
    const path = unnamed.node.scope!.node.path;
    const property = nameProperty(unnamed);
    throw new Error(`${what} "${path}" has no ${property}, so its ARN is known only during deployment and cannot be in a key policy; give it a ${property}`);
  }
}

function nameProperty(resource: CfnResource): string | undefined {
  return { 'AWS::IAM::Role': 'roleName', 'AWS::IAM::User': 'userName' }[resource.cfnResourceType];
}

/** The resources of the app that the value refers to. */
export function referencedResources(value: unknown): CfnResource[] {
  const resources = new Set<CfnResource>();
  mapStrings(value, (text) => {
    for (const token of Tokenization.reverseString(text).tokens) {
      if (Reference.isReference(token) && CfnResource.isCfnResource(token.target)) { resources.add(token.target); }
    }
  });
  return [...resources];
}

function withoutIntrinsics(json: unknown, what: string): unknown {
  if (Array.isArray(json)) { return json.map((item) => withoutIntrinsics(item, what)); }
  if (json === null || typeof json !== 'object') { return json; }
  const known = [PARTITION, ACCOUNT, REGION].find((value) => 'Ref' in json && value === `\${${json.Ref}}`);
  if (known) { return known; }
  if ('Fn::Join' in json) {
    const [separator, parts] = json['Fn::Join'] as [string, unknown];
    return (withoutIntrinsics(parts, what) as string[]).join(separator);
  }
  if (Object.keys(json).some((key) => key === 'Ref' || key.startsWith('Fn::'))) {
    throw new Error(`${what} contains ${JSON.stringify(json)}, which is known only during deployment; write the value as a literal`);
  }
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, withoutIntrinsics(value, what)]));
}
