import type { RestoredStack } from './restored-stack';
import { World, type WorldOptions } from './world';
import { ServiceError } from '../../fakes/json-service';
import { page, Stack, stackError, type Page, type Query } from '../../fakes/stack';
import { KEY_ID, VAULT_ROLE } from '../../fixtures/protected-app';
import { asRead, FORMER, STATEMENTS } from '../handler/scene';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const SIDS = STATEMENTS.map(({ Sid }) => Sid).sort();
const FEWER = STATEMENTS.slice(0, 1);
/** An event that arrives once and at once, so that a test knows when. */
const PROMPT: WorldOptions = { delay: () => SECOND, deliveries: () => 1 };

function expectPolicy(world: World, own = SIDS, foreign: any = FORMER): void {
  expect(world.statements()).toEqual({ own, foreign: asRead({ Statement: foreign.Statement }).Statement });
}

/** One stack with the statements, five minutes later. */
async function deployed(options: WorldOptions, then: (world: World, stack: RestoredStack) => Promise<unknown> | void) {
  const world = new World(options);
  const stack = world.addStack('Stack');
  await world.run(async () => {
    await stack.create(STATEMENTS);
    await world.time.sleep(5 * MINUTE);
    await then(world, stack);
  });
  return { world, stack };
}

describe('statements that another tool replaced', () => {
  test('come back once, by the rights of the template, and the policy of the tool stays', async () => {
    const { world, stack } = await deployed({ decidesRights: true }, (account) => account.replace());
    expectPolicy(world);
    expect(world.restorations).toHaveLength(1);
    expect(stack.failures).toEqual([]);
  });

  test.each(['role/Terraform', 'user/Alice', 'role/aws-service-role/x.amazonaws.com/Other'])('come back, whoever it was: %s', async (name) => {
    const { world } = await deployed({}, (account) => account.replace(FORMER, `arn:aws:iam::222222222222:${name}`));
    expectPolicy(world);
  });

  test('come back when the tool changed them', async () => {
    const { world } = await deployed({}, (account) => {
      const policy = account.kms.policyOf(account.key);
      account.replace({ ...policy, Statement: policy.Statement.map((statement: any) => statement.Sid?.endsWith('-Use') ? { ...statement, Effect: 'Deny' } : statement) });
    });
    expectPolicy(world);
  });

  test('come back into the policy that the tool wrote last', async () => {
    const other = { ...FORMER, Statement: [...FORMER.Statement, { Sid: 'New', Effect: 'Allow', Principal: { AWS: '222222222222' }, Action: 'kms:Encrypt', Resource: '*' }] };
    const { world } = await deployed(PROMPT, async (account) => {
      account.replace();
      await account.time.sleep(2 * MINUTE);
      account.replace(other);
    });
    expectPolicy(world, SIDS, other);
    expect(world.restorations).toHaveLength(2);
  });

  test('are written once, though the event arrives five times', async () => {
    const { world } = await deployed({ delay: (random) => 10 * SECOND + random() * MINUTE, deliveries: () => 5 }, (account) => account.replace());
    expectPolicy(world);
    expect(world.restorations.length).toBeLessThanOrEqual(5);
    expect(world.statements().own).toEqual(SIDS);
  });
});

test('what the tool writes while CloudFormation is asked is not lost', async () => {
  const other = { ...FORMER, Statement: [...FORMER.Statement, { Sid: 'New', Effect: 'Allow', Principal: { AWS: '222222222222' }, Action: 'kms:Encrypt', Resource: '*' }] };
  let asked = 0;
  let write = () => {};
  const { world } = await deployed({
    ...PROMPT,
    wrong: ({ Action }) => {
      // The first question is that of the creation, the second that before the counting.
      if (Action === 'DescribeStacks' && asked++ === 1) { write(); }
      return undefined;
    },
  }, (account) => {
    write = () => account.replace(other);
    account.replace();
  });
  expect(asked).toBeGreaterThan(1);
  expectPolicy(world, SIDS, other);
});

test('the restorer never answers what it or the function of the custom resource writes', async () => {
  const { stack } = await deployed(PROMPT, async (account, restored) => {
    account.replace();
    await account.time.sleep(MINUTE);
    await restored.update(FEWER);
  });
  // After the creation, the replacement, and the update.
  expect(stack.outcomes).toEqual(['nothing to do', 'restored, 1 of at most 5 times within an hour', 'nothing to do']);
});

test('a change that leaves the statements as they are is only read', async () => {
  const { world, stack } = await deployed(PROMPT, (account) => {
    const policy = account.kms.policyOf(account.key);
    account.replace({ ...policy, Id: 'changed' });
  });
  expect([world.restorations, stack.outcomes]).toEqual([[], ['nothing to do', 'nothing to do']]);
});

describe('a tool that fights back', () => {
  const fight = (every: number, times: number) => deployed(PROMPT, async (world) => {
    for (let round = 0; round < times; round++) {
      world.replace();
      await world.time.sleep(every);
    }
  });

  test('every minute wins after five restorations, and an event for each later loss says so', async () => {
    const { world, stack } = await fight(MINUTE, 12);
    expectPolicy(world, []);
    expect(world.restorations).toHaveLength(5);
    expect(stack.failures).toHaveLength(7);
    expect(stack.failures[0]).toEqual({
      Source: 'cdk-vault-replica-keys',
      DetailType: 'Key Policy Statements Not Restored',
      Resources: [world.key],
      Detail: {
        'stack-id': stack.id,
        'logical-resource-id': 'KeyPolicyStatements',
        'key-arn': world.key,
        'reason': `policy of key "${world.key}" lost its statements again after 5 restorations within an hour; find in CloudTrail who calls PutKeyPolicy, and add the statements to its policy or exclude the policy from it`,
        'restorations': 5,
      },
    });
  });

  test('every quarter of an hour never does', async () => {
    const { world, stack } = await fight(15 * MINUTE, 40);
    expectPolicy(world);
    expect(world.restorations).toHaveLength(40);
    expect(stack.failures).toEqual([]);
  });

  test('is answered again once an hour has passed', async () => {
    const { world } = await deployed(PROMPT, async (account) => {
      for (let round = 0; round < 6; round++) {
        account.replace();
        await account.time.sleep(MINUTE);
      }
      await account.time.sleep(60 * MINUTE);
      account.replace();
    });
    expectPolicy(world);
  });

  test('is answered again at the end of the next operation of the stack', async () => {
    const { world, stack } = await deployed(PROMPT, async (account, restored) => {
      for (let round = 0; round < 6; round++) {
        account.replace();
        await account.time.sleep(MINUTE);
      }
      await account.time.sleep(60 * MINUTE);
      await restored.updateOthers(10 * SECOND);
    });
    expectPolicy(world);
    expect(stack.failures).toHaveLength(1);
  });

  test('within seconds, as a second restorer does, is bounded too', async () => {
    const world = new World(PROMPT);
    const stack = world.addStack('Stack');
    await world.run(async () => {
      await stack.create(STATEMENTS);
      await world.time.sleep(5 * MINUTE);
      world.kms.watch(({ caller }) => {
        if (caller === stack.restorerRole) { void world.time.sleep(SECOND).then(() => world.replace()); }
      });
      world.replace();
    });
    expect(world.restorations).toHaveLength(5);
    expect(stack.failures.length).toBeGreaterThan(0);
  });
});

describe('two stacks that restore statements in the policy of one key', () => {
  test.each(Array.from({ length: 20 }, (_, seed) => seed))('find nothing more to do after both have (seed %i)', async (seed) => {
    const world = new World({ seed, isSlow: seed % 2 === 0 });
    const stacks = ['One', 'Two'].map((name) => world.addStack(name));
    await world.run(async () => {
      for (const stack of stacks) { await stack.create(STATEMENTS); }
      await world.time.sleep(5 * MINUTE);
      world.replace();
    });
    expectPolicy(world, [...SIDS, ...SIDS].sort());
    expect(stacks.flatMap(({ failures }) => failures)).toEqual([]);
    // One each, and what both had to write again because they met.
    expect(world.restorations.length).toBeLessThanOrEqual(6);
  });
});

describe('an operation of the stack', () => {
  test.each([0, 1, 5, 20, 60, 170])('in which a replacement happens after %i seconds delays the restoration to its end', async (offset) => {
    const { world, stack } = await deployed(PROMPT, async (account, restored) => {
      const operation = restored.updateOthers(180 * SECOND);
      await account.time.sleep(offset * SECOND);
      account.replace();
      await operation;
    });
    expectPolicy(world);
    expect(world.restorations).toHaveLength(1);
    expect(stack.failures).toEqual([]);
  });

  test.each(Array.from({ length: 16 }, (_, second) => second))('that begins %i seconds after a replacement ends with its own statements', async (offset) => {
    const { world, stack } = await deployed({ ...PROMPT, seed: offset + 1, isSlow: true }, async (account, restored) => {
      account.replace();
      await account.time.sleep(offset * SECOND);
      await restored.update(FEWER);
    });
    expectPolicy(world, FEWER.map(({ Sid }) => Sid));
    expect(stack.failures).toEqual([]);
  });

  test.each(Array.from({ length: 16 }, (_, second) => second))('that begins %i seconds after a replacement and rolls back ends with the former statements', async (offset) => {
    const { world, stack } = await deployed({ ...PROMPT, seed: offset + 1, isSlow: true }, async (account, restored) => {
      account.replace();
      await account.time.sleep(offset * SECOND);
      await restored.update(FEWER, 5 * SECOND);
    });
    expectPolicy(world);
    expect(stack.failures).toEqual([]);
  });

  test('that begins between the counting and the write is noticed', async () => {
    let asked = 0;
    const { world, stack } = await deployed({
      ...PROMPT,
      wrong: (query) => {
        // The first question is that of the creation, the second that before the counting.
        if (query.Action !== 'DescribeStacks' || asked++ < 2) { return undefined; }
        const busy = new Stack(query.StackName!, { now: () => 0 });
        busy.enter('UPDATE_IN_PROGRESS');
        return busy.answer(query);
      },
    }, (account) => account.replace());
    expect(asked).toBe(3);
    expect([world.restorations, stack.failures]).toEqual([[], []]);
    expect(stack.outcomes.at(-1)).toMatch(/^stack \S+ is in UPDATE_IN_PROGRESS$/);
  });

  test('that nobody can finish leaves the policy as it is, and an event says so', async () => {
    const { world, stack } = await deployed(PROMPT, (account, restored) => {
      restored.enter('UPDATE_ROLLBACK_FAILED');
      account.replace();
    });
    expectPolicy(world, []);
    expect(stack.failures.map(({ Detail }) => Detail.reason)).toEqual([
      `policy of key "${world.key}" was not changed, as stack "${stack.id}" is in UPDATE_ROLLBACK_FAILED, in which its statements may be old or new; bring the stack to a complete status`,
    ]);
  });
});

describe('the deletion of the stack', () => {
  test.each(Array.from({ length: 16 }, (_, second) => second))('%i seconds after a replacement leaves no statement behind', async (offset) => {
    const { world, stack } = await deployed({ ...PROMPT, seed: offset + 1, isSlow: true }, async (account, restored) => {
      account.replace();
      await account.time.sleep(offset * SECOND);
      await restored.delete();
    });
    expectPolicy(world, []);
    expect(stack.failures).toEqual([]);
  });

  test('is not undone by an event that was still in a queue', async () => {
    const { world, stack } = await deployed(PROMPT, async (account, restored) => {
      await restored.delete();
      await account.time.sleep(MINUTE);
      await restored.invoke(restored.event);
    });
    expectPolicy(world, []);
    expect(stack.outcomes.at(-1)).toMatch(/^resource "KeyPolicyStatements" of stack \S+ is in "DELETE_COMPLETE"$/);
    expect(stack.failures).toEqual([]);
  });

  test('that failed is none to work against', async () => {
    const { world, stack } = await deployed(PROMPT, (account, restored) => {
      restored.enter('DELETE_FAILED');
      account.replace();
    });
    expectPolicy(world, []);
    expect(stack.failures).toEqual([]);
  });
});

describe('a resource that is no longer to be restored', () => {
  const NOTHING_LEFT = /^resource "KeyPolicyStatements" of stack \S+ has no statements to restore$/;
  const metadata = { RestoreStatements: STATEMENTS };
  test.each<[string, (restored: RestoredStack) => any, RegExp]>([
    ['as it left the template', () => ({}), /^ValidationError: Resource KeyPolicyStatements does not exist for stack/],
    ['as its deletion failed in a cleanup', (restored) => ({ status: 'DELETE_FAILED', physicalId: restored.physicalId, metadata }), /^resource "KeyPolicyStatements" of stack \S+ is in "DELETE_FAILED"$/],
    ['as the option was taken away', (restored) => ({ status: 'UPDATE_COMPLETE', physicalId: restored.physicalId }), NOTHING_LEFT],
    ['as another resource has its name', () => ({ status: 'UPDATE_COMPLETE', physicalId: 'x', metadata }), NOTHING_LEFT],
    ['as no key had its alias', (restored) => ({ status: 'UPDATE_COMPLETE', physicalId: restored.physicalId!.replace(/^[^#]+/, 'nothing-written'), metadata }), /^nothing to do$/],
  ])('%s, changes nothing', async (_why, version, outcome) => {
    const asked = new Array<string>();
    const { world, stack } = await deployed({ ...PROMPT, wrong: ({ Action }) => void asked.push(Action!) }, async (account, restored) => {
      restored.stack.show('KeyPolicyStatements', version(restored));
      asked.length = 0;
      account.replace();
    });
    expectPolicy(world, []);
    expect([stack.failures, world.restorations]).toEqual([[], []]);
    expect(stack.outcomes.at(-1)).toMatch(outcome);
    // Nothing to wait for.
    expect(asked).toEqual(['DescribeStackResource']);
  });

  test.each<[string, (restored: RestoredStack) => any]>([
    ['the statements', ({ physicalId }) => ({ physicalId, metadata: { RestoreStatements: FEWER } })],
    ['the key', ({ physicalId }) => ({ physicalId: physicalId!.replace(KEY_ID, KEY_ID.replace(/^./, '0')), metadata: { RestoreStatements: STATEMENTS } })],
  ])('as CloudFormation changed %s meanwhile, changes nothing', async (_what, version) => {
    let asked = 0;
    let answer: ((query: Query) => Page) | undefined;
    const { world, stack } = await deployed({
      // The first question is for the statements, the second is the last before the counting.
      ...PROMPT, wrong: (query) => query.Action === 'DescribeStackResource' && answer && asked++ > 0 ? answer(query) : undefined,
    }, (account, restored) => {
      const changed = new Stack(restored.id, { now: () => 0 });
      changed.show('KeyPolicyStatements', { status: 'UPDATE_COMPLETE', ...version(restored) });
      answer = (query) => changed.answer(query);
      account.replace();
    });
    expectPolicy(world, []);
    expect([stack.failures, world.restorations, asked]).toEqual([[], [], 2]);
    expect(stack.outcomes.at(-1)).toBe('statements of resource "KeyPolicyStatements" were deployed again');
  });
});

test('a stack of which CloudFormation says nothing is left alone', async () => {
  let isSilent = false;
  const { world, stack } = await deployed({ ...PROMPT, wrong: ({ Action }) => Action === 'DescribeStacks' && isSilent ? page(Action) : undefined }, (account) => {
    isSilent = true;
    account.replace();
  });
  expectPolicy(world, []);
  expect(stack.failures).toEqual([]);
  expect(stack.outcomes.at(-1)).toMatch(/^stack \S+ is in no known status$/);
});

test('the cleanup of an update delays the restoration to its end', async () => {
  const { world, stack } = await deployed(PROMPT, async (account, restored) => {
    restored.enter('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    account.replace();
    await account.time.sleep(MINUTE);
    expectPolicy(account, []);
    restored.enter('UPDATE_COMPLETE');
  });
  expectPolicy(world);
  expect(stack.failures).toEqual([]);
});

describe('a failure is told by an event, and leaves the policy as it was:', () => {
  test.each<[string, (world: World) => unknown, RegExp]>([
    ['a key that is pending deletion', (world) => world.kms.setState(world.key, 'PendingDeletion'), /^key "KEY" is pending deletion, on [\d-]+; cancel its deletion/],
    ['a key that is gone', (world) => world.kms.deleteKey(world.key), /^key "KEY" does not exist; /],
    ['a permission that is gone, as that for an alias which moved', (world) => { world.kms.denies = true; }, /^policy of key "KEY" cannot be read or changed by this function; .*AccessDeniedException/],
    ['a principal that is gone', (world) => world.kms.deletePrincipal(VAULT_ROLE), /^policy of key "KEY" names a principal that does not exist, one of "arn:aws:iam::111111111111:role\/BackupIAMRole"; /],
    ['a counter that is gone', (world) => { world.parameters.fault = new ServiceError('ParameterNotFound', ''); }, /^policy of key "KEY" was not changed, as the parameter "\/cdk-vault-replica-keys\/0a1b2c3d-stack\/KeyPolicyStatements" that counts restorations cannot be read or written; allow ssm:GetParameter and ssm:PutParameter \(Systems Manager says ParameterNotFound/],
  ])('%s', async (_what, prepare, reason) => {
    const { world, stack } = await deployed(PROMPT, (account) => {
      account.replace();
      prepare(account);
    });
    expect(stack.failures.map(({ Detail }) => Detail.reason.replaceAll(world.key, 'KEY'))).toEqual([expect.stringMatching(reason)]);
    expect(world.restorations).toEqual([]);
  });

  test.each<[string, any, RegExp]>([
    ['a policy that leaves no room', { Sid: 'Large', Effect: 'Allow', Principal: { AWS: '222222222222' }, Action: 'kms:Encrypt', Resource: '*', Condition: { StringEquals: { 'kms:EncryptionContext:x': 'x'.repeat(32_000) } } }, /^policy of key "KEY" would have \d+ bytes, but the limit is 32768/],
    ['a deleted principal in the policy', { Sid: 'Dead', Effect: 'Allow', Principal: { AWS: 'AROAQQQQQQQQQQQQQQQQQ' }, Action: 'kms:Encrypt', Resource: '*' }, /^policy of key "KEY" names "AROAQQQQQQQQQQQQQQQQQ" in its statement "Dead", a deleted role or user/],
  ])('%s', async (_what, statement, reason) => {
    const { world, stack } = await deployed(PROMPT, (account) => account.replace({ ...FORMER, Statement: [...FORMER.Statement, statement] }));
    expect(stack.failures.map(({ Detail }) => Detail.reason.replaceAll(world.key, 'KEY'))).toEqual([expect.stringMatching(reason)]);
    expect(world.restorations).toEqual([]);
  });

  test('CloudFormation that does not answer', async () => {
    const denied = stackError(403, 'AccessDenied', 'explicit deny in a service control policy');
    let isDenied = false;
    const { world, stack } = await deployed({ ...PROMPT, wrong: () => isDenied ? denied : undefined }, (account) => {
      isDenied = true;
      account.replace();
    });
    expectPolicy(world, []);
    expect(stack.failures).toEqual([{
      Source: 'cdk-vault-replica-keys',
      DetailType: 'Key Policy Statements Not Restored',
      Resources: [],
      Detail: {
        'stack-id': stack.id,
        'logical-resource-id': 'KeyPolicyStatements',
        'reason': 'statements of resource "KeyPolicyStatements" were not restored, as CloudFormation does not respond; allow cloudformation:DescribeStackResource and cloudformation:DescribeStacks for the stack (CloudFormation says AccessDenied: explicit deny in a service control policy)',
      },
    }]);
  });
});

test('CloudFormation that throttles is asked again', async () => {
  let asked = 0;
  const throttled = stackError(400, 'Throttling', 'Rate exceeded');
  const { world, stack } = await deployed({ ...PROMPT, wrong: ({ Action }) => Action === 'DescribeStackResource' && asked++ % 3 < 2 ? throttled : undefined }, (account) => account.replace());
  expectPolicy(world);
  expect(stack.failures).toEqual([]);
});

test('a restoration that KMS rejects for a while counts once', async () => {
  let asked = 0;
  const throttled = stackError(400, 'Throttling', 'Rate exceeded');
  // Each second DescribeStacks is the last request before a write.
  const { world } = await deployed({ ...PROMPT, wrong: ({ Action }) => Action === 'DescribeStacks' && asked++ > 1 && asked < 14 ? throttled : undefined }, (account) => account.replace());
  expectPolicy(world);
  expect(JSON.parse(world.parameters.get('/cdk-vault-replica-keys/0a1b2c3d-stack/KeyPolicyStatements')!)).toHaveLength(1);
});

test.each(['nonsense', '{}', '[null, "x"]'])('a counter that somebody edited to %s begins again', async (value) => {
  const { world } = await deployed(PROMPT, (account, stack) => {
    account.parameters.set(stack.counter, value);
    account.replace();
  });
  expectPolicy(world);
});

describe('an event that cannot be sent', () => {
  test.each(['rejections', 'silences'] as const)('as EventBridge does not accept the entry, by its %s, is sent again', async (kind) => {
    const { stack } = await deployed(PROMPT, (account) => {
      account.kms.setState(account.key, 'PendingDeletion');
      account.eventBridge[kind] = 2;
      account.replace();
    });
    expect(stack.failures).toHaveLength(1);
  });

  test.each([['rejections', 'InternalFailure: on demand'], ['silences', 'nothing']] as const)('fails the invocation with the %s of EventBridge', async (kind, what) => {
    let message = '';
    const { stack } = await deployed({ deliveries: () => 0 }, async (account, restored) => {
      account.replace();
      account.kms.setState(account.key, 'PendingDeletion');
      account.eventBridge[kind] = Infinity;
      await restored.invoke(restored.event).catch((error: Error) => { message = error.message; });
    });
    expect([message, stack.failures]).toEqual([`event was not accepted (EventBridge says ${what})`, []]);
  });

  test('fails the invocation, so that Lambda runs it again', async () => {
    const { stack } = await deployed(PROMPT, (account) => {
      account.kms.setState(account.key, 'PendingDeletion');
      account.eventBridge.fault = new ServiceError('InternalException', 'on demand', 500);
      account.replace();
      void account.time.sleep(6 * MINUTE).then(() => { account.eventBridge.fault = undefined; });
    });
    expect(stack.failures).toHaveLength(1);
  });
});

describe('whoever calls the function', () => {
  test('has the deployed statements restored and nothing else, whatever the event says of them', async () => {
    const { world } = await deployed({ deliveries: () => 0 }, async (account, stack) => {
      account.replace();
      const forged = [{ Sid: 'Forged', Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }];
      await stack.invoke({ ...stack.event, statements: forged, Statements: forged, RestoreStatements: forged, detail: { resources: [] } });
    });
    expectPolicy(world);
  });

  test('cannot have those of another stack restored', async () => {
    const world = new World(PROMPT);
    const [one, two] = ['One', 'Two'].map((name) => world.addStack(name));
    await world.run(async () => {
      await one.create(STATEMENTS);
      await world.time.sleep(MINUTE);
      await two.invoke(one.event);
    });
    expect(two.outcomes).toEqual([expect.stringMatching(/CloudFormation says AccessDenied/)]);
  });

  test.each<[string, any]>([
    ['nothing', undefined],
    ['null', null],
    ['text', 'event'],
    ['no stack', { logicalIds: ['KeyPolicyStatements'] }],
    ['what is no stack', { stackId: 'arn:aws:s3:::bucket', logicalIds: ['KeyPolicyStatements'] }],
    ['no list', { stackId: 'arn:aws:cloudformation:eu-west-1:222222222222:stack/Stack/1', logicalIds: 'KeyPolicyStatements' }],
    ['names of another type', { stackId: 'arn:aws:cloudformation:eu-west-1:222222222222:stack/Stack/1', logicalIds: [1] }],
    ['one name of another type', { stackId: 'arn:aws:cloudformation:eu-west-1:222222222222:stack/Stack/1', logicalIds: ['KeyPolicyStatements', 1] }],
    ['an event of CloudTrail', { detail: { eventName: 'PutKeyPolicy' } }],
  ])('is refused with %s in place of the event', async (_what, event) => {
    let message = '';
    await deployed(PROMPT, (_world, stack) => stack.invoke(event).catch((error: Error) => { message = error.message; }));
    expect(message).toMatch(/^event .* names no stack and resources; let only the rules of the stack invoke this function$/);
  });
});
