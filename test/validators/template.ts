import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';

/** A template, in a file of its own. */
export interface Template {
  readonly name: string;
  readonly file: string;
  readonly body: any;
}

export function writeTemplate(directory: string, name: string, body: any): Template {
  const file = join(directory, `${name.replace(/[^\w-]+/g, '.')}.json`);
  mkdirSync(directory, { recursive: true });
  writeFileSync(file, JSON.stringify(body, undefined, 1));
  return { name, file, body };
}

/** The template that a path is of. */
export function templateAt(templates: Template[], path: string): Template {
  const found = templates.find(({ file }) => path.endsWith(file));
  if (!found) { throw new Error(`"${path}" is none of the templates`); }
  return found;
}

/** The templates of all apps whose assemblies are in a directory, and those that their StackSets carry, written to another. */
export function templatesOf(assemblies: string, directory: string): Template[] {
  return readdirSync(assemblies).sort()
    .flatMap((app) => new CloudAssembly(join(assemblies, app)).stacksRecursively.map(({ stackName, template }) => ({ name: `${app}/${stackName}`, template })))
    .flatMap(({ name, template }) => [
      writeTemplate(directory, name, template),
      ...Object.entries<any>(template.Resources).filter(([, { Type }]) => Type === 'AWS::CloudFormation::StackSet')
        .map(([id, { Properties }]) => writeTemplate(directory, `${name}/${id}`, JSON.parse(Properties.TemplateBody))),
    ]);
}

/** What a template comes to when its conditions hold, and when they do not: most validators see nothing behind `Fn::If`. */
export function withoutConditions({ name, body }: Template, directory: string): Template[] {
  return [true, false].map((isTrue) => {
    const { Conditions, ...rest } = choose(body, isTrue ? 1 : 2);
    return writeTemplate(directory, `${name}/${isTrue ? '' : 'not'}${Object.keys(Conditions)}`, rest);
  });
}

function choose(json: any, branch: 1 | 2): any {
  if (Array.isArray(json)) { return json.map((item) => choose(item, branch)); }
  if (json === null || typeof json !== 'object') { return json; }
  if ('Fn::If' in json) { return choose(json['Fn::If'][branch], branch); }
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, choose(value, branch)]));
}
