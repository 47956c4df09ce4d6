import { App } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import {
  KeyPolicyStatements, ProtectedKeyAccess, ProtectedKeyAccessStackSet, ProtectedOrganization, ReplicaKeyPolicy, StackSetDeployment,
  VaultReplicaKey, VaultReplicaKeys, VaultReplicaKeyStackSet,
} from '../../../src';
import { errorOf } from '../../fixtures/error-of';
import { KEY_ARN, protectedStack } from '../../fixtures/protected-app';
import { ORGANIZATION, options, PROTECTED, VAULT } from '../../fixtures/vault-app';

/* What cdk.json, the context and plain JavaScript allow. */

/** Each option that is a list, by the construct, with a way to pass it. */
const LISTS: Array<[string, string, (value: any) => unknown, 'required' | 'optional']> = [
  ...(['regions', 'retiredRegions', 'protectedAccounts', 'administrators', 'administratorPatterns', 'viaServices', 'breakGlassPrincipals', 'breakGlassPatterns'] as const)
    .flatMap((name): typeof LISTS => {
      const kind = name === 'regions' ? 'required' : 'optional';
      return [
        ['VaultReplicaKeys', name, (value) => new VaultReplicaKeys(new App(), 'Keys', options({ [name]: value })), kind],
        ['VaultReplicaKeyStackSet', name, (value) => new VaultReplicaKeyStackSet(protectedStack(), 'Keys', options({ administrators: [], protectedAccounts: [VAULT], vaultAccount: PROTECTED, [name]: value })), kind],
        ...name.endsWith('egions') ? [] : [
          ['VaultReplicaKey', name, (value: any) => new VaultReplicaKey(protectedStack(), 'Key', { alias: 'a', protectedOrganization: ProtectedOrganization.fromId(ORGANIZATION), [name]: value }), kind],
          ['ReplicaKeyPolicy', name, (value: any) => new ReplicaKeyPolicy({ vaultAccount: VAULT, protectedAccounts: [PROTECTED], [name]: value }), kind],
        ] as typeof LISTS,
      ];
    }),
  ['ProtectedOrganization', 'paths of protectedOrganization', (paths) => ProtectedOrganization.fromPaths(paths), 'required'],
  ['ProtectedKeyAccess', 'keys', (keys) => new ProtectedKeyAccess(protectedStack(), 'Access', { keys, vaultAccount: VAULT }), 'required'],
  ['KeyPolicyStatements', 'statements', (statements) => {
    const stack = protectedStack();
    return new KeyPolicyStatements(stack, 'Statements', { key: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN), statements });
  }, 'required'],
  ...(['aliases', 'regions'] as const).map((name): typeof LISTS[0] => ['ProtectedKeyAccessStackSet', name, (value) => new ProtectedKeyAccessStackSet(protectedStack(), 'Access', {
    aliases: ['databases'], regions: ['eu-west-1'], vaultAccount: VAULT, [name]: value,
  }), 'required']),
  ['StackSetDeployment.selfManaged', 'accounts', (accounts) => StackSetDeployment.selfManaged({ accounts }), 'optional'],
  ['StackSetDeployment.serviceManaged', 'accounts', (accounts) => StackSetDeployment.serviceManaged({ organizationalUnits: ['r-f6g7'], accounts }), 'optional'],
  ['StackSetDeployment.serviceManaged', 'organizationalUnits', (organizationalUnits) => StackSetDeployment.serviceManaged({ organizationalUnits }), 'required'],
];

describe.each(LISTS)('%s, %s', (_construct, option, make, kind) => {
  test.each<[string, unknown, string]>([
    ['text', 'eu-west-1, eu-central-1', 'is the string "eu-west-1, eu-central-1", but must be a list; write ["eu-west-1", "eu-central-1"]'],
    ['null', null, 'is null, but must be a list; write its values in square brackets'],
    ['a number', 7, 'is 7, but must be a list; write its values in square brackets'],
    ['an object', { 0: 'eu-west-1' }, 'is {"0":"eu-west-1"}, but must be a list; write its values in square brackets'],
  ])('that is %s is refused', (_what, value, sentence) => {
    expect(errorOf(() => make(value))).toBe(`${option} ${sentence}`);
  });

  test(kind === 'required' ? 'must be there' : 'may be left out', () => {
    if (kind === 'optional') { expect(() => make(undefined)).not.toThrow(); return; }
    expect(errorOf(() => make(undefined))).toBe(`${option} is undefined, but must be a list; write its values in square brackets`);
  });
});

describe('vaultRole', () => {
  const made = (vaultRole: any) => [
    () => new VaultReplicaKeys(new App(), 'Keys', options({ vaultRole })),
    () => new ProtectedKeyAccess(protectedStack(), 'Access', { keys: [kms.Key.fromKeyArn(protectedStack(), 'Key', KEY_ARN)], vaultAccount: VAULT, vaultRole }),
    () => new ProtectedKeyAccessStackSet(protectedStack(), 'Access', { aliases: ['x'], regions: ['eu-west-1'], vaultAccount: VAULT, vaultRole }),
  ].map(errorOf);

  test('that is text is refused, with the factory for it', () => {
    expect(new Set(made('Copier'))).toEqual(new Set(['vaultRole is the string "Copier", but must be a VaultRole; write VaultRole.fromRoleName("Copier")']));
    expect(made(`arn:aws:iam::${VAULT}:role/Copier`)[0])
      .toBe(`vaultRole is the string "arn:aws:iam::${VAULT}:role/Copier", but must be a VaultRole; write VaultRole.fromRoleArn("arn:aws:iam::${VAULT}:role/Copier")`);
  });
});
