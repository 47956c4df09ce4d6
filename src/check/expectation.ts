import type { KeyPolicyJson, StatementJson } from '../key-policy/key-policy-json';

/** What should be live: what the constructs of an app left in its cloud assembly, or what the command line says. */
export interface Expectation {
  /** Where it is from: the directory of the assembly, or undefined for the command line. */
  readonly assembly?: string;
  readonly replicaKeys: readonly ReplicaKeySet[];
  readonly sourceKeys: readonly SourceKey[];
  /** What custom resources add to key policies, but for the statements of `sourceKeys`. */
  readonly addedStatements?: readonly AddedStatements[];
  /** What the assembly does not say, one sentence each. */
  readonly notSaid?: readonly string[];
}

/** The replica keys of one alias in one VAULT account. */
export interface ReplicaKeySet {
  /** With its prefix, such as `alias/very_secret_key`. */
  readonly alias: string;
  readonly partition: string;
  readonly vaultAccount: string;
  readonly vaultRole: ExpectedRole;
  /** Ids. */
  readonly protectedAccounts: readonly string[];
  readonly organization?: { readonly id: string; readonly paths?: readonly string[] };
  /** The only role of a PROTECTED account that the policy grants access, where it does not grant it to the whole account. */
  readonly protectedRoleName?: string;
  /** The services that the policy is narrowed to, as KMS calls them before the Region, such as `ec2`. Empty for any. */
  readonly services: readonly string[];
  /** The ARNs of the key administrators, and patterns of ARNs. Undefined for keys that were created by hand. */
  readonly administrators?: readonly string[];
  /** The ARNs of the break-glass principals, and patterns of ARNs. Undefined for keys that were created by hand. */
  readonly breakGlass?: readonly string[];
  readonly keys: readonly ExpectedReplicaKey[];
}

/** The VAULT role. */
export interface ExpectedRole {
  readonly arn: string;
  readonly lateBound: boolean;
}

/** The replica key of one Region. */
export interface ExpectedReplicaKey {
  readonly region: string;
  /** Whether it decrypts old replicas only. */
  readonly retired: boolean;
  /** Where CloudFormation has it. Undefined for a key that was created by hand, and for one of a StackSet. */
  readonly resource?: StackResource;
  /** Undefined for a key that was created by hand. What is known at deployment only stays a CloudFormation function. */
  readonly policy?: KeyPolicyJson;
}

/** A resource of a stack. */
export interface StackResource {
  readonly stackName: string;
  readonly logicalId: string;
  /** What `cdk deploy` calls the stack: its path in the app, where that is not its name. */
  readonly path?: string;
}

/** A key of a PROTECTED account that snapshots are encrypted with. */
export interface SourceKey {
  readonly account: string;
  readonly region: string;
  /** The ARN of the key or its alias; undefined where the app makes the key, which is then found by `resource`. */
  readonly arn?: string;
  readonly resource?: StackResource;
  readonly vaultAccount: string;
  readonly vaultRole: ExpectedRole;
  /** The statements that its policy must contain for the VAULT role. */
  readonly statements: readonly StatementJson[];
  /** What adds them: the template of the key itself, or the custom resource of a stack. */
  readonly by: 'template' | 'custom resource' | 'hand';
  /** The stack of the custom resource or of the template. Undefined for a key by hand, and where a StackSet makes the stack. */
  readonly stackName?: string;
  /** The whole policy, where the app makes the key. */
  readonly policy?: KeyPolicyJson;
}

/** Statements that a custom resource adds to the policy of a key. In the live policy their Sids follow after a prefix. */
export interface AddedStatements {
  readonly account: string;
  readonly region: string;
  /** The ARN of the key or its alias. */
  readonly arn: string;
  readonly stackName: string;
  readonly statements: readonly StatementJson[];
}
