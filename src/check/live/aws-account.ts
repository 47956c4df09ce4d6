import type { Calls } from './calls';
import { readEventRules } from './event-rules';
import { readFailedCopies } from './failed-copies';
import { Keys } from './keys';
import type { FailedCopy, LiveAccount, LiveEventRule, LiveKey, LiveRole, LiveTrail, Seen, SimulatedCall } from './live';
import { Memo } from './memo';
import { seen } from './refused-error';
import { Roles } from './roles';
import { simulate } from './simulation';
import { readStackResources } from './stack-resources';
import { Trails } from './trails';

/** What is known of an account from the start. */
export type AwsAccountProps = Pick<LiveAccount, 'account' | 'credentials' | 'regions'>;

/** An account that there are credentials for. */
export class AwsAccount implements LiveAccount {
  public readonly account: string;
  public readonly credentials: Seen<{ readonly caller: string }>;
  public readonly regions: Seen<ReadonlySet<string>>;

  private readonly keys: Keys;
  private readonly roles: Roles;
  private readonly stacks = new Memo<Seen<ReadonlyMap<string, string> | undefined>>();
  private readonly copies = new Memo<Seen<readonly FailedCopy[]>>();
  private readonly rules = new Memo<Seen<readonly LiveEventRule[]>>();
  private readonly trailLists: Trails;
  private readonly simulations = new Memo<Seen<readonly SimulatedCall[]>>();

  constructor({ account, credentials, regions }: AwsAccountProps, private readonly calls: Calls) {
    this.account = account;
    this.credentials = credentials;
    this.regions = regions;
    this.keys = new Keys(calls);
    this.roles = new Roles(calls);
    this.trailLists = new Trails(calls);
  }

  public role(name: string): Promise<Seen<LiveRole | undefined>> {
    return this.roles.role(name);
  }

  public key(region: string, keyId: string): Promise<Seen<LiveKey | undefined>> {
    return this.keys.key(region, keyId);
  }

  public aliases(region: string): Promise<Seen<ReadonlyMap<string, string>>> {
    return this.keys.aliases(region);
  }

  public stackResources(region: string, stackName: string): Promise<Seen<ReadonlyMap<string, string> | undefined>> {
    return this.stacks.get(`${region} ${stackName}`, () =>
      seen('cloudformation:ListStackResources', () => readStackResources(this.calls, region, stackName)));
  }

  public failedCopies(region: string): Promise<Seen<readonly FailedCopy[]>> {
    return this.copies.get(region, () => seen('ec2:DescribeSnapshots', () => readFailedCopies(this.calls, region)));
  }

  public eventRules(region: string): Promise<Seen<readonly LiveEventRule[]>> {
    return this.rules.get(region, () => seen('events:ListRules', () => readEventRules(this.calls, region)));
  }

  public trails(region: string): Promise<Seen<readonly LiveTrail[]>> {
    return this.trailLists.trails(region);
  }

  public simulate(roleArn: string, actions: readonly string[], keyArns: readonly string[]): Promise<Seen<readonly SimulatedCall[]>> {
    return this.simulations.get(JSON.stringify([roleArn, actions, keyArns]), () =>
      seen('iam:SimulatePrincipalPolicy', () => simulate(this.calls, roleArn, actions, keyArns)));
  }
}
