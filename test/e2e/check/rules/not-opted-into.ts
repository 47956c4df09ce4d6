import { errorAnswer, jsonAnswer } from '../answers';
import type { Rule } from '../recording-proxy';

/**
 * An account did not opt into a Region, which then knows none of the account's credentials.
 *
 * @see https://docs.aws.amazon.com/accounts/latest/APIReference/API_ListRegions.html
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
export function notOptedInto(account: string, region: string): Rule {
  let optedInto = false;
  return async (call, emulator) => {
    if (call.account !== account || optedInto) { return undefined; }
    if (call.operation === 'POST /listRegions') {
      const { Regions, ...rest } = JSON.parse((await emulator()).body);
      const seen = Regions.map((each: any) => each.RegionName === region ? { ...each, RegionOptStatus: 'DISABLED' } : each);
      const asked = call.parameters.RegionOptStatusContains as string[] | undefined;
      return jsonAnswer({ ...rest, Regions: seen.filter(({ RegionOptStatus }: any) => asked?.includes(RegionOptStatus) ?? true) });
    }
    if (call.operation === 'POST /enableRegion' && call.parameters.RegionName === region) {
      optedInto = true;
      return jsonAnswer({});
    }
    if (call.region !== region) { return undefined; }
    return errorAnswer(call, 'UnrecognizedClientException', 'The security token included in the request is invalid.', 403);
  };
}
