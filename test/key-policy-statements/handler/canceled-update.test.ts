import { asRead, FORMER, fromTemplate, HANDLER_ROLE, STATEMENTS } from './scene';
import { ownedStatements } from '../../../src/key-policy-statements/handler/policy/owner';
import { jsonService, ServiceError } from '../../fakes/json-service';
import { VirtualKms, type Network } from '../../fakes/virtual-kms';
import { VirtualTime } from '../../fakes/virtual-time';
import { KEY_ARN, KEY_ID } from '../../fixtures/protected-app';
import { eventOf, OWNER } from '../../fuzz/base';
import { stackDoing } from '../../fuzz/stack-doing';
import { VirtualFunction } from '../../fuzz/virtual-function';

/* An update to another key was canceled. Its rollback, which is an update too, returns to the key that the resource never left. */

const OTHER_ID = KEY_ID.replace(/^./, '0');
const OTHER_KEY = KEY_ARN.replace(KEY_ID, OTHER_ID);
const EVENT = eventOf({ request: 'Update', id: 'own', by: 'key', foreign: [], present: 'desired', desired: STATEMENTS });

const lambda = new VirtualFunction(fromTemplate([KEY_ARN]).code);

const withOwn = { ...FORMER, Statement: [...FORMER.Statement, ...ownedStatements(OWNER, STATEMENTS)] };

interface Scenery {
  /** How KMS answers requests for the other key. */
  readonly error?: string;
  /** What happens to the other key before. */
  readonly prepare?: (kms: VirtualKms) => void;
  /** The properties from before the rollback. */
  readonly former?: any;
}

async function rollBack({ error, prepare, former = { Key: OTHER_KEY, Statements: STATEMENTS } }: Scenery) {
  const time = new VirtualTime();
  const kms = new VirtualKms(HANDLER_ROLE, { time, latency: () => 200, staleness: () => 0 });
  kms.createKey(withOwn, { keyId: KEY_ID });
  kms.createKey(withOwn, { keyId: OTHER_ID });
  prepare?.(kms);
  const failing = jsonService(time, () => 200, () => { throw new ServiceError(error!); });
  const network: Network = {
    handle: (request) => error && new TextDecoder().decode(request.body).includes(OTHER_ID) ? failing.handle(request) : kms.handle(request),
  };
  const world = lambda.enter({ kms: network, cloudFormation: stackDoing('Update') }, time);
  await time.run([lambda.invoke({ ...EVENT, OldResourceProperties: former ?? undefined })]);
  return { answer: world.answerAt.get(EVENT.ResponseURL), kms, milliseconds: time.now() };
}

const success = expect.objectContaining({ Status: 'SUCCESS', PhysicalResourceId: `${KEY_ARN}#${OWNER}` });

test('what the canceled update wrote is removed from the other key, and nothing else', async () => {
  const { answer, kms } = await rollBack({});
  expect(answer).toEqual(success);
  expect(asRead(kms.policyOf(OTHER_KEY))).toEqual(asRead(FORMER));
  expect(asRead(kms.policyOf(KEY_ARN))).toEqual(asRead(withOwn));
});

test('a rollback that finds nothing to write reads again when the canceled update can no longer write', async () => {
  const { answer, milliseconds } = await rollBack({ former: { Key: KEY_ARN } });
  expect(answer).toEqual(success);
  expect(milliseconds).toBeGreaterThanOrEqual(12_000);
});

test.each<[string, Scenery]>([
  ['is gone', { prepare: (kms) => kms.deleteKey(OTHER_KEY) }],
  ['is pending deletion', { prepare: (kms) => kms.setState(OTHER_KEY, 'PendingDeletion') }],
  ['cannot be reached, in which case the update wrote nothing to it', { error: 'AccessDeniedException' }],
  ['is not named', { former: null }],
  ['is no key', { former: { Key: 'key' } }],
  ['is the same', { former: { Key: KEY_ARN } }],
])('a rollback succeeds where the other key %s', async (_what, scenery) => {
  const { answer, kms } = await rollBack(scenery);
  expect(answer).toEqual(success);
  expect(asRead(kms.policyOf(KEY_ARN))).toEqual(asRead(withOwn));
});

test.each<[string, RegExp]>([
  ['ThrottlingException', /ThrottlingException/],
  ['ValidationException', /ValidationException/],
])('a rollback that cannot clean up the other key names it: %s', async (error, reason) => {
  const { answer } = await rollBack({ error });
  expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: `${KEY_ARN}#${OWNER}`, Reason: expect.stringMatching(reason) });
  expect([answer.Reason.includes(OTHER_KEY), answer.Reason.includes(KEY_ARN)]).toEqual([true, false]);
});
