import { CloudFormation, type StackResourceDetail } from '@aws-sdk/client-cloudformation';
import { keyArnPattern } from '../event/key-reference';
import { desiredStatements } from '../event/request';
import { errorText, type ServiceError } from '../failures/classify-error';
import { NO_STATUS, PermanentError, StackStatusError, SupersededError, toDisplayText } from '../failures/errors';
import type { DesiredStatements } from '../policy/merge';
import { NO_KEY, ownerOf } from '../policy/owner';
import { abortAt } from '../timeouts';

/** The custom resource whose statements are restored. */
export interface ResourceReference {
  readonly StackId: string;
  readonly LogicalResourceId: string;
}

/** What CloudFormation deployed: the statements that the policy of a key is to have. */
export interface DeployedStatements extends DesiredStatements {
  /** The ARN of the key. An alias was resolved when the statements were deployed. */
  readonly key: string;
  /**
   * Throws unless the stack is in no operation and still has these statements.
   *
   * @throws also if CloudFormation does not say so before the deadline.
   */
  assertDeployed(deadline: number): Promise<void>;
  /** The part of it that is about the stack: one request, the last before a write. `OVERLAP_WINDOW` relies on it. */
  assertNoOperation(deadline: number): Promise<void>;
}

const RESOURCE_COMPLETE = /^(?!DELETE).*_COMPLETE$/;

/** A stack in any other status is in an operation, was deleted, or never was complete. Its next complete status starts another check. */
const STACK_COMPLETE = /^(?:CREATE|(?:UPDATE|IMPORT)(?:_ROLLBACK)?)_COMPLETE$/;

/** Nobody knows what CloudFormation wants until the operation is continued. A deletion that failed is still one. */
const STACK_FAILED = /^(?!DELETE).*_FAILED$/;

/**
 * The statements of the custom resource as CloudFormation has them now. They are in the `Metadata` of the resource, in which CloudFormation resolves
 * intrinsic functions as it does for cfn-init. An invocation can say which resource is to be checked, but not what is to be written.
 *
 * @returns undefined if the resource never changed a policy, as no key had the alias.
 * @throws `SupersededError` if the resource is no longer in the stack, or is not to be restored.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html
 */
export async function deployedStatements(reference: ResourceReference, deadline: number): Promise<DeployedStatements | undefined> {
  const { StackId: StackName } = reference;
  const client = new CloudFormation({ region: StackName.split(':')[3], maxAttempts: 1 });
  const { PhysicalResourceId, Metadata } = await describeResource(client, reference, deadline);
  const owner = ownerOf(reference);
  const [, key] = new RegExp(`^(${NO_KEY}|${keyArnPattern('key', StackName.split(':')[4])})#${owner}$`).exec(`${PhysicalResourceId}`) ?? [];
  const { RestoreStatements: Statements } = JSON.parse(Metadata ?? '{}');
  if (key === undefined || Statements === undefined) {
    throw new SupersededError(`resource "${reference.LogicalResourceId}" of stack "${StackName}" has no statements to restore`);
  }
  if (key === NO_KEY) { return undefined; }
  const statements = desiredStatements({ ResourceProperties: { ServiceToken: '', Key: key, Statements } }, owner);

  const assertNoOperation = async (until: number) => {
    const { Stacks: [stack] = [] } = await asked(client.describeStacks({ StackName }, abortAt(until)));
    const status = stack?.StackStatus ?? NO_STATUS;
    if (STACK_FAILED.test(status)) {
      throw new PermanentError(`policy of key "${key}" was not changed, as stack "${StackName}" is in ${status}, in which its statements may be old or new; bring the stack to a complete status`);
    }
    if (!STACK_COMPLETE.test(status)) { throw new SupersededError(`stack "${StackName}" is in ${status}`); }
  };

  return {
    owner,
    statements,
    key,
    assertNoOperation,
    async assertDeployed(until) {
      const now = await describeResource(client, reference, until);
      if (now.PhysicalResourceId !== PhysicalResourceId || now.Metadata !== Metadata) {
        throw new SupersededError(`statements of resource "${reference.LogicalResourceId}" were deployed again`);
      }
      await assertNoOperation(until);
    },
  };
}

async function describeResource(
  client: CloudFormation, { StackId: StackName, LogicalResourceId }: ResourceReference, deadline: number,
): Promise<Partial<StackResourceDetail>> {
  const { StackResourceDetail: detail = {} as Partial<StackResourceDetail> } =
    await asked(client.describeStackResource({ StackName, LogicalResourceId }, abortAt(deadline)));
  if (!RESOURCE_COMPLETE.test(`${detail.ResourceStatus}`)) {
    throw new SupersededError(`resource "${LogicalResourceId}" of stack "${StackName}" is in ${toDisplayText(detail.ResourceStatus)}`);
  }
  return detail;
}

async function asked<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (cause) {
    const text = errorText(cause as ServiceError);
    if (/^ValidationError: .*does not exist/s.test(text)) { throw new SupersededError(text); }
    throw new StackStatusError('', { cause });
  }
}
