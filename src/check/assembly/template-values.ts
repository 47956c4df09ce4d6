import { isObject } from '../evaluator/json-object';

/** Where a template is deployed to. */
export interface Deployment {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** What of a template says what its values are. */
export interface Template {
  readonly Resources?: Readonly<Record<string, { readonly Type?: string; readonly Properties?: Readonly<Record<string, unknown>> }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
}

const NO_VALUE = Symbol('AWS::NoValue');

/** What becomes of the values of a template where it is deployed. */
export class TemplateValues {
  private readonly pseudoParameters: Readonly<Record<string, unknown>>;

  /** @param parameters the values of the parameters, as far as they are known. */
  constructor(
    private readonly template: Template,
    private readonly deployment: Deployment,
    private readonly parameters: Readonly<Record<string, unknown>> = {},
  ) {
    const { account, region, partition } = deployment;
    this.pseudoParameters = { 'AWS::AccountId': account, 'AWS::Region': region, 'AWS::Partition': partition, 'AWS::NoValue': NO_VALUE };
  }

  /** The JSON with values in the place of CloudFormation functions. A function whose value is known at deployment only stays. */
  public resolve(json: unknown): unknown {
    if (Array.isArray(json)) { return json.map((item) => this.resolve(item)).filter((item) => item !== NO_VALUE); }
    if (!isObject(json)) { return json; }
    const names = Object.keys(json);
    const value = names.length === 1 ? this.call(names[0], json[names[0]]) : undefined;
    return value ?? Object.fromEntries(Object.entries(json).map(([key, item]) => [key, this.resolve(item)]).filter(([, item]) => item !== NO_VALUE));
  }

  /** The text of a record, in which pseudo parameters may stand, or undefined where it is known at deployment only. */
  public text(value: unknown): string | undefined {
    const resolved = typeof value === 'string' ? this.substitute(value, {}) : this.resolve(value);
    return typeof resolved === 'string' ? resolved : undefined;
  }

  private call(name: string, argument: unknown): unknown {
    switch (name) {
      case 'Ref': return this.referenced(argument);
      case 'Fn::GetAtt': return this.attribute(argument);
      case 'Fn::Join': return this.join(argument);
      case 'Fn::Sub': return Array.isArray(argument) ? this.substitute(argument[0], argument[1]) : this.substitute(argument, {});
      case 'Fn::If': return this.chosen(argument);
    }
    return undefined;
  }

  private referenced(name: unknown): unknown {
    const id = `${name}`;
    return this.pseudoParameters[id] ?? this.parameters[id] ?? this.principal(id)?.name;
  }

  private attribute(argument: unknown): string | undefined {
    const [id, attribute] = Array.isArray(argument) ? argument : `${argument}`.split('.');
    return attribute === 'Arn' ? this.principal(id)?.arn : undefined;
  }

  /** The name and the ARN of a role or user of the template, where it has a name of its own. */
  private principal(id: string): { readonly name: string; readonly arn: string } | undefined {
    const { Type: type, Properties: properties = {} } = this.template.Resources?.[id] ?? {};
    const kind = { 'AWS::IAM::Role': 'Role', 'AWS::IAM::User': 'User' }[`${type}`];
    const [name, path] = [properties[`${kind}Name`], properties.Path ?? '/'].map((value) => this.resolve(value));
    if (typeof name !== 'string' || typeof path !== 'string' || kind === undefined) { return undefined; }
    const { partition, account } = this.deployment;
    return { name, arn: `arn:${partition}:iam::${account}:${kind.toLowerCase()}${path}${name}` };
  }

  private join(argument: unknown): string | undefined {
    const [separator, parts] = this.resolve(argument) as [string, unknown];
    return Array.isArray(parts) && parts.every((part) => typeof part === 'string') ? parts.join(separator) : undefined;
  }

  private substitute(text: unknown, variables: Readonly<Record<string, unknown>>): string | undefined {
    let isKnown = typeof text === 'string';
    const filledIn = `${text}`.replace(/\$\{(!?)([^}]*)\}/g, (_match, literal: string, name: string) => {
      if (literal) { return `\${${name}}`; }
      const value = name in variables ? this.resolve(variables[name]) : name.includes('.') ? this.attribute(name) : this.referenced(name);
      isKnown &&= typeof value === 'string';
      return `${String(value)}`;
    });
    return isKnown ? filledIn : undefined;
  }

  private chosen(argument: unknown): unknown {
    const [name, whenTrue, whenFalse] = argument as [string, unknown, unknown];
    const isTrue = this.isTrue({ Condition: name });
    return isTrue === undefined ? undefined : this.resolve(isTrue ? whenTrue : whenFalse);
  }

  /** Whether a condition holds. Undefined where that is known at deployment only. */
  private isTrue(condition: unknown): boolean | undefined {
    const [[name, argument]] = Object.entries(condition ?? { unknown: undefined });
    const all = () => (argument as unknown[]).map((item) => this.isTrue(item));
    switch (name) {
      case 'Condition': return this.isTrue(this.template.Conditions?.[`${argument}`]);
      case 'Fn::Equals': return this.areEqual(argument as unknown[]);
      case 'Fn::Or': return anyOf(all());
      case 'Fn::And': return not(anyOf(all().map(not)));
      case 'Fn::Not': return not(all()[0]);
    }
    return undefined;
  }

  private areEqual(values: unknown[]): boolean | undefined {
    const [one, other] = values.map((value) => this.resolve(value));
    return typeof one === 'string' && typeof other === 'string' ? one === other : undefined;
  }
}

function anyOf(values: ReadonlyArray<boolean | undefined>): boolean | undefined {
  return values.includes(true) || (values.includes(undefined) ? undefined : false);
}

function not(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}
