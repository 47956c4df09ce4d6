import type { Calls } from './calls';
import type { EventSelectors, LiveTrail, Seen } from './live';
import { Memo } from './memo';
import { listOf, RefusedError, seen } from './refused-error';

const LIST = 'cloudtrail:DescribeTrails';
const STATUS = 'cloudtrail:GetTrailStatus';
const SELECTORS = 'cloudtrail:GetEventSelectors';

/** Reads the trails of one account. */
export class Trails {
  private readonly lists = new Memo<Seen<readonly LiveTrail[]>>();
  private readonly statuses = new Memo<Seen<boolean>>();
  /** By ARN: a trail has the same in each Region. */
  private readonly allSelectors = new Memo<Seen<EventSelectors>>();

  constructor(private readonly calls: Calls) {}

  public trails(region: string): Promise<Seen<readonly LiveTrail[]>> {
    return this.lists.get(region, () => seen(LIST, () => this.read(region)));
  }

  private async read(region: string): Promise<LiveTrail[]> {
    // Shadow trails are those of other Regions and of the organization.
    const { trailList } = await this.calls.send(LIST, { includeShadowTrails: true }, region);
    return listOf(trailList, LIST, 'trails').flatMap(({ Name, TrailARN: arn, HomeRegion, IsMultiRegionTrail }): LiveTrail[] => {
      if (typeof arn !== 'string' || typeof HomeRegion !== 'string') { throw RefusedError.wrongAnswer(LIST, 'has a trail without its ARN or Region'); }
      if (IsMultiRegionTrail !== true && HomeRegion !== region) { return []; }
      return [{
        name: typeof Name === 'string' ? Name : arn,
        isLogging: () => this.statuses.get(`${region} ${arn}`, () => seen(STATUS, () => this.isLogging(region, arn))),
        selectors: () => this.allSelectors.get(arn, () => seen(SELECTORS, () => this.selectors(region, arn))),
      }];
    });
  }

  /** A shadow trail is known by its ARN only. */
  private async isLogging(region: string, Name: string): Promise<boolean> {
    const { IsLogging } = await this.calls.send(STATUS, { Name }, region);
    return typeof IsLogging === 'boolean' ? IsLogging : RefusedError.throwWrong(STATUS, 'does not say whether the trail is logging');
  }

  private async selectors(region: string, TrailName: string): Promise<EventSelectors> {
    const { EventSelectors: basic = [], AdvancedEventSelectors: advanced = [] } = await this.calls.send(SELECTORS, { TrailName }, region);
    // Every trail has one, by default for all management events.
    if (!Array.isArray(basic) || !Array.isArray(advanced) || basic.length + advanced.length === 0) {
      throw RefusedError.wrongAnswer(SELECTORS, 'has no event selectors');
    }
    return { basic, advanced };
  }
}
