import {
  CloudFormation, waitUntilStackCreateComplete, waitUntilStackDeleteComplete, waitUntilStackUpdateComplete, type Stack,
} from '@aws-sdk/client-cloudformation';
import { KMS } from '@aws-sdk/client-kms';
import type { Emulator } from './emulator';

const WAIT = { minDelay: 1, maxDelay: 2, maxWaitTime: 60 };

/** The id of a key and its ARN. */
export interface LiveKey {
  readonly id: string;
  readonly arn: string;
}

/** What is really there in one account and region, read by the AWS SDK: not what a template or the CLI says. */
export class LiveRegion {
  private readonly kms: KMS;
  private readonly cloudFormation: CloudFormation;

  public constructor(private readonly emulator: Emulator, public readonly account: string, public readonly region: string) {
    const client = { endpoint: emulator.endpoint, region, credentials: { accessKeyId: account, secretAccessKey: 'secret' } };
    this.kms = new KMS(client);
    this.cloudFormation = new CloudFormation(client);
  }

  /**
   * The key that an alias, such as `alias/very_secret_key`, stands for.
   *
   * @throws a `NotFoundException` when there is no such alias.
   */
  public async keyByAlias(alias: string): Promise<LiveKey> {
    const { KeyMetadata } = await this.ask(this.kms.describeKey({ KeyId: alias }));
    return { id: KeyMetadata!.KeyId!, arn: KeyMetadata!.Arn! };
  }

  /** The state of a key, such as `Enabled`. */
  public async keyState(keyId: string): Promise<string> {
    const { KeyMetadata } = await this.ask(this.kms.describeKey({ KeyId: keyId }));
    return KeyMetadata!.KeyState!;
  }

  /** The policy of a key. */
  public async keyPolicy(keyId: string): Promise<any> {
    const { Policy } = await this.ask(this.kms.getKeyPolicy({ KeyId: keyId, PolicyName: 'default' }));
    return JSON.parse(Policy!);
  }

  /** Replaces the policy of a key, as someone would by hand. */
  public async putKeyPolicy(keyId: string, policy: object): Promise<void> {
    await this.ask(this.kms.putKeyPolicy({ KeyId: keyId, PolicyName: 'default', Policy: JSON.stringify(policy) }));
  }

  /** Makes a key, as someone would by hand. */
  public async createKey(policy: object): Promise<LiveKey> {
    const { KeyMetadata } = await this.ask(this.kms.createKey({ Policy: JSON.stringify(policy) }));
    return { id: KeyMetadata!.KeyId!, arn: KeyMetadata!.Arn! };
  }

  /** Makes an alias, such as `alias/very_secret_key`, for a key, as someone would by hand. */
  public async createAlias(alias: string, keyId: string): Promise<void> {
    await this.ask(this.kms.createAlias({ AliasName: alias, TargetKeyId: keyId }));
  }

  /** Whether KMS makes new material for a key from time to time. */
  public async keyRotates(keyId: string): Promise<boolean> {
    const { KeyRotationEnabled } = await this.ask(this.kms.getKeyRotationStatus({ KeyId: keyId }));
    return KeyRotationEnabled!;
  }

  /** The names of all aliases but those that AWS makes. */
  public async aliases(): Promise<string[]> {
    const { Aliases = [] } = await this.ask(this.kms.listAliases({}));
    return Aliases.map(({ AliasName }) => AliasName!).filter((name) => !name.startsWith('alias/aws/')).sort();
  }

  /** The names of all stacks, with their states. */
  public async stacks(): Promise<Record<string, string>> {
    const { Stacks = [] } = await this.ask(this.cloudFormation.describeStacks({}));
    return Object.fromEntries(Stacks.map(({ StackName, StackStatus }) => [StackName, StackStatus]));
  }

  /** The outputs of a stack. */
  public async outputs(stackName: string): Promise<Record<string, string>> {
    const { Outputs = [] } = await this.stack(stackName);
    return Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
  }

  /** What a stack manages: the physical ids, such as those of keys, by the types. */
  public async resources(stackName: string): Promise<Record<string, string>> {
    const { StackResources = [] } = await this.ask(this.cloudFormation.describeStackResources({ StackName: stackName }));
    return Object.fromEntries(StackResources.map(({ ResourceType, PhysicalResourceId }) => [ResourceType, PhysicalResourceId]));
  }

  /**
   * Makes a stack of the template of a StackSet, as CloudFormation does in each account and region, and waits until it is there.
   *
   * @throws when it could not be made.
   */
  public async createStack(stackName: string, templateBody: string): Promise<void> {
    await this.ask(this.cloudFormation.createStack({ StackName: stackName, TemplateBody: templateBody, Capabilities: ['CAPABILITY_IAM'] }));
    await this.ask(waitUntilStackCreateComplete({ ...WAIT, client: this.cloudFormation }, { StackName: stackName }));
  }

  /**
   * Gives a stack another template and waits until it has that.
   *
   * @throws when it could not be changed.
   */
  public async updateStack(stackName: string, templateBody: string): Promise<void> {
    await this.ask(this.cloudFormation.updateStack({ StackName: stackName, TemplateBody: templateBody, Capabilities: ['CAPABILITY_IAM'] }));
    await this.ask(waitUntilStackUpdateComplete({ ...WAIT, client: this.cloudFormation }, { StackName: stackName }));
  }

  /** Why resources of a stack failed, as its events say. */
  public async failures(stackName: string): Promise<string[]> {
    const { StackEvents = [] } = await this.ask(this.cloudFormation.describeStackEvents({ StackName: stackName }));
    return StackEvents.filter(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED')).map(({ ResourceStatusReason }) => ResourceStatusReason!);
  }

  /**
   * Deletes a stack and waits until it is gone.
   *
   * @throws when it could not be deleted.
   */
  public async deleteStack(stackName: string): Promise<void> {
    const { StackId } = await this.stack(stackName);
    await this.ask(this.cloudFormation.deleteStack({ StackName: stackName }));
    await this.ask(waitUntilStackDeleteComplete({ ...WAIT, client: this.cloudFormation }, { StackName: StackId }));
  }

  private async stack(stackName: string): Promise<Stack> {
    const { Stacks } = await this.ask(this.cloudFormation.describeStacks({ StackName: stackName }));
    return Stacks![0];
  }

  private async ask<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      throw await this.emulator.explain(error);
    }
  }
}
