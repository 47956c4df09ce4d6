import { ec2Query, json, query, REST_JSON, type Structure, type WireFormat } from './wire-format';

/** What a page says of the next one, and how that is asked for. */
interface Paging {
  /** The parameter that says where a page begins. */
  readonly token: string;
  next(page: Structure): string | undefined;
  /** Whether a page says that there is more. A service without it says so by the token only. */
  hasMore?(page: Structure): boolean;
}

/** What a client has to know of a service. */
export interface Service {
  /** What the SDK calls it, from which the names of settings follow, such as AWS_ENDPOINT_URL_EC2. */
  readonly id: string;
  readonly format: WireFormat;
  readonly paging: Paging;
  /** Whether a partition has it once, or is asked once as it answers the same everywhere. */
  readonly isGlobal: boolean;
}

/** A service that a check asks, by the name that IAM and signatures have for it. */
export type ServiceName = 'account' | 'cloudformation' | 'cloudtrail' | 'ec2' | 'events' | 'iam' | 'kms' | 'sts';

const NEXT_TOKEN: Paging = { token: 'NextToken', next: ({ NextToken }) => NextToken };

/** The services that a check asks. */
export const SERVICES: Readonly<Record<ServiceName, Service>> = {
  account: { id: 'Account', format: REST_JSON, paging: NEXT_TOKEN, isGlobal: true },
  cloudformation: { id: 'CloudFormation', format: query('2010-05-15'), paging: NEXT_TOKEN, isGlobal: false },
  cloudtrail: { id: 'CloudTrail', format: json('CloudTrail_20131101'), paging: NEXT_TOKEN, isGlobal: false },
  ec2: { id: 'EC2', format: ec2Query('2016-11-15'), paging: { token: 'NextToken', next: ({ nextToken }) => nextToken }, isGlobal: false },
  events: { id: 'EventBridge', format: json('AWSEvents'), paging: NEXT_TOKEN, isGlobal: false },
  iam: {
    id: 'IAM',
    format: query('2010-05-08'),
    paging: { token: 'Marker', next: ({ Marker }) => Marker, hasMore: ({ IsTruncated }) => IsTruncated === 'true' },
    isGlobal: true,
  },
  kms: {
    id: 'KMS',
    format: json('TrentService'),
    paging: { token: 'Marker', next: ({ NextMarker }) => NextMarker, hasMore: ({ Truncated }) => Truncated === true },
    isGlobal: false,
  },
  sts: { id: 'STS', format: query('2011-06-15'), paging: NEXT_TOKEN, isGlobal: true },
};
