import { Token, type Stack } from 'aws-cdk-lib';
import { ACCOUNT, PARTITION, REGION } from './deploy-time/deploy-time';
import { isDummy } from './deploy-time/dummy-value';
import { assertPathOfIdentityCenter, lacksPathOfIdentityCenter, remedyForIdentityCenter } from './identity-center';
import { accountOf, areDifferent, assertAccountId } from './names/account-id';
import { PARTITION_NAME } from './names/partition-name';
import { partitionOf } from './regions/known-regions';

/** The partition and the account of a key. Values that are known only during deployment are `PARTITION` and `ACCOUNT`. */
export interface KeyOwner {
  readonly partition: string;
  readonly account: string;
  /** Where the account comes from, for errors, when no option of the construct says so: `from the env of stack "Vault"`. */
  readonly accountOrigin?: string;
}

/** Where the account comes from, to add to an error that names the account. Empty when an option of the construct says so. */
export function originOf({ accountOrigin }: KeyOwner): string {
  return accountOrigin === undefined ? '' : ` (${accountOrigin})`;
}

/** The account and the partition of a stack, as the owner of its keys. */
export function keyOwnerIn(stack: Stack): KeyOwner {
  // Not the stack's partition, which is a token or not by a feature flag.
  return {
    account: Token.isUnresolved(stack.account) ? ACCOUNT : accountOf(stack),
    partition: partitionOf(stack.region) ?? PARTITION,
    accountOrigin: envOf(stack),
  };
}

/** How errors call the env of a stack, as the origin of an account. */
export function envOf({ node }: Stack): string {
  return `from the env of stack "${node.path}"`;
}

/** The parts of the ARN of a principal. */
export interface PrincipalArn extends Pick<KeyOwner, 'partition' | 'account'> {
  /** The part before the first slash: `role`, `user`, `root`, `group`, `assumed-role`. */
  readonly type: string;
  /** The part after it: path and name. */
  readonly name: string;
}

/** The ARN of an IAM role, user or account root. */
export function iamArn({ partition, account }: KeyOwner, resource: string): string {
  return `arn:${partition}:iam::${account}:${resource}`;
}

/** The ARN of a role or user. */
export function renderPrincipalArn({ type, name, ...owner }: PrincipalArn): string {
  return isDummy(name) ? name : iamArn(owner, `${type}/${name}`);
}

// PARTITION and ACCOUNT contain colons. Sessions and federated users are the only principals of STS.
const ARN = new RegExp(`^arn:(\\$\\{AWS::Partition\\}|${PARTITION_NAME}):(?:iam|sts(?=.*:(?:assumed-role|federated-user)/))::(\\$\\{AWS::AccountId\\}|[^:]*):([^/:]+)/?([!-~]*)$`);

/** The parts of the ARN of an account root, role, user, group or session. Undefined when it is not one. */
export function parsePrincipalArn(arn: string): PrincipalArn | undefined {
  const parts = ARN.exec(arn);
  if (!parts) { return undefined; }
  const [, partition, account, type, name] = parts;
  return { partition, account, type, name };
}

/**
 * The role or user that an ARN names. A dummy value stays as it is.
 *
 * @param what the option of the ARN.
 * @param types the kinds of principal that the option accepts.
 * @throws when the ARN is not that of one principal of these types.
 */
export function parseRoleOrUserArn(arn: string, what: string, types: Array<'role' | 'user'>): PrincipalArn {
  if (isDummy(arn)) { return { partition: PARTITION, account: ACCOUNT, type: types[0], name: arn }; }
  const kind = types.join(' or ');
  const given = `${what} "${arn}"`;
  if (/[*?]/.test(arn)) {
    throw new Error(`${given} contains a wildcard, which KMS does not accept in a principal; name one ${kind}`);
  }
  assertNoPolicyVariable(arn, what);
  const parsed = parsePrincipalArn(arn);
  const [role] = parsed?.name.split('/') ?? [];
  switch (parsed?.type) {
    case 'assumed-role':
      throw new Error(`${given} is a role session, which expires; ${lacksPathOfIdentityCenter(role)
        ? remedyForIdentityCenter(role, iamArn(parsed, ''))
        : `name the role itself, "role/${role}"`}`);
    case 'group':
      throw new Error(`${given} is an IAM group, which cannot be a principal; name its users, or a role that they assume`);
    case 'root':
      throw new Error(`${given} is an account root, not a ${kind}; name a ${kind}, or leave it out, as every key policy grants access to the VAULT account`);
  }
  if (!parsed || !types.some((allowed) => allowed === parsed.type)) {
    throw new Error(`${given} is not the ARN of a ${kind}; write it as "${iamArn({ partition: 'aws', account: '111122223333' }, `${types[0]}/name`)}"`);
  }
  const { account, name } = parsed;
  if (account !== ACCOUNT) { assertAccountId(account, `in ${given}, account`); }
  assertIamName(name.split('/').at(-1)!, `in ${given}, name`);
  if (parsed.type === 'role') { assertPathOfIdentityCenter(name, given, iamArn(parsed, '')); }
  return parsed;
}

/** @throws when IAM would read a part of the text as a policy variable, whose value the caller may choose. */
export function assertNoPolicyVariable(text: string, what: string): void {
  const withoutPlaceholders = [PARTITION, ACCOUNT, REGION].reduce((rest, placeholder) => rest.replaceAll(placeholder, ''), text);
  if (!withoutPlaceholders.includes('${')) { return; }
  throw new Error(`${what} "${text}" contains "\${", which starts a policy variable in IAM; write the value itself`);
}

/** The characters of the name of a role or user, as part of a regular expression. */
export const IAM_NAME_CHARACTERS = '\\w+=,.@-';

const IAM_NAME = new RegExp(`^[${IAM_NAME_CHARACTERS}]{1,64}$`);

/** @throws when IAM allows no role or user of this name. */
export function assertIamName(name: string, what: string): void {
  if (!isIamName(name)) {
    throw new Error(`${what} ${JSON.stringify(name)} is not a name that IAM allows; use 1 to 64 ASCII letters, digits and "_+=,.@-"`);
  }
}

/** Whether IAM allows a role or user of this name, without its path. */
export function isIamName(name: string): boolean {
  return IAM_NAME.test(name);
}

/**
 * The principal, with what its ARN leaves open filled in from the VAULT account.
 *
 * @throws when it is of another account or partition: administrators cannot act across accounts, and the VAULT role is by its nature
 * in VAULT.
 */
export function principalInVault(principal: PrincipalArn, what: string, vault: KeyOwner): PrincipalArn {
  const { partition, account, type, name } = principal;
  const given = `${what} "${renderPrincipalArn(principal)}"`;
  if (account !== ACCOUNT && vault.account === ACCOUNT) {
    throw new Error(`${given} is in account "${account}", but the account of the key is known only during deployment and may be a different one; set env.account of the stack of the key, set vaultAccount, or write Aws.ACCOUNT_ID for the account`);
  }
  if (areDifferent(account, vault.account)) {
    throw new Error(`${given} is in account "${account}", but must be in the VAULT account "${vault.account}"${originOf(vault)}; name one in that account`);
  }
  if (partition !== vault.partition && partition !== PARTITION && vault.partition !== PARTITION) {
    throw new Error(`${given} is in partition "${partition}", but the key is in partition "${vault.partition}", and policies do not work across partitions; name one in "${vault.partition}"`);
  }
  return {
    partition: partition === PARTITION ? vault.partition : partition,
    account: vault.account,
    type,
    name,
  };
}
