/** A slip in a source file of the library. */
export interface CodeMutant {
  /** What somebody did wrong. */
  readonly name: string;
  /** Within src. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const inFile = (file: string, slips: ReadonlyArray<readonly [name: string, from: string, to: string]>): CodeMutant[] =>
  slips.map(([name, from, to]) => ({ name, file: `key-policy/${file}.ts`, from, to }));

/** Slips that a person makes, and a reviewer may miss. */
export const CODE_MUTANTS: readonly CodeMutant[] = [
  ...inFile('statements/key-actions', [
    ['a key user may create grants', "  'kms:DescribeKey',\n];\n\n/** What a key user may do with the key of", "  'kms:DescribeKey',\n  'kms:CreateGrant',\n];\n\n/** What a key user may do with the key of"],
    ['a key user may re-encrypt in one direction only', "'kms:ReEncrypt*'", "'kms:ReEncryptTo'"],
    ['a wildcard is lost', "'kms:GenerateDataKey*'", "'kms:GenerateDataKey'"],
    ['a wildcard goes too far', "'kms:Decrypt',\n  'kms:ReEncrypt*'", "'kms:D*',\n  'kms:ReEncrypt*'"],
    ['a retired key re-encrypts to itself', "'kms:ReEncryptFrom'", "'kms:ReEncrypt*'"],
    ['a retired key still encrypts', "  'kms:Decrypt',\n  'kms:ReEncryptFrom'", "  'kms:Encrypt',\n  'kms:Decrypt',\n  'kms:ReEncryptFrom'"],
    ['a retired key no longer decrypts', "  'kms:Decrypt',\n  'kms:ReEncryptFrom'", "  'kms:ReEncryptFrom'"],
    ['an administrator may do everything', "'kms:Create*'", "'kms:*'"],
    ['an administrator may not change the policy', "  'kms:Put*',\n", ''],
    ['protection from deletion forgets to disable', "  'kms:ScheduleKeyDeletion',\n  'kms:DisableKey',\n];\n\n/** What a break-glass", "  'kms:ScheduleKeyDeletion',\n];\n\n/** What a break-glass"],
    ['break-glass principals change the policy too', "  'kms:DescribeKey',\n  'kms:DisableKey'", "  'kms:DescribeKey',\n  'kms:PutKeyPolicy',\n  'kms:DisableKey'"],
    ['grants are for anyone', "{ 'kms:GrantIsForAWSResource': 'true' }", "{ 'kms:GrantIsForAWSResource': 'false' }"],
    ['grants cannot be revoked', "  'kms:RevokeGrant',\n", ''],
    ['grants can be retired', "'kms:RevokeGrant'", "'kms:RetireGrant'"],
  ]),
  ...inFile('statements/use-statements', [
    ['grants are not narrowed to AWS', 'mergeConditions(conditions, FOR_AWS_RESOURCES)', 'conditions'],
    ['grants lose the conditions on the caller', 'mergeConditions(conditions, FOR_AWS_RESOURCES)', 'FOR_AWS_RESOURCES'],
    ['use loses the conditions on the caller', "mergeConditions(conditions, { StringEquals: { 'kms:ViaService': oneOrMany(services) } })", "{ StringEquals: { 'kms:ViaService': oneOrMany(services) } }"],
    ['services work in every Region', '${service}.${REGION}.amazonaws.com', '${service}.amazonaws.com'],
    ['a look at the key needs a service', "allow(SIDS.DESCRIBE + suffix, principals, ['kms:DescribeKey'], conditions)", "allow(SIDS.DESCRIBE + suffix, principals, ['kms:DescribeKey'], mergeConditions(conditions, { StringEquals: { 'kms:ViaService': oneOrMany(services) } }))"],
    ['retired is ignored', 'const use = retired ? USE_OF_RETIRED_ACTIONS : USE_ACTIONS', 'const use = retired ? USE_ACTIONS : USE_ACTIONS'],
    ['retired is turned round', 'const use = retired ?', 'const use = !retired ?'],
    ['accounts are named twice, once without the role', 'asPrincipals && protectedRoleName === undefined ? roots : []', 'asPrincipals ? roots : []'],
    ['the condition on the role is lost', 'principals: roots, conditions: byRole', 'principals: roots, conditions: {}'],
    ['the condition on the accounts is lost', 'mergeConditions(accountConditions(accounts, owner), byRole)', 'byRole'],
    ['VAULT has access as a member', "    StringNotEquals: { 'kms:CallerAccount': account },\n    ...paths", '    ...paths'],
    ['units are forgotten', "...paths && { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': oneOrMany(pathPatterns(paths)) } }", '...paths && {}'],
    ['a role is any end of a name', "['role', 'role/*'].map((path) => iamArn({ ...owner, account: '*' }, `${path}/${name}`))", "['role/*'].map((path) => iamArn({ ...owner, account: '*' }, `${path}${name}`))"],
    ['a role with a path is forgotten', "['role', 'role/*']", "['role']"],
    ['any kind of principal has the name', "iamArn({ ...owner, account: '*' }, `${path}/${name}`)", "iamArn({ ...owner, account: '*' }, `*/${name}`)"],
    ['the role is looked for in VAULT', "{ ...owner, account: '*' }", '{ ...owner }'],
    ['listed accounts are left out when there is an organization', '...!asPrincipals && accounts.length > 0', '...!asPrincipals && !organization && accounts.length > 0'],
  ]),
  ...inFile('statements/administration-statements', [
    ['the root is left out', "      allow(SIDS.ROOT, [iamArn(owner, 'root')], ['kms:*']),\n", ''],
    ['the root decrypts only', "['kms:*']", "['kms:Decrypt']"],
    ['administrators lose deletion without protection', '!deletionProtection || !DESTRUCTIVE_ACTIONS', '!DESTRUCTIVE_ACTIONS'],
    ['a pattern needs no account', "StringEquals: { 'kms:CallerAccount': account }, ArnLike: { 'aws:PrincipalArn': oneOrMany(patterns) }", "StringEquals: { 'kms:CallerAccount': account }"],
    ['a pattern is for those that it does not match', "ArnLike: { 'aws:PrincipalArn': oneOrMany(patterns) }", "ArnNotLike: { 'aws:PrincipalArn': oneOrMany(patterns) }"],
    ['the denial spares nobody', 'if (all.length === 0) { return {}; }', 'if (all.length >= 0) { return {}; }'],
    ['the denial is for those that it should spare', "'ArnNotEquals' : 'ArnNotLike'", "'ArnEquals' : 'ArnLike'"],
    ['the denial forgets the patterns', 'const all = [...principals, ...patterns];', 'const all = [...principals];'],
    ['break-glass principals are administrators', 'allow(SIDS.BREAK_GLASS, breakGlass, BREAK_GLASS_ACTIONS)', 'allow(SIDS.BREAK_GLASS, breakGlass, ADMINISTRATION_ACTIONS)'],
  ]),
  ...inFile('users/vault-role', [
    ['a late-bound role may be of any account', "StringEquals: { 'kms:CallerAccount': vault.account }, ArnEquals: { 'aws:PrincipalArn': arn }", "ArnLike: { 'aws:PrincipalArn': arn.replace(/::[0-9]*:/, '::*:') }"],
    ['a late-bound role may be any role of VAULT', "StringEquals: { 'kms:CallerAccount': vault.account }, ArnEquals: { 'aws:PrincipalArn': arn }", "StringEquals: { 'kms:CallerAccount': vault.account }"],
    ['a late-bound role is found under any path', "ArnEquals: { 'aws:PrincipalArn': arn }", "ArnLike: { 'aws:PrincipalArn': arn.replace('role/', 'role/*') }"],
    ['late binding is forgotten', '    arn,\n    lateBound,\n', '    arn,\n    lateBound: false,\n'],
  ]),
  ...inFile('users/protected-organization', [
    ['a unit of a similar id has access', "`${path.replace(/\\/$/, '')}/*`", "`${path.replace(/\\/$/, '')}*`"],
    ['only what is below a unit has access', "`${path.replace(/\\/$/, '')}/*`", "`${path.replace(/\\/$/, '')}/?*`"],
    ['one unit of several is written', '.sort();\n}\n\nfunction organizationOf', '.sort().slice(0, 1);\n}\n\nfunction organizationOf'],
  ]),
  ...inFile('statements/statement', [
    ['a denial allows', "return statement('Deny'", "return statement('Allow'"],
    ['conditions are lost', '...Object.keys(conditions).length === 0 ? {} : { Condition: conditions }', '...Object.keys(conditions).length < 2 ? {} : { Condition: conditions }'],
    ['the second condition replaces the first', '{ ...one[operator], ...other[operator] }', '{ ...other[operator] }'],
  ]),
  ...inFile('policy-content', [
    ['the last account is lost', 'return [...new Set(values)].sort();', 'return [...new Set(values)].sort().slice(0, 2);'],
    ['the role name is lost', '    protectedRoleName,\n', ''],
    ['break-glass patterns are administrators', "administratorPatterns: patterns(options.administratorPatterns, 'administratorPattern')", "administratorPatterns: patterns(options.breakGlassPatterns, 'administratorPattern')"],
  ]),
  ...inFile('render-policy', [
    ['users are left out', '...useStatements(content, retired), ', ''],
    ['the last statements are left out', '...last, ', ''],
    ['another Region is written', 'text.replaceAll(REGION, () => region)', "text.replaceAll(REGION, () => 'us-east-1')"],
    ['every key is retired', 'useStatements(content, retired)', 'useStatements(content, true)'],
  ]),
];
