import { AccountClient } from '@aws-sdk/client-account';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { STSClient } from '@aws-sdk/client-sts';
import { endpointOf } from '../../../../src/check/live/aws/endpoint';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** The SDK has no rules for EC2 here: its client is not installed. */
const CLIENTS = { account: AccountClient, cloudformation: CloudFormationClient, iam: IAMClient, kms: KMSClient, sts: STSClient };
type Known = keyof typeof CLIENTS;

const REGIONS = [
  'us-east-1', 'eu-central-1', 'ap-southeast-7', 'mx-central-1', 'cn-north-1', 'cn-northwest-1', 'us-gov-west-1', 'us-gov-east-1', 'us-iso-east-1', 'us-iso-west-1',
  'us-isob-east-1', 'eu-isoe-west-1', 'us-isof-south-1', 'eusc-de-east-1', 'eu-unheard-of-9',
];
/** Only these partitions have FIPS endpoints. */
const FIPS_REGIONS = REGIONS.filter((region) => /^us-(east|gov)|^ca-|^mx-/.test(region));

function endpointOfSdk(service: Known, Region: string, UseFIPS: boolean) {
  const { config } = new CLIENTS[service]({ region: Region }) as any;
  const { url, properties } = config.endpointProvider({ Region, UseFIPS, UseDualStack: false, UseGlobalEndpoint: false });
  return [url.href, properties?.authSchemes?.[0]?.signingRegion ?? Region];
}

const cases = (regions: readonly string[], useFips: boolean) => Object.keys(CLIENTS).flatMap((service) =>
  regions.map((region) => [service as Known, region, useFips] as const));

test.each([...cases(REGIONS, false), ...cases(FIPS_REGIONS, true)])('%s is asked for %s where the SDK asks it (FIPS: %s)', (service, region, useFips) => {
  const { url, region: signed } = endpointOf(service, region, useFips);
  // STS is asked in the home Region of the partition: any Region answers the same.
  const asked = service === 'sts' ? signed : region;
  expect([url.href, signed]).toEqual(endpointOfSdk(service, asked, useFips));
});

test.each([
  // https://docs.aws.amazon.com/general/latest/gr/ec2-service.html
  ['eu-central-1', false, 'https://ec2.eu-central-1.amazonaws.com/'], ['us-east-1', true, 'https://ec2-fips.us-east-1.amazonaws.com/'],
  ['us-gov-west-1', true, 'https://ec2.us-gov-west-1.amazonaws.com/'], ['cn-north-1', false, 'https://ec2.cn-north-1.amazonaws.com.cn/'],
] as const)('EC2 of %s (FIPS: %s) is %s', (region, useFips, url) => {
  expect(endpointOf('ec2', region, useFips)).toEqual({ url: new URL(url), region });
});

test.each([
  // https://docs.aws.amazon.com/general/latest/gr/ev.html and https://docs.aws.amazon.com/general/latest/gr/ct.html
  ['events', 'eu-central-1', false, 'https://events.eu-central-1.amazonaws.com/'], ['events', 'us-east-1', true, 'https://events-fips.us-east-1.amazonaws.com/'],
  ['events', 'us-gov-west-1', true, 'https://events.us-gov-west-1.amazonaws.com/'], ['events', 'cn-north-1', false, 'https://events.cn-north-1.amazonaws.com.cn/'],
  ['cloudtrail', 'eu-central-1', false, 'https://cloudtrail.eu-central-1.amazonaws.com/'],
  ['cloudtrail', 'us-east-1', true, 'https://cloudtrail-fips.us-east-1.amazonaws.com/'],
  ['cloudtrail', 'us-gov-east-1', true, 'https://cloudtrail.us-gov-east-1.amazonaws.com/'],
] as const)('%s of %s (FIPS: %s) is %s', (service, region, useFips, url) => {
  expect(endpointOf(service, region, useFips)).toEqual({ url: new URL(url), region });
});
