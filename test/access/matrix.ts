import { isAllowed } from './evaluate';

/** A key, as far as it matters for who may do what with it. */
export interface Key {
  readonly arn: string;
  readonly policy: any;
  readonly alias: string;
}

/** Somebody who calls KMS. */
export interface Actor {
  readonly name: string;
  readonly arn: string;
  readonly identityPolicy?: any;
}

type Context = Record<string, string | string[]>;

/** What somebody tries to do: one or more calls, each made under each of the circumstances. */
export interface Attempt {
  readonly name: string;
  readonly actions: string[];
  readonly contexts?: (actor: Actor) => Context[];
}

/** A grant that no AWS service asks for, which lets the grantee use the key. */
export function grantTo(grantee: string): Context {
  return {
    'kms:GrantIsForAWSResource': 'false',
    'kms:GranteePrincipal': grantee,
    'kms:GrantOperations': ['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'DescribeKey'],
  };
}

/** An identity policy that allows all of KMS. If a call is denied despite it, the key policy denies it. */
export const ALL_OF_KMS = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] };

/** Where the callers are from. */
export interface Accounts {
  readonly partition: string;
  readonly vault: string;
  readonly protected: string;
}

const role = ({ partition }: Accounts, account: string, name: string) => `arn:${partition}:iam::${account}:role/${name}`;
const third = (accounts: Accounts): Actor => ({
  name: 'third account, all IAM', arn: role(accounts, '333333333333', 'BackupIAMRole'), identityPolicy: ALL_OF_KMS,
});

/** Everybody that the manual speaks of, and some who should not get in to a key of VAULT. */
export function actorsOfVaultKey(accounts: Accounts, sourceRolePolicy: any): Actor[] {
  return [
    { name: 'VAULT role', arn: role(accounts, accounts.vault, 'BackupIAMRole') },
    { name: 'SourceIAMRole, IAM allows', arn: role(accounts, accounts.protected, 'SourceIAMRole'), identityPolicy: sourceRolePolicy },
    { name: 'SourceIAMRole, no IAM', arn: role(accounts, accounts.protected, 'SourceIAMRole') },
    { name: 'key administrator', arn: role(accounts, accounts.vault, '').replace('role/', 'user/key_administrator@example.com') },
    { name: 'other VAULT role, no IAM', arn: role(accounts, accounts.vault, 'Other') },
    third(accounts),
  ];
}

/** Who may want to use a key of PROTECTED. */
export function actorsOfProtectedKey(accounts: Accounts, vaultRolePolicy: any): Actor[] {
  return [
    { name: 'VAULT role, IAM allows', arn: role(accounts, accounts.vault, 'BackupIAMRole'), identityPolicy: vaultRolePolicy },
    { name: 'VAULT role, no IAM', arn: role(accounts, accounts.vault, 'BackupIAMRole') },
    { name: 'other VAULT role, all IAM', arn: role(accounts, accounts.vault, 'Other'), identityPolicy: ALL_OF_KMS },
    { name: 'PROTECTED role, all IAM', arn: role(accounts, accounts.protected, 'Owner'), identityPolicy: ALL_OF_KMS },
    third(accounts),
  ];
}

export const ATTEMPTS: Attempt[] = [
  {
    name: 'use',
    actions: [
      'kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo',
      'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:DescribeKey',
    ],
  },
  {
    name: 'grant, AWS',
    actions: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
    contexts: () => [{ 'kms:GrantIsForAWSResource': 'true' }],
  },
  // To the caller itself, which then uses the key without the policy, and to another.
  { name: 'grant, else', actions: ['kms:CreateGrant'], contexts: ({ arn }) => [grantTo(arn), grantTo(`${arn}-other`)] },
  { name: 'administer', actions: ['kms:PutKeyPolicy', 'kms:EnableKeyRotation', 'kms:TagResource'] },
  { name: 'delete', actions: ['kms:ScheduleKeyDeletion', 'kms:DisableKey'] },
];

export type Answer = 'yes' | 'no' | 'partly';

/** Whether the actor may make the calls: all of them, none, or some. */
export async function answer(key: Key, actor: Actor, { actions, contexts = () => [{}] }: Attempt): Promise<Answer> {
  const calls = contexts(actor).flatMap((context) => actions.map((action) => ({ action, context })));
  const allowed = await Promise.all(calls.map(({ action, context }) => isAllowed(key.arn, key.policy, {
    principal: actor.arn, identityPolicy: actor.identityPolicy, action, context: { ...context, 'kms:ResourceAliases': [key.alias] },
  })));
  if (allowed.every((one) => one)) { return 'yes'; }
  return allowed.some((one) => one) ? 'partly' : 'no';
}

/** The answers to all attempts of all actors, a row an actor, under a row of names. */
export async function matrixOf(key: Key, actors: Actor[]): Promise<string[][]> {
  const rows = actors.map(async (actor) => [actor.name, ...await Promise.all(ATTEMPTS.map((attempt) => answer(key, actor, attempt)))]);
  return [['', ...ATTEMPTS.map(({ name }) => name)], ...await Promise.all(rows)];
}

/** A matrix as it is written in a test or shown to a reader: columns apart by two spaces or more. */
export function matrixFrom(text: string): string[][] {
  const [names, ...rows] = text.trim().split('\n').map((line) => line.trim().split(/\s{2,}/));
  return [['', ...names], ...rows];
}

/** Statements as the one policy of a role. */
export function policyOf(statements: Array<{ toStatementJson(): any }>): any {
  return { Version: '2012-10-17', Statement: statements.map((statement) => statement.toStatementJson()) };
}
