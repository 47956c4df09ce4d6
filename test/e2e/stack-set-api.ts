import { CloudFormation, type StackSet } from '@aws-sdk/client-cloudformation';
import type { Emulator } from './emulator';
import type { StackSetProperties } from './stack-set-stacks';

interface Group {
  readonly DeploymentTargets: { readonly Accounts: string[] };
  readonly Regions: string[];
}

/**
 * Makes the requests that CloudFormation makes for a resource `AWS::CloudFormation::StackSet`, in its order, as the emulators know
 * StackSets only by these requests. For self-managed StackSets.
 *
 * @see https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-cloudformation
 */
export class StackSetApi {
  private readonly cloudFormation: CloudFormation;

  /** @param account the account of the stack that contains the StackSet. */
  public constructor(emulator: Emulator, private readonly account: string) {
    this.cloudFormation = new CloudFormation({
      endpoint: emulator.endpoint, region: 'us-east-1', credentials: { accessKeyId: account, secretAccessKey: 'secret' },
    });
  }

  /** What happens when the resource is added to a stack. */
  public async create(properties: StackSetProperties): Promise<void> {
    const { StackInstancesGroup, OperationPreferences, ...stackSet } = this.resolved(properties);
    await this.cloudFormation.createStackSet(stackSet);
    await this.createInstances(stackSet.StackSetName, StackInstancesGroup, OperationPreferences);
  }

  /** What happens when the properties of the resource change. */
  public async update(from: StackSetProperties, to: StackSetProperties): Promise<void> {
    const { StackInstancesGroup, PermissionModel, ManagedExecution, ...stackSet } = this.resolved(to);
    const former: Group[] = this.resolved(from).StackInstancesGroup;
    await this.deleteInstances(stackSet.StackSetName, without(former, StackInstancesGroup), stackSet.OperationPreferences);
    await this.settled(stackSet.StackSetName, await this.cloudFormation.updateStackSet(stackSet));
    await this.createInstances(stackSet.StackSetName, without(StackInstancesGroup, former), stackSet.OperationPreferences);
  }

  /** What happens when the resource is removed from its stack, or that stack is deleted. */
  public async delete(properties: StackSetProperties): Promise<void> {
    const { StackSetName, StackInstancesGroup, OperationPreferences } = this.resolved(properties);
    await this.deleteInstances(StackSetName, StackInstancesGroup, OperationPreferences);
    await this.cloudFormation.deleteStackSet({ StackSetName });
  }

  /** The StackSet as it is. */
  public async describe({ StackSetName }: StackSetProperties): Promise<StackSet> {
    return (await this.cloudFormation.describeStackSet({ StackSetName })).StackSet!;
  }

  /** The accounts and regions that the StackSet has stacks in. */
  public async instances({ StackSetName }: StackSetProperties): Promise<string[]> {
    const { Summaries = [] } = await this.cloudFormation.listStackInstances({ StackSetName });
    return Summaries.map(({ Account, Region }) => `${Account} ${Region}`);
  }

  private async createInstances(StackSetName: string, groups: Group[], OperationPreferences: object): Promise<void> {
    for (const { DeploymentTargets: { Accounts }, Regions } of groups) {
      const operation = await this.cloudFormation.createStackInstances({ StackSetName, Accounts, Regions, OperationPreferences });
      await this.settled(StackSetName, operation);
    }
  }

  private async deleteInstances(StackSetName: string, groups: Group[], OperationPreferences: object): Promise<void> {
    for (const { DeploymentTargets: { Accounts }, Regions } of groups) {
      const request = { StackSetName, Accounts, Regions, OperationPreferences, RetainStacks: false };
      await this.settled(StackSetName, await this.cloudFormation.deleteStackInstances(request));
    }
  }

  /** The emulator answers when the operation is over. */
  private async settled(StackSetName: string, { OperationId }: { OperationId?: string }): Promise<void> {
    const { StackSetOperation } = await this.cloudFormation.describeStackSetOperation({ StackSetName, OperationId });
    if (StackSetOperation!.Status !== 'SUCCEEDED') { throw new Error(`operation on ${StackSetName}: ${StackSetOperation!.Status}`); }
  }

  /** The properties with what CloudFormation fills in before the resource is made. */
  private resolved(properties: StackSetProperties): any {
    const pseudo: Record<string, string> = { 'AWS::AccountId': this.account, 'AWS::Partition': 'aws' };
    return JSON.parse(JSON.stringify(properties), (_name, value) => {
      if (value?.Ref) { return pseudo[value.Ref]; }
      return value?.['Fn::Join'] ? value['Fn::Join'][1].join(value['Fn::Join'][0]) : value;
    });
  }
}

/** The groups without the regions that the others have. */
function without(groups: Group[], others: Group[]): Group[] {
  const taken = others.flatMap(({ Regions }) => Regions);
  return groups
    .map((group) => ({ ...group, Regions: group.Regions.filter((region) => !taken.includes(region)) }))
    .filter(({ Regions }) => Regions.length > 0);
}
