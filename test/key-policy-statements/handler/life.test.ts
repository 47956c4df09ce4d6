import { PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import type { InlinedHandler } from './inlined-handler';
import { asRead, FORMER, HANDLER_ROLE, Scene, startHandler, STATEMENTS, withoutHash } from './scene';
import { clientOf, errorOf } from '../../fakes/client-of';
import { VAULT_ROLE } from '../../fixtures/protected-app';
import { PROTECTED } from '../../fixtures/vault-app';

let handler: InlinedHandler;
let scene: Scene;
beforeAll(async () => { handler = await startHandler(); });
afterAll(() => handler.stop());
beforeEach(async () => { scene = await Scene.set(handler); });
afterEach(() => scene.clear());

const success = expect.objectContaining({ Status: 'SUCCESS' });
const changed = { Statements: [{ ...STATEMENTS[0], Action: 'kms:Decrypt' }, { ...STATEMENTS[1], Sid: 'Renamed' }] };

describe('creation', () => {
  test('adds the statements and keeps all others, by one DescribeKey, two GetKeyPolicy and one PutKeyPolicy', async () => {
    const { created } = await scene.resource().create(scene.properties());
    expect(created).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: expect.stringMatching(new RegExp(`^${scene.key}#KeyPolicyStatements-[0-9a-f]{16}-$`)) });
    expect(scene.calls()).toEqual(['DescribeKey', 'GetKeyPolicy', 'PutKeyPolicy', 'GetKeyPolicy']);
    const { own, foreign } = scene.statements();
    expect(withoutHash(own)).toEqual(STATEMENTS);
    expect({ ...scene.policy(), Statement: foreign }).toEqual(asRead(FORMER));
  });

  test('again, as Lambda may run it twice, writes nothing', async () => {
    const [resource, again] = [scene.resource(), scene.resource()];
    const { created } = await resource.create(scene.properties());
    const policy = scene.policy();
    scene.calls();
    expect((await again.create(scene.properties())).created.PhysicalResourceId).toBe(created.PhysicalResourceId);
    expect(scene.calls()).toEqual(['DescribeKey', 'GetKeyPolicy']);
    expect(scene.policy()).toEqual(policy);
  });

  test('works in another region of the account, from the same stack', async () => {
    expect((await scene.resource().create(scene.properties({ Key: scene.otherKey }))).created).toEqual(success);
    expect(scene.kms.calls.map(({ region }) => region)).toEqual(Array(4).fill('eu-central-1'));
    expect(scene.statements(scene.otherKey).own).toHaveLength(2);
    expect(scene.policy()).toEqual(FORMER);
  });

  test('by an alias finds its key, and leaves that one again after the alias has moved', async () => {
    const alias = `arn:aws:kms:eu-west-1:${PROTECTED}:alias/protected`;
    const resource = scene.resource();
    const { created } = await resource.create(scene.properties({ Key: alias }));
    expect(created.PhysicalResourceId).toMatch(new RegExp(`^${scene.key}#`));
    scene.kms.moveAlias('alias/protected', scene.kms.createKey({ account: PROTECTED, region: 'eu-west-1' }));
    scene.calls();
    await resource.delete();
    expect(scene.kms.calls.map(({ key }) => key)).not.toHaveLength(0);
    expect(scene.kms.calls.every(({ key }) => key === scene.key)).toBe(true);
    expect(scene.statements().own).toEqual([]);
  });

  test('gives values that CloudFormation turned into text their meaning', async () => {
    const Statements = [{ ...STATEMENTS[1], Condition: { Bool: { 'kms:GrantIsForAWSResource': true } } }];
    const resource = scene.resource();
    await resource.create(scene.properties({ Statements }));
    expect(scene.statements().own[0].Condition).toEqual({ Bool: { 'kms:GrantIsForAWSResource': 'true' } });
  });

  test('accepts a policy of a single statement, and restores it', async () => {
    const lone = { Version: '2012-10-17', Statement: asRead(FORMER).Statement[0] };
    scene.kms.putPolicyByHand(scene.key, lone);
    const resource = scene.resource();
    await resource.create(scene.properties());
    expect(scene.statements()).toEqual({ own: [expect.anything(), expect.anything()], foreign: [lone.Statement] });
    await resource.delete();
    expect(scene.policy()).toEqual(lone);
  });

  test('never skips the lockout check, which the function denies itself', async () => {
    await scene.resource().create(scene.properties());
    const client = clientOf(scene.kms, HANDLER_ROLE, 'eu-west-1');
    const put = (BypassPolicyLockoutSafetyCheck: boolean) => client.send(new PutKeyPolicyCommand({
      KeyId: scene.key, Policy: JSON.stringify(FORMER), BypassPolicyLockoutSafetyCheck,
    }));
    expect(await errorOf(put(true))).toMatch(/^AccessDeniedException/);
    expect(await errorOf(put(false))).toBe('no error');
  });
});

describe('an update', () => {
  test('that changes nothing writes nothing', async () => {
    const resource = scene.resource();
    await resource.create(scene.properties());
    const policy = scene.policy();
    scene.calls();
    const { updated } = await resource.update(scene.properties());
    expect(updated).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: resource.physicalId });
    expect(scene.calls()).toEqual(['DescribeKey', 'GetKeyPolicy', 'GetKeyPolicy']);
    expect(scene.policy()).toEqual(policy);
  });

  test('replaces, adds and removes only its own statements, in their place', async () => {
    const resource = scene.resource();
    await resource.create(scene.properties());
    const after = { Sid: 'Added by hand', Effect: 'Allow', Principal: '*', Action: 'kms:ListGrants', Resource: '*', Condition: { StringEquals: { 'kms:CallerAccount': '1' } } };
    scene.kms.putPolicyByHand(scene.key, { ...scene.policy(), Statement: [...scene.policy().Statement, after] });
    await resource.update(scene.properties(changed));
    const { own, foreign } = scene.statements();
    expect(withoutHash(own)).toEqual(changed.Statements);
    expect(foreign).toEqual([...asRead(FORMER).Statement, after]);
    expect(scene.policy().Statement.at(-1)).toEqual(after);
  });

  test('repairs what drifted under an own Sid, as a VAULT role that was re-created', async () => {
    const resource = scene.resource();
    await resource.create(scene.properties());
    const deleted = scene.kms.deleteAndRecreate(VAULT_ROLE);
    expect(JSON.stringify(scene.policy())).toContain(deleted);
    expect((await resource.update(scene.properties())).updated).toEqual(success);
    expect(withoutHash(scene.statements().own)).toEqual(STATEMENTS);
    expect(JSON.stringify(scene.policy())).not.toContain(deleted);
  });

  test('and its rollback give the former policy', async () => {
    const resource = scene.resource();
    await resource.create(scene.properties());
    const policy = scene.policy();
    const { updated, rolledBack } = await resource.updateAndRollBack(scene.properties(changed));
    expect([updated, rolledBack]).toEqual([success, success]);
    expect(updated.PhysicalResourceId).toBe(rolledBack.PhysicalResourceId);
    expect(scene.policy()).toEqual(policy);
  });

  test('to another key changes the new one first, and the old one when CloudFormation cleans up', async () => {
    const resource = scene.resource();
    await resource.create(scene.properties());
    const former = resource.physicalId;
    scene.kms.calls.splice(0);
    const { updated, cleanedUp } = await resource.update(scene.properties({ Key: scene.otherKey }));
    expect(updated.PhysicalResourceId).not.toBe(former);
    expect(cleanedUp).toEqual(success);
    const writes = scene.kms.calls.filter(({ operation }) => operation === 'PutKeyPolicy');
    expect(writes.map(({ key }) => key)).toEqual([scene.otherKey, scene.key]);
    expect(scene.policy()).toEqual(asRead(FORMER));
    expect(withoutHash(scene.statements(scene.otherKey).own)).toEqual(STATEMENTS);
  });

  test('to another key and its rollback leave the old one as it was, and nothing in the new one', async () => {
    const resource = scene.resource();
    await resource.create(scene.properties());
    const policy = scene.policy();
    scene.kms.calls.splice(0);
    const { cleanedUp } = await resource.updateAndRollBack(scene.properties({ Key: scene.otherKey }));
    expect(cleanedUp).toEqual(success);
    const writes = scene.kms.calls.filter(({ operation }) => operation === 'PutKeyPolicy');
    expect(writes.map(({ key }) => key)).toEqual([scene.otherKey, scene.otherKey]);
    expect(scene.policy()).toEqual(policy);
    expect(scene.policy(scene.otherKey)).toEqual(asRead(FORMER));
  });
});

describe('a deletion', () => {
  test('gives the former policy', async () => {
    const resource = scene.resource();
    await resource.create(scene.properties());
    await resource.update(scene.properties(changed));
    scene.calls();
    expect(await resource.delete()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: resource.physicalId });
    expect(scene.calls()).toEqual(['DescribeKey', 'GetKeyPolicy', 'PutKeyPolicy', 'GetKeyPolicy']);
    expect(scene.policy()).toEqual(asRead(FORMER));
  });

  test('leaves what others changed in between', async () => {
    const resource = scene.resource();
    await resource.create(scene.properties());
    const { own } = scene.statements();
    const [root] = asRead(FORMER).Statement;
    const edited = { Version: '2012-10-17', Id: 'edited', Statement: [root, ...own, { ...root, Sid: 'More', Action: 'kms:Decrypt' }] };
    scene.kms.putPolicyByHand(scene.key, edited);
    await resource.delete();
    expect(scene.policy()).toEqual({ ...edited, Statement: [root, { ...root, Sid: 'More', Action: 'kms:Decrypt' }] });
  });

  test('leaves what another resource of the stack, or the same of another stack, has added', async () => {
    const mine = scene.resource();
    const others = [scene.resource({ LogicalResourceId: 'Other' }), scene.resource({ StackId: 'arn:aws:cloudformation:eu-west-1:222222222222:stack/Other/1' })];
    for (const resource of [mine, ...others]) { await resource.create(scene.properties()); }
    expect(scene.statements().own).toHaveLength(6);
    await mine.delete();
    expect(scene.statements().own).toHaveLength(4);
    for (const resource of others) { await resource.delete(); }
    expect(scene.policy()).toEqual(asRead(FORMER));
  });

  test('of what stands in a key that is gone is done', async () => {
    const resource = scene.resource();
    await resource.create(scene.properties());
    scene.kms.deleteKey(scene.key);
    scene.calls();
    expect(await resource.delete()).toEqual(success);
    expect(scene.calls()).toEqual(['DescribeKey']);
  });

  test('of what is gone already writes nothing', async () => {
    const resource = scene.resource();
    await resource.create(scene.properties());
    await resource.delete();
    scene.calls();
    expect(await resource.delete()).toEqual(success);
    expect(scene.calls()).toEqual(['DescribeKey', 'GetKeyPolicy', 'GetKeyPolicy']);
  });

  test('after a creation that was never answered, under an id of CloudFormation\'s own, removes what it wrote', async () => {
    const resource = scene.resource();
    await resource.create(scene.properties());
    resource.physicalId = 'Protected-KeyPolicyStatements-1ABCDEFGHIJK';
    expect(await resource.delete()).toEqual(success);
    expect(scene.policy()).toEqual(asRead(FORMER));
  });
});

describe('the answer', () => {
  test('is sent again until CloudFormation accepts it, without a content type', async () => {
    scene.cloudFormation.refusals = 2;
    expect((await scene.resource().create(scene.properties())).created).toEqual(success);
    expect(scene.cloudFormation.contentType).toBe('');
  });

  test('that is never accepted fails the function, so that Lambda runs it again', async () => {
    scene.cloudFormation.refusals = Infinity;
    await expect(scene.resource().create(scene.properties(), 60_000)).rejects.toThrow('CloudFormation rejected the response with 503');
    scene.cloudFormation.refusals = 0;
    expect((await scene.resource().create(scene.properties())).created).toEqual(success);
    expect(withoutHash(scene.statements().own)).toEqual(STATEMENTS);
  });

  test('and the event are logged, but for the URL that anyone could answer at', async () => {
    await scene.resource().create(scene.properties());
    expect(scene.handler.log).toContain('"RequestType":"Create"');
    expect(scene.handler.log).toContain('"Status":"SUCCESS"');
    expect(scene.handler.log).not.toContain('127.0.0.1');
  });
});
