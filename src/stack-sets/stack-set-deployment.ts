import { selfManaged, serviceManaged, type DeploymentTargets } from './deployment-targets';
import type { SelfManagedDeploymentOptions, ServiceManagedDeploymentOptions } from './stack-set-deployment-options';
import { assertInstance } from '../arns/options/option-type';

// The StackSet reads this; users do not see it.
let read: (deployment: StackSetDeployment) => DeploymentTargets;

/**
 * The accounts that a StackSet is deployed to, and the permissions that it deploys with.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-prereqs.html
 * @example
 * new VaultReplicaKeyStackSet(stack, 'ReplicaKeys', {
 *   alias: 'very_secret_key',
 *   regions: ['eu-west-1', 'eu-central-1'],
 *   protectedAccounts: ['222222222222'],
 *   deployment: StackSetDeployment.selfManaged({ accounts: ['111111111111'] }),
 * });
 */
export class StackSetDeployment {
  /**
   * Returns a deployment to accounts by their ids, with an administration role and execution roles that exist already.
   *
   * Throws when an account or the name of a role is not valid.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-prereqs-self-managed.html
   * @param options the accounts and the roles, by default the account of the stack and the default role names of CloudFormation.
   */
  public static selfManaged(options: SelfManagedDeploymentOptions = {}): StackSetDeployment {
    return new StackSetDeployment(selfManaged(options));
  }

  /**
   * Returns a deployment to organizational units.
   *
   * The StackSet must be in the management account of the organization, which gets no stack itself, or in the account of a delegated
   * administrator.
   *
   * Throws when there is no unit, or when a unit or an account is not valid.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-associate-stackset-with-org.html
   * @param options the units, and the treatment of accounts that join or leave.
   */
  public static serviceManaged(options: ServiceManagedDeploymentOptions): StackSetDeployment {
    return new StackSetDeployment(serviceManaged(options));
  }

  static {
    read = (deployment) => deployment.targets;
  }

  private constructor(private readonly targets: DeploymentTargets) {}
}

/**
 * The accounts and permissions that an option gives, or the default.
 *
 * @throws when it is something else.
 */
export function targetsOf(deployment: StackSetDeployment = StackSetDeployment.selfManaged()): DeploymentTargets {
  assertInstance(deployment, 'deployment', 'targets', 'a StackSetDeployment', () => 'StackSetDeployment.selfManaged() or StackSetDeployment.serviceManaged(…)');
  return read(deployment);
}
