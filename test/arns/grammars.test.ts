import { App, Aws, CfnParameter, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import {
  KeyPolicyStatements, ProtectedKeyAccess, ProtectedKeyAccessStackSet, ProtectedOrganization, ReplicaKeyPolicy,
  VaultReplicaKey, VaultReplicaKeys, VaultReplicaKeyStackSet, VaultRole,
  type ReplicaKeyPolicyProps,
} from '../../src';
import { REGION } from '../../src/arns/deploy-time/deploy-time';
import { policyBytes } from '../../src/key-policy/rules/policy-size';
import { errorOf } from '../fixtures/error-of';
import { changesOf, KEY_ARN, keyStatement, protectedStack } from '../fixtures/protected-app';
import { ORGANIZATION, options, PROTECTED, VAULT } from '../fixtures/vault-app';

const add = (stack: Stack, key: kms.IKey) => new KeyPolicyStatements(stack, 'Statements', { key, statements: [keyStatement()] });

/** Every way to name an alias, by the name without its prefix. */
const NAMED: Array<[string, (name: string) => unknown]> = [
  ['VaultReplicaKeys', (name) => new VaultReplicaKeys(new App(), 'Keys', options({ alias: `alias/${name}` }))],
  ['VaultReplicaKey', (name) => new VaultReplicaKey(protectedStack(), 'Key', { alias: name, protectedAccounts: [VAULT] })],
  ['VaultReplicaKeyStackSet', (name) => new VaultReplicaKeyStackSet(protectedStack(), 'Keys', options({ alias: name }))],
  ['ProtectedKeyAccessStackSet', (name) => new ProtectedKeyAccessStackSet(protectedStack(), 'Access', { aliases: [name], regions: ['eu-west-1'], vaultAccount: VAULT })],
];
const IMPORTED: typeof NAMED = [
  ['Alias.fromAliasName', (name) => {
    const stack = protectedStack();
    return add(stack, kms.Alias.fromAliasName(stack, 'Key', `alias/${name}`));
  }],
  ['Alias.fromAliasName for ProtectedKeyAccess', (name) => {
    const stack = protectedStack();
    return new ProtectedKeyAccess(stack, 'Access', { keys: [kms.Alias.fromAliasName(stack, 'Key', `alias/${name}`)], vaultAccount: VAULT });
  }],
  ['the ARN of an alias', (name) => {
    const stack = protectedStack();
    return add(stack, kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-west-1:${PROTECTED}:alias/${name}`));
  }],
];

describe.each([...NAMED, ...IMPORTED])('an alias given to %s', (_how, give) => {
  test.each(['a:b', 'a.b', 'a b', 'a\n', '\na', 'ä', 'a*', 'a?', 'a\u0000'])('has no character that KMS refuses, as in %j', (name) => {
    expect(errorOf(() => give(name))).toMatch(/^alias ".*" contains characters that KMS does not allow; use ASCII letters, digits and "\/_-"$/);
  });

  test('has at most 256 characters with its prefix', () => {
    expect(() => give('x'.repeat(250))).not.toThrow();
    expect(errorOf(() => give('x'.repeat(251)))).toMatch(/has 257 characters with its prefix, but the limit is 256; choose a shorter name$/);
  });

  test('may have every character that KMS allows', () => {
    expect(() => give('Team/backup_2026-a/')).not.toThrow();
  });
});

test.each(NAMED.concat(IMPORTED.slice(0, 2)))('an alias that is only the prefix is empty, for %s', (_how, give) => {
  expect(errorOf(() => give(''))).toMatch(/^alias "(?:alias\/)?" is empty; choose a name, such as "very_secret_key"$/);
});

test.each(['aws/ebs', 'AWS/ebs'])('an alias %j is reserved', (name) => {
  for (const [, give] of NAMED) { expect(errorOf(() => give(name))).toMatch(/is reserved for AWS managed keys/); }
  for (const [, give] of IMPORTED) { expect(errorOf(() => give(name))).toMatch(/is an AWS managed key/); }
});

test('an alias that contains "arn:" is not treated as an ARN', () => {
  for (const [, give] of NAMED) { expect(errorOf(() => give('my_arn:x'))).toMatch(/ contains characters that KMS does not allow/); }
});

test('the name of a StackSet may be known only during deployment', () => {
  const stack = protectedStack();
  const stackSetName = new CfnParameter(stack, 'Name').valueAsString;
  expect(() => new ProtectedKeyAccessStackSet(stack, 'Access', { aliases: ['x'], regions: ['eu-west-1'], vaultAccount: VAULT, stackSetName })).not.toThrow();
});

test('an imported alias may have the prefix in its name, as KMS allows it', () => {
  const stack = protectedStack();
  add(stack, kms.Alias.fromAliasName(stack, 'Key', 'alias/alias/x'));
  expect(changesOf(stack)[0].Key).toBe(`arn:aws:kms:eu-west-1:${PROTECTED}:alias/alias/x`);
});

describe('the ARN of a key', () => {
  const NOT: Array<[string, string]> = [
    ['a newline at the end', `${KEY_ARN}\n`], ['a space', `${KEY_ARN} `], ['a dot', `${KEY_ARN}.`], ['a slash', `${KEY_ARN}/x`],
    ['a partition that is none', KEY_ARN.replace('arn:aws:', 'arn:amazon:')], ['11 digits', KEY_ARN.replace(PROTECTED, '22222222222')],
  ];

  test.each(NOT)('with %s is refused', (_what, arn) => {
    const stack = protectedStack();
    expect(errorOf(() => add(stack, kms.Key.fromKeyArn(stack, 'Key', arn))))
      .toBe(`key ${JSON.stringify(arn)} is not the ARN of a KMS key; write it as "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"`);
  });

  test.each(NOT)('with %s is refused for a key that is adopted', (_what, arn) => {
    const keys = new VaultReplicaKeys(new App(), 'Keys', options({ vaultAccount: PROTECTED, protectedAccounts: [VAULT], administrators: [] }));
    expect(errorOf(() => keys.adoptKeys({ directory: 'cdk.out', keys: { 'eu-west-1': { keyArn: arn, policy: '{"Statement":[]}' } } })))
      .toBe(`keyArn ${JSON.stringify(arn)} is not the ARN of a key; write it as the KMS console shows it, "arn:aws:kms:eu-west-1:${PROTECTED}:key/…"`);
  });
});

describe('a partition', () => {
  test.each(['China', 'aws-', 'AWS', 'aws cn', ''])('is not %j', (partition) => {
    expect(errorOf(() => new ReplicaKeyPolicy({ vaultAccount: VAULT, partition })))
      .toBe(`partition "${partition}" is not the name of an AWS partition; write one, such as "aws", "aws-cn" or "aws-us-gov"`);
    const arn = `arn:${partition}:iam::${VAULT}:role/x`;
    expect(errorOf(() => VaultRole.fromRoleArn(arn))).toMatch(/is not the ARN of a role/);
    expect(errorOf(() => new ReplicaKeyPolicy({ vaultAccount: VAULT, administratorPatterns: [`${arn}*`] }))).toMatch(/is not a pattern of role or user ARNs/);
  });

  test('is that of the deployment, or a literal', () => {
    const policy = (given: string) => new ReplicaKeyPolicy({ vaultAccount: VAULT, protectedAccounts: [PROTECTED], partition: given });
    const partition = (given: string) => policy(given).document().toJSON().Statement[0].Principal.AWS;
    expect(partition(Aws.PARTITION)).toEqual({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::${VAULT}:root` });
    expect(partition('aws-eusc')).toBe(`arn:aws-eusc:iam::${VAULT}:root`);
    expect(errorOf(() => partition(new CfnParameter(new Stack(), 'Partition').valueAsString))).toBe('partition contains {"Ref":"Partition"}, which is known only during deployment; write the value as a literal');
  });
});

test('a Region that is known only during deployment counts as much as the longest Region', () => {
  const longest = Math.max(...RegionInfo.regions.map(({ name }) => name.length));
  expect(policyBytes(`ec2.${REGION}.amazonaws.com`)).toBe(policyBytes(`ec2.${'x'.repeat(longest)}.amazonaws.com`));
});

test('a longer region than those of today is counted', () => {
  const spy = jest.spyOn(RegionInfo, 'regions', 'get').mockReturnValue(['us-isof-south-1', 'eu-west-1'].map((name) => RegionInfo.get(name)));
  expect(policyBytes(REGION)).toBe('us-isof-south-1'.length);
  spy.mockRestore();
});

test('a pattern of role names and a role name allow the same characters', () => {
  const accepts = (given: (arn: string) => Partial<ReplicaKeyPolicyProps>) => (character: string) => {
    try { new ReplicaKeyPolicy({ vaultAccount: VAULT, ...given(`arn:aws:iam::${VAULT}:role/Key${character}Admin`) }); } catch { return false; }
    return true;
  };
  const characters = Array.from({ length: 0x17f }, (_, code) => String.fromCharCode(code)).filter((character) => !'*?/'.includes(character));
  const inPatterns = characters.filter(accepts((arn) => ({ administratorPatterns: [arn] })));
  expect(inPatterns).toEqual(characters.filter(accepts((arn) => ({ administrators: [new iam.ArnPrincipal(arn)] }))));
});

test('a path of an organization is made of the ids that a StackSet is deployed to', () => {
  const paths = (...given: string[]) => ProtectedOrganization.fromPaths(given);
  expect(() => paths(`${ORGANIZATION}/r-f6g7/`, `${ORGANIZATION}/r-f6g7/ou-f6g7-h8i9j0k1`)).not.toThrow();
  for (const path of [`${ORGANIZATION}/r-f6/`, `${ORGANIZATION}/r-f6g7/ou-f6g7-h8/`, `${ORGANIZATION}/r-f6g7/\n`, `${ORGANIZATION}/ou-f6g7-h8i9j0k1/`]) {
    expect(errorOf(() => paths(path))).toMatch(/is not a path of organizational units/);
  }
});
