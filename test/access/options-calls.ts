/** What a call is good for. */
export type Kind = 'encrypt' | 'decrypt' | 'describe' | 'grant' | 'administer' | 'destroy' | 'undo' | 'else';

/** Who makes the call for the caller: nobody, a service of `viaServices`, the same one in another region, or one not listed. */
export type Via = 'directly' | 'by EBS' | 'by EBS elsewhere' | 'by Lambda';

export interface Call {
  readonly kind: Kind;
  readonly action: string;
  readonly via: Via;
  /** Of a call about grants: whether the grant is for an AWS service. */
  readonly forAws?: boolean;
}

const calls = (kind: Kind, actions: string[], vias: Via[] = ['directly'], forAws?: boolean): Call[] =>
  vias.flatMap((via) => actions.map((action) => ({ kind, action, via, forAws })));

export const CALLS: Call[] = [
  ...calls('encrypt', ['Encrypt', 'ReEncryptTo', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'], ['directly', 'by EBS']),
  ...calls('encrypt', ['GenerateDataKeyWithoutPlaintext'], ['by EBS elsewhere', 'by Lambda']),
  ...calls('decrypt', ['Decrypt', 'ReEncryptFrom'], ['directly', 'by EBS']),
  ...calls('decrypt', ['Decrypt'], ['by EBS elsewhere', 'by Lambda']),
  ...calls('describe', ['DescribeKey'], ['directly', 'by Lambda']),
  ...calls('grant', ['CreateGrant', 'ListGrants', 'RevokeGrant'], ['directly'], true),
  ...calls('grant', ['CreateGrant'], ['by EBS', 'by Lambda'], true),
  ...calls('grant', ['CreateGrant'], ['directly'], false),
  ...calls('grant', ['CreateGrant']),
  ...calls('administer', ['PutKeyPolicy', 'DisableKeyRotation', 'TagResource']),
  ...calls('destroy', ['ScheduleKeyDeletion', 'DisableKey']),
  ...calls('undo', ['CancelKeyDeletion', 'EnableKey']),
  ...calls('else', ['RetireGrant', 'ReplicateKey']),
];

export function nameOfCall({ action, via, forAws }: Call): string {
  return `${action} ${via}${forAws === undefined ? '' : `, for ${forAws ? 'AWS' : 'another'}`}`;
}

/** What AWS knows of the call, in addition to the caller. */
export function circumstancesOf({ via, forAws }: Call, region: string, elsewhere: string): Record<string, string> {
  const service = { 'directly': undefined, 'by EBS': `ec2.${region}`, 'by EBS elsewhere': `ec2.${elsewhere}`, 'by Lambda': `lambda.${region}` }[via];
  return {
    ...service !== undefined && { 'kms:ViaService': `${service}.amazonaws.com` },
    ...forAws !== undefined && { 'kms:GrantIsForAWSResource': String(forAws) },
  };
}
