import { parseObject, readAssemblyFile } from './assembly-file';
import type { AssemblyStack } from './stacks';
import type { Template, TemplateValues } from './template-values';
import type { KeyPolicyJson, StatementJson } from '../../key-policy/key-policy-json';
import { isObject } from '../evaluator/json-object';
import { UsageError } from '../usage-error';

/** The template of a stack, or of one that is nested in it. */
export function templateOf(stack: AssemblyStack, nestedTemplate?: string): Template {
  return readAssemblyFile(stack.directory, nestedTemplate ?? stack.templateFile);
}

/** The template that a StackSet carries. */
export function templateOfStackSet(template: Template, logicalId: string): Template {
  return parseObject(`${propertyOf(template, logicalId, 'TemplateBody')}`, `template of the StackSet "${logicalId}"`);
}

/** The policy of a key, with the values that it has where it is deployed. */
export function policyOf(template: Template, logicalId: string, values: TemplateValues): KeyPolicyJson {
  const policy = values.resolve(propertyOf(template, logicalId, 'KeyPolicy'));
  if (!isObject(policy)) {
    throw new UsageError(`policy of the key "${logicalId}" is not a JSON object in its template; let the construct of the key write it`);
  }
  // A key that is adopted has the policy that was there, which may be of one statement that is in no list.
  return { ...policy, Statement: [policy.Statement].flat() as StatementJson[] };
}

function propertyOf({ Resources }: Template, logicalId: string, property: string): unknown {
  const resource = Resources?.[logicalId];
  if (resource === undefined) {
    throw new UsageError(`resource "${logicalId}" is in no template, so the cloud assembly is half-written; run "npx cdk synth" again`);
  }
  return resource.Properties?.[property];
}
