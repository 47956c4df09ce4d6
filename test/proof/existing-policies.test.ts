import { App } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { text } from './languages/language';
import { decision, sayingOf, type Key, type Policy, type Saying, type Statement } from './model/decision';
import { hasAccount, iamDoesItsPart, isIdentity, isNotForbidden, isService, RECREATED, RESOURCE, WELL_FORMED } from './model/request';
import { deployed } from './policies/deployed';
import { Script } from './solver/script';
import { Solver } from './solver/solver';
import { and, flag, implies, isIn, not, or, TRUE, type Term } from './solver/term';
import { decrypts, describes, encrypts, isAboutGrants, isForAws } from './specification/words';
import { requestOf } from './witness/request';
import { sentenceOf } from './witness/sentence';
import { changesOf, KEY_ID, protectedStack, resourcesOf } from '../fixtures/protected-app';
import { PROTECTED, VAULT } from '../fixtures/vault-app';
import { ProtectedKeyAccess, VaultRole } from 'cdk-vault-replica-keys';

const solver = new Solver();
afterAll(() => solver.end());

const KEY: Key = { partition: 'aws', account: PROTECTED, arn: `arn:aws:kms:eu-west-1:${PROTECTED}:key/${KEY_ID}` };
const PLACE = { partition: 'aws', account: PROTECTED, region: 'eu-west-1' };

/**
 * Any policy whatever, as what it says of the request: whether it denies, and in which ways it allows. These are free, so what is proven holds for
 * every policy that a key may have, and for every request.
 */
const ANY_POLICY: Saying = {
  denies: flag('denied_before'),
  allows: {
    anyone: flag('anyone_before'),
    account: flag('account_before'),
    limited: flag('limited_before'),
    direct: flag('direct_before'),
    service: flag('service_before'),
  },
};
const ANY_POLICY_IS_WELL_FORMED = and(
  implies(or(ANY_POLICY.allows.account, ANY_POLICY.allows.limited, ANY_POLICY.allows.direct), isIdentity),
  implies(ANY_POLICY.allows.service, isService),
);

/** Two policies in one, in whatever order. */
function together(one: Saying, other: Saying): Saying {
  const { anyone, account, limited, direct, service } = one.allows;
  return {
    denies: or(one.denies, other.denies),
    allows: {
      anyone: or(anyone, other.allows.anyone),
      account: or(account, other.allows.account),
      limited: or(limited, other.allows.limited),
      direct: or(direct, other.allows.direct),
      service: or(service, other.allows.service),
    },
  };
}

const ROLES: Array<{ name: string; role: VaultRole; resource: string; lateBound: boolean }> = [
  { name: 'the default VAULT role', role: VaultRole.fromRoleName('BackupIAMRole'), resource: 'role/BackupIAMRole', lateBound: false },
  { name: 'a late-bound VAULT role', role: VaultRole.fromRoleName('BackupIAMRole', { lateBound: true }), resource: 'role/BackupIAMRole', lateBound: true },
  {
    name: 'the service-linked role of AWS Backup',
    role: VaultRole.fromRoleArn(`arn:aws:iam::${VAULT}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup`),
    resource: 'role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup',
    lateBound: false,
  },
];

/** The statements that are added to a key that exists, and those in the template of a key of the app. */
function statementsFor(vaultRole: VaultRole, kind: 'imported' | 'owned'): Statement[] {
  const stack = protectedStack(new App());
  const key = kind === 'imported' ? kms.Key.fromKeyArn(stack, 'Key', KEY.arn) : new kms.Key(stack, 'Key', { alias: 'databases' });
  new ProtectedKeyAccess(stack, 'Access', { keys: [key], vaultAccount: VAULT, vaultRole });
  const statements: unknown[] = kind === 'imported'
    ? changesOf(stack)[0].Statements
    : Object.values(resourcesOf(stack, 'AWS::KMS::Key'))[0].Properties.KeyPolicy.Statement.slice(1);
  return deployed(statements, PLACE);
}

describe.each(ROLES)('the statements of ProtectedKeyAccess for $name, added to any policy', ({ role, resource, lateBound }) => {
  const isRole = and(hasAccount(VAULT), isIn(RESOURCE, text(resource)), lateBound ? TRUE : not(RECREATED));
  const use = or(encrypts, decrypts, describes, and(isAboutGrants, isForAws));

  async function refute(kind: 'imported' | 'owned', statement: (before: Term, after: Term) => Term, statements = statementsFor(role, kind)): Promise<string[]> {
    const policy: Policy = { Version: '2012-10-17', Statement: statements };
    const [before, after] = [ANY_POLICY, together(ANY_POLICY, sayingOf(policy, KEY))].map((saying) => decision(saying, KEY));
    const script = new Script(and(WELL_FORMED, ANY_POLICY_IS_WELL_FORMED), new Map([
      ['refutes', not(statement(before, after))], ['allows', and(after, not(before))],
    ]));
    await solver.load(script.text);
    expect(await solver.isSatisfiable('allows')).toBe(true);
    return await solver.isSatisfiable('refutes') ? [sentenceOf(requestOf(script.assignment(await solver.values(script.constants))))] : [];
  }

  test.each(['imported', 'owned'] as const)('give the VAULT role what the manual says, with its IAM, unless the policy denies it: %s key', async (kind) => {
    const isGiven = and(isRole, use, iamDoesItsPart, isNotForbidden, not(ANY_POLICY.denies));
    expect(await refute(kind, (_before, after) => implies(isGiven, after))).toEqual([]);
  });

  test.each(['imported', 'owned'] as const)('give nothing to anyone else, and nothing else to the VAULT role: %s key', async (kind) => {
    expect(await refute(kind, (before, after) => implies(and(after, not(before)), and(isRole, use, iamDoesItsPart)))).toEqual([]);
  });

  test.each(['imported', 'owned'] as const)('remove no access from anyone: %s key', async (kind) => {
    expect(await refute(kind, (before, after) => implies(before, after))).toEqual([]);
  });

  test('would be refuted if they were for another role, for more actions, for all grants, or denied something', async () => {
    const right = statementsFor(role, 'imported');
    const wrong: Statement[][] = [
      right.map((one) => ({ ...one, Principal: { AWS: `arn:aws:iam::${VAULT}:root` }, Condition: one.Condition?.Bool && { Bool: one.Condition.Bool } })),
      right.map((one) => ({ ...one, Action: 'kms:*' })),
      right.map(({ Condition: { Bool, ...Condition } = {}, ...one }) => ({ ...one, Condition })),
      [...right, { Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt', Resource: '*' }],
    ];
    for (const statements of wrong) {
      const [more, less] = [
        await refute('imported', (before, after) => implies(and(after, not(before)), and(isRole, use, iamDoesItsPart)), statements),
        await refute('imported', (before, after) => implies(before, after), statements),
      ];
      expect([...more, ...less]).not.toEqual([]);
    }
  });
});
