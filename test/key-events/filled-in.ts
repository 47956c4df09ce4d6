/** What CloudFormation knows during deployment. */
export interface DeployTimeValues {
  readonly account: string;
  readonly region: string;
  /** Of the one key whose attribute the JSON names. */
  readonly keyArn: string;
}

/** JSON of a template as CloudFormation fills it in, in the partition `aws`. References to resources stay as they are. */
export function filledIn(json: any, values: DeployTimeValues): any {
  if (Array.isArray(json)) { return json.map((item) => filledIn(item, values)); }
  if (json === null || typeof json !== 'object') { return json; }
  if (/^ReplicaKey[0-9A-F]{8}$|^ReplicaKeyKey/.test(json['Fn::GetAtt']?.[0])) { return values.keyArn; }
  if ('Fn::Join' in json) {
    const [separator, parts] = json['Fn::Join'];
    return filledIn(parts, values).join(separator);
  }
  if ('Fn::Sub' in json) {
    return json['Fn::Sub'].replace('${AWS::Partition}', 'aws').replace('${AWS::Region}', values.region).replace('${AWS::AccountId}', values.account);
  }
  const known = { 'AWS::Partition': 'aws', 'AWS::Region': values.region, 'AWS::AccountId': values.account }[json.Ref as string];
  return known ?? Object.fromEntries(Object.entries(json).map(([name, value]) => [name, filledIn(value, values)]));
}
