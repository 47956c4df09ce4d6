import { check } from '../fixtures/check';
import { healthy, REGION } from '../fixtures/healthy';

test.each([
  ['an asymmetric key', { spec: 'RSA_2048', usage: 'SIGN_VERIFY' }],
  ['a key for message authentication codes', { spec: 'HMAC_256', usage: 'GENERATE_VERIFY_MAC' }],
])('nobody is told to rotate %s, which KMS cannot', async (_what, kind) => {
  const scenario = healthy();
  Object.assign(scenario.replicaKeys[REGION], { ...kind, rotates: false });
  expect((await check(scenario)).findings.map(({ id }) => id)).toEqual(['key-wrong-kind']);
});
