import { App, Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as fc from 'fast-check';
import { AccountMatching, ProtectedOrganization, ReplicaKeyPolicy, VaultRole, type ReplicaKeyPolicyProps } from '../../src';
import { policyProblems } from '../../src/key-policy/rules/key-policy-rules';
import { manualKeyPolicy } from '../fixtures/manual';
import { ADMINISTRATOR, PROTECTED, VAULT } from '../fixtures/vault-app';

const LIMIT = 32768;

function policy(overrides: Partial<ReplicaKeyPolicyProps> = {}): ReplicaKeyPolicy {
  return new ReplicaKeyPolicy({ vaultAccount: VAULT, protectedAccounts: [PROTECTED], ...overrides });
}

function accounts(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${400000000000 + index}`);
}

function bytes(json: any): number {
  return Buffer.byteLength(JSON.stringify(json), 'utf8');
}

describe('the document', () => {
  test('is the manual\'s example', () => {
    const document = policy({ policyId: 'example-key-policy', administrators: [new iam.ArnPrincipal(ADMINISTRATOR)] }).document();
    expect(document.toJSON()).toStrictEqual(manualKeyPolicy({ vaultAccount: VAULT, vaultRole: 'BackupIAMRole', protectedAccount: PROTECTED }));
  });

  test('leaves out the administrators\' statement when there are none, and the Id', () => {
    const json = policy().document().toJSON();
    expect(Object.keys(json)).toEqual(['Version', 'Statement']);
    expect(json.Statement.map(({ Sid }: any) => Sid))
      .toEqual(['Enable IAM User Permissions', 'Allow use of the key', 'Allow attachment of persistent resources']);
  });

  test('writes the policy of a key that was created by hand', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: VAULT, region: 'eu-west-1' } });
    const document = policy().document();
    new kms.Key(stack, 'Key', { policy: document });
    expect(document.isEmpty).toBe(false);
    expect(document.statementCount).toBe(3);
    document.addStatements(new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: ['*'], principals: [new iam.ArnPrincipal('*')] }));
    expect(document.statementCount).toBe(4);
    expect(stack.resolve(document)).toEqual(document.toJSON());
  });

  test('follows what is added to the policy later', () => {
    const growing = policy();
    const document = growing.document();
    growing.addProtectedAccount('333333333333');
    expect(document.toJSON().Statement[1].Principal.AWS).toContain('arn:aws:iam::333333333333:root');
  });

  test('gives JSON that may be changed without changing the policy', () => {
    const document = policy().document();
    document.toJSON().Statement[1].Principal.AWS.push('*');
    expect(document.toJSON().Statement[1].Principal.AWS).toHaveLength(2);
  });

  test('fills in the region where a statement names it and the document is for one', () => {
    const regional = policy();
    regional.addStatement(new iam.PolicyStatement({
      principals: [new iam.AccountPrincipal('333333333333')],
      actions: ['kms:Decrypt'],
      resources: ['*'],
      conditions: { StringEquals: { 'kms:ViaService': `ec2.${Aws.REGION}.amazonaws.com` } },
    }));
    const viaService = (region?: string) => regional.document(region).toJSON().Statement[3].Condition.StringEquals['kms:ViaService'];
    expect(viaService('eu-west-1')).toBe('ec2.eu-west-1.amazonaws.com');
    expect(viaService()).toEqual({ 'Fn::Sub': 'ec2.${AWS::Region}.amazonaws.com' });
  });
});

describe('the size', () => {
  test('of a policy that fits is within the limit of KMS: 480 accounts', () => {
    const json = policy({ protectedAccounts: accounts(480), administrators: [new iam.ArnPrincipal(ADMINISTRATOR)] }).document().toJSON();
    expect(bytes(json)).toBeLessThanOrEqual(LIMIT);
    expect(json.Statement[2].Principal.AWS).toHaveLength(481);
  });

  test('of one that does not is refused, with the limit and how many accounts fit', () => {
    expect(() => policy({ protectedAccounts: accounts(600) }))
      .toThrow(/^600 PROTECTED accounts make a key policy of 40\d{3} bytes, but the limit is 32768; set accountMatching to AccountMatching\.CALLER_ACCOUNT, with which more than twice as many fit, or set protectedOrganization instead, or list at most 4\d\d and create replica keys under another alias for the others$/);
  });

  test('of one that does not fit is refused without advice that was followed already', () => {
    const rest = /the limit is 32768; (?:set accountMatching to AccountMatching\.CALLER_ACCOUNT, with which more than twice as many fit, or )?(?:set protectedOrganization instead, or )?list at most/;
    const advice = (overrides: Partial<ReplicaKeyPolicyProps>) => {
      const message = messageOf(() => policy({ protectedAccounts: accounts(3000), ...overrides }));
      expect(message).toMatch(rest);
      return [message.includes('accountMatching'), message.includes('protectedOrganization')];
    };
    expect(advice({})).toEqual([true, true]);
    expect(advice({ accountMatching: AccountMatching.CALLER_ACCOUNT })).toEqual([false, true]);
    expect(advice({ protectedOrganization: ProtectedOrganization.fromId('o-a1b2c3d4e5') })).toEqual([true, false]);
  });

  // An account has some 40 characters, so these are all the remainders of the limit.
  test.each([1, 11, 21, 31, 41])('the number that fits is exact, with an id of %i characters', (length) => {
    const named = { policyId: 'x'.repeat(length), administrators: [new iam.ArnPrincipal(ADMINISTRATOR)] };
    const fitting = Number(/list at most (\d+)/.exec(messageOf(() => policy({ ...named, protectedAccounts: accounts(2_000) })))![1]);
    const json = policy({ ...named, protectedAccounts: accounts(fitting) }).document().toJSON();
    expect(bytes(json)).toBeLessThanOrEqual(LIMIT);
    expect(() => policy({ ...named, protectedAccounts: accounts(fitting + 1) })).toThrow(/32768/);
  });

  test('is checked at each addition, by the line that makes it too large', () => {
    const full = policy({ protectedAccounts: accounts(470) });
    const add = () => { for (const account of accounts(600)) { full.addProtectedAccount(account); } };
    expect(add).toThrow(/the limit is 32768/);
    const condition = { StringEquals: { 'aws:PrincipalOrgID': 'o'.repeat(LIMIT) } };
    expect(() => policy().addStatement(new iam.PolicyStatement({
      principals: [new iam.AccountPrincipal('333333333333')], actions: ['kms:Decrypt'], resources: ['*'], conditions: condition,
    }))).toThrow(/^key policy has 3\d{4} bytes, but the limit is 32768; remove statements or principals, or grant access with IAM policies instead$/);
  });

  test('that is refused leaves the policy as it was, and smaller additions go on', () => {
    const nearlyFull = policy({ protectedAccounts: accounts(470) });
    const before = nearlyFull.document().toJSON();
    const statement = (sid: string, bytesOfIt: number) => new iam.PolicyStatement({
      sid,
      principals: [new iam.AccountPrincipal('333333333333')],
      actions: ['kms:Decrypt'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:PrincipalOrgID': 'o'.repeat(bytesOfIt) } },
    });
    const administrators = Array.from({ length: 1000 }, (_, index) => new iam.ArnPrincipal(`arn:aws:iam::${VAULT}:role/${index}`));
    expect(() => nearlyFull.addStatement(statement('Large', LIMIT))).toThrow(/the limit is 32768/);
    expect(nearlyFull.document().toJSON()).toEqual(before);
    nearlyFull.addStatement(statement('Large', 10));
    nearlyFull.addProtectedAccount('333333333333');
    expect(() => { for (const one of administrators) { nearlyFull.addAdministrator(one); } }).toThrow(/the limit is 32768/);
    expect(bytes(nearlyFull.document().toJSON())).toBeLessThanOrEqual(LIMIT);
  });

  test('counts bytes, not characters', () => {
    const roomy = policy({ policyId: 'x'.repeat(31000) });
    expect(bytes(roomy.document().toJSON())).toBeGreaterThan(31000);
    expect(() => policy({ policyId: 'ü'.repeat(31000) })).toThrow(/the limit is 32768/);
  });
});

describe('whatever the caller lists', () => {
  const accountId = fc.stringMatching(/^\d{12}$/).filter((id) => id !== VAULT);
  const name = fc.stringMatching(/^[\w+=,.@-]{1,64}$/);
  const administratorArn = fc.tuple(fc.constantFrom('role', 'user'), name).map(([type, last]) => `arn:aws:iam::${VAULT}:${type}/${last}`);
  const lists = fc.record({
    protectedAccounts: fc.array(accountId, { minLength: 1, maxLength: 700 }),
    administrators: fc.array(administratorArn, { maxLength: 8 }),
    vaultRole: name,
    policyId: fc.option(fc.stringMatching(/^[\u0020-\u00FF]{1,40}$/), { nil: undefined }),
  });
  type Lists = typeof lists extends fc.Arbitrary<infer T> ? T : never;

  const generate = ({ administrators, vaultRole, ...rest }: Lists) => policy({
    ...rest,
    vaultRole: VaultRole.fromRoleName(vaultRole),
    administrators: administrators.map((arn) => new iam.ArnPrincipal(arn)),
  }).document().toJSON();

  test('order and repetition give the same bytes', () => {
    fc.assert(fc.property(lists, fc.infiniteStream(fc.nat()), ({ protectedAccounts, administrators, ...rest }, random) => {
      fc.pre(new Set(protectedAccounts).size < 400);
      const shuffled = <T>(items: T[]) => [...items, ...items.slice(0, 2)]
        .map((item) => ({ item, rank: random.next().value as number }))
        .sort((one, other) => one.rank - other.rank)
        .map(({ item }) => item);
      const once = generate({ protectedAccounts, administrators, ...rest });
      const again = generate({ protectedAccounts: shuffled(protectedAccounts), administrators: shuffled(administrators), ...rest });
      expect(JSON.stringify(again)).toBe(JSON.stringify(once));
    }));
  });

  test('the policy is valid and within the size, or refused', () => {
    fc.assert(fc.property(lists, (given) => {
      let json: any;
      try {
        json = generate(given);
      } catch (error) {
        expect((error as Error).message).toMatch(/the limit is 32768/);
        expect(new Set(given.protectedAccounts).size).toBeGreaterThan(400);
        return;
      }
      expect(policyProblems(json, { partition: 'aws', account: VAULT })).toEqual([]);
      expect(bytes(json)).toBeLessThanOrEqual(LIMIT);
      expect(JSON.stringify(json)).toMatch(/^[\t\n\r\u0020-\u00FF]*$/);
      const [root, ...others] = json.Statement;
      expect(root).toEqual({
        Sid: 'Enable IAM User Permissions', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${VAULT}:root` }, Action: 'kms:*', Resource: '*',
      });
      expect(new Set(json.Statement.map(({ Sid }: any) => Sid)).size).toBe(json.Statement.length);
      for (const statement of others) {
        const principals = [statement.Principal.AWS].flat();
        expect(statement).toMatchObject({ Effect: 'Allow', Resource: '*' });
        expect(new Set(principals).size).toBe(principals.length);
        for (const arn of principals) { expect(arn).toMatch(/^arn:aws:iam::\d{12}:(root|(role|user)\/[\w+=,.@-]{1,64})$/); }
      }
      const users = [`arn:aws:iam::${VAULT}:role/${given.vaultRole}`, ...[...new Set(given.protectedAccounts)].sort().map((id) => `arn:aws:iam::${id}:root`)];
      expect(others.at(-2).Principal.AWS).toEqual(users);
      expect(others.at(-1).Principal.AWS).toEqual(users);
    }));
  });
});

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}
