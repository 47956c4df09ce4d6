import { partition } from '@aws-sdk/core/client';
import { SERVICES, type ServiceName } from './services';

/** Where a service is asked, and the Region that signatures name. */
export interface Endpoint {
  readonly url: URL;
  readonly region: string;
}

/** The types of the SDK leave out the Region of the services that a partition has once. */
type Partition = ReturnType<typeof partition> & { readonly implicitGlobalRegion: string };

/** Where IAM is in the partitions that have it under a name of its own. */
const IAM: Readonly<Record<string, { readonly host: string; readonly fipsHost: string; readonly region: string }>> = {
  'aws': { host: 'iam.amazonaws.com', fipsHost: 'iam-fips.amazonaws.com', region: 'us-east-1' },
  'aws-cn': { host: 'iam.cn-north-1.amazonaws.com.cn', fipsHost: 'iam-fips.amazonaws.com.cn', region: 'cn-north-1' },
  'aws-us-gov': { host: 'iam.us-gov.amazonaws.com', fipsHost: 'iam.us-gov.amazonaws.com', region: 'us-gov-west-1' },
};

/** The services whose ordinary endpoints in AWS GovCloud (US) are FIPS endpoints. */
const FIPS_IN_GOVCLOUD: readonly ServiceName[] = ['cloudformation', 'cloudtrail', 'ec2', 'events', 'sts'];

/** The Region of the services that the partition of a Region has once. */
export function homeRegion(region: string): string {
  return (partition(region) as Partition).implicitGlobalRegion;
}

/** The endpoint of AWS for a service, by the rules of the SDK. */
export function endpointOf(service: ServiceName, region: string, useFips: boolean): Endpoint {
  const { name, dnsSuffix } = partition(region);
  if (service === 'iam' && name in IAM) {
    const { host, fipsHost, region: home } = IAM[name];
    return { url: new URL(`https://${useFips ? fipsHost : host}`), region: home };
  }
  const at = SERVICES[service].isGlobal ? homeRegion(region) : region;
  const isFips = useFips && !(name === 'aws-us-gov' && FIPS_IN_GOVCLOUD.includes(service));
  return { url: new URL(`https://${service}${isFips ? '-fips' : ''}.${at}.${dnsSuffix}`), region: at };
}
