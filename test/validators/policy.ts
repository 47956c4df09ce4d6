import type { Template } from './template';

/** A policy document of a template, with literal values in the place of what CloudFormation fills in. */
export interface Policy {
  readonly template: string;
  readonly resource: string;
  readonly kind: 'identity' | 'resource' | 'trust';
  readonly document: any;
}

/** All policy documents of a template, and the statements that it adds to policies of keys elsewhere. */
export function policiesOf({ name: template, body }: Template): Policy[] {
  return Object.entries<any>(body.Resources).flatMap(([resource, { Type, Properties = {} }]) => {
    const added = Type === 'Custom::KeyPolicyStatements' ? [{ Version: '2012-10-17', Statement: Properties.Statements }] : [];
    return [...documentsIn(Properties), ...added].map((unresolved) => {
      const document = resolve(unresolved, body);
      const isTrust = unresolved === Properties.AssumeRolePolicyDocument;
      const kind = isTrust ? 'trust' : [document.Statement].flat().some(({ Principal }: any) => Principal) ? 'resource' : 'identity';
      return { template, resource, kind, document };
    });
  });
}

function documentsIn(json: any): any[] {
  if (json === null || typeof json !== 'object') { return []; }
  return 'Statement' in json ? [json] : Object.values(json).flatMap(documentsIn);
}

const PSEUDO_PARAMETERS: Record<string, string> = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'eu-west-1',
  'AWS::AccountId': '111111111111',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackId': 'arn:aws:cloudformation:eu-west-1:111111111111:stack/name/0a1b2c3d-1111-2222-3333-444455556666',
};

const ARNS: Record<string, string> = {
  'AWS::CodeBuild::Project': 'arn:aws:codebuild:eu-west-1:111111111111:project/name',
  'AWS::IAM::Role': 'arn:aws:iam::111111111111:role/name',
  'AWS::KMS::Key': 'arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  'AWS::Logs::LogGroup': 'arn:aws:logs:eu-west-1:111111111111:log-group:name:*',
  'AWS::S3::Bucket': 'arn:aws:s3:::name',
};

/** What a reference to a resource is, where it is not a name. */
const REFERENCES: Record<string, string> = {
  'AWS::SNS::Topic': 'arn:aws:sns:eu-west-1:111111111111:name',
};

function referenceTo(id: string, { Parameters = {}, Resources }: any): string {
  // The one parameter in these templates is the ARN of a key.
  return id in Parameters ? ARNS['AWS::KMS::Key'] : REFERENCES[Resources[id].Type] ?? 'name';
}

function substitute(text: string, variables: Record<string, string> = {}): string {
  return text.replace(/\$\{([A-Za-z:]+)\}/g, (_, name: string) => variables[name] ?? PSEUDO_PARAMETERS[name]).replaceAll('${!', '${');
}

function resolve(json: any, body: any): any {
  if (Array.isArray(json)) { return json.map((item) => resolve(item, body)); }
  if (json === null || typeof json !== 'object') { return json; }
  const [[key, value]] = [...Object.entries<any>(json), ['', undefined]];
  switch (key) {
    case 'Ref': return PSEUDO_PARAMETERS[value] ?? referenceTo(value, body);
    case 'Fn::GetAtt': return ARNS[body.Resources[value[0]].Type];
    case 'Fn::Join': return value[1].map((part: any) => resolve(part, body)).join(value[0]);
    case 'Fn::Select': return resolve(value[1], body)[value[0]];
    case 'Fn::Split': return resolve(value[1], body).split(value[0]);
    case 'Fn::Sub': return Array.isArray(value) ? substitute(value[0], resolve(value[1], body)) : substitute(value);
  }
  if (key.startsWith('Fn::')) { throw new Error(`a policy contains ${JSON.stringify(json)}, which is not resolved here`); }
  return Object.fromEntries(Object.entries(json).map(([name, member]) => [name, resolve(member, body)]));
}
