import type { StatementJson } from '../key-policy/key-policy-json';
import type { OrganizationMembers } from '../key-policy/users/protected-organization';

/** The type of the construct metadata that contains a record. */
export const RECORD_TYPE = 'cdk-vault-replica-keys:record';

/**
 * The version of the records. It grows with every change that an older command would misread: a field that means something else, another
 * kind of record.
 */
export const RECORD_VERSION = 1;

/**
 * What a construct leaves in the cloud assembly for the command `cdk-vault-replica-keys`, as JSON in the metadata of a construct in a stack
 * that it is about. No template contains any of it.
 *
 * Text can contain `${AWS::Partition}`, `${AWS::Region}` and `${AWS::AccountId}`. A value that is known only during deployment is a CloudFormation
 * function. Resources are named by their logical ids.
 */
export type AssemblyRecord = ReplicaKeysRecord | StackSetKeysRecord | SourceKeyRecord | StackSetSourceKeysRecord | AddedStatementsRecord;

/** The VAULT role, as key policies name it. */
export interface VaultRoleRecord {
  readonly arn: string;
  readonly lateBound: boolean;
}

/** Who uses and administers replica keys. */
export interface KeyUsersRecord {
  /** With its prefix. */
  readonly alias: string;
  readonly partition: string;
  /** The VAULT account. */
  readonly account: string;
  readonly vaultRole: VaultRoleRecord;
  /** Sorted ids. */
  readonly protectedAccounts: readonly string[];
  readonly organization?: OrganizationMembers;
  readonly protectedRoleName?: string;
  /** As KMS calls them before the Region. Empty for any. */
  readonly services: readonly string[];
  /** ARNs, and patterns of ARNs. */
  readonly administrators: readonly string[];
  /** ARNs, and patterns of ARNs. */
  readonly breakGlass: readonly string[];
}

/** Replica keys in the templates of stacks, which have their alias and users in common. */
export interface ReplicaKeysRecord extends KeyUsersRecord {
  readonly kind: 'replica keys';
  readonly keys: readonly ReplicaKeyPlace[];
}

/** A replica key in a template. */
export interface ReplicaKeyPlace {
  /** The id of the stack in the cloud assembly. Undefined for the stack of the record. */
  readonly stack?: string;
  readonly key: string;
  /** The template file, where the key is in a nested stack. */
  readonly nestedTemplate?: string;
  readonly retired: boolean;
}

/** The replica keys that a StackSet of a stack creates. */
export interface StackSetKeysRecord extends KeyUsersRecord {
  readonly kind: 'replica keys of a StackSet';
  readonly stackSet: string;
  /** In the template that the StackSet carries. */
  readonly key: string;
  /** The file of the template that has the StackSet, where it is in a nested stack. */
  readonly nestedTemplate?: string;
  readonly regions: readonly string[];
  readonly retiredRegions: readonly string[];
  /** The accounts that the StackSet is deployed to. Undefined if only organizational units decide that. */
  readonly accounts?: readonly string[];
}

/** The access of the VAULT role to keys of PROTECTED accounts. */
export interface AccessRecord {
  readonly vaultAccount: string;
  readonly vaultRole: VaultRoleRecord;
  /** What the policy of each key needs for the VAULT role. */
  readonly statements: readonly StatementJson[];
}

/** The access to one key of a PROTECTED account. */
export interface SourceKeyRecord extends AccessRecord {
  readonly kind: 'source key';
  /** Its ARN or that of its alias, where the key is imported and the ARN is known. */
  readonly arn?: string;
  /** Its resource, if the app creates the key. */
  readonly key?: string;
  /** The template file, where the key or its custom resource is in a nested stack. */
  readonly nestedTemplate?: string;
}

/** The access that a StackSet gives to keys of many accounts. */
export interface StackSetSourceKeysRecord extends AccessRecord {
  readonly kind: 'source keys of a StackSet';
  /** With their prefix. */
  readonly aliases: readonly string[];
  readonly regions: readonly string[];
  /** Undefined if only organizational units decide that. */
  readonly accounts?: readonly string[];
}

/** Statements that a custom resource adds to the policy of an imported key. */
export interface AddedStatementsRecord {
  readonly kind: 'added statements';
  /** Undefined if it is known only during deployment. */
  readonly arn?: string;
  readonly statements: readonly StatementJson[];
  /** The template file, where the custom resource is in a nested stack. */
  readonly nestedTemplate?: string;
}
