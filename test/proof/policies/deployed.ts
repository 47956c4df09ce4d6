/** Where a template is deployed. */
export interface Place {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** What CloudFormation makes of a part of a template there. Fails on every function but those that stand in key policies. */
export function deployed<T>(json: unknown, { partition, account, region }: Place): T {
  const pseudo: Record<string, string> = { 'AWS::Partition': partition, 'AWS::AccountId': account, 'AWS::Region': region };
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) { return value.map(resolve); }
    if (typeof value !== 'object' || value === null) { return value; }
    const [[name, argument] = ['', undefined], ...more] = Object.entries(value);
    if (more.length === 0 && name === 'Ref') { return known(String(argument)); }
    if (more.length === 0 && name === 'Fn::Sub') { return String(argument).replaceAll(/\$\{([^!}]+)\}/g, (_text, of: string) => known(of)); }
    if (more.length === 0 && name === 'Fn::Join') {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map(resolve).join(separator);
    }
    return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, resolve(of)]));
  };
  const known = (name: string) => {
    if (!(name in pseudo)) { throw new Error(`the template refers to ${name}, which is not known here`); }
    return pseudo[name];
  };
  return resolve(json) as T;
}
