import { setTimeout } from 'node:timers/promises';
import { StrictKms } from '../fakes/strict-kms';
import { KEY_ARN, VAULT_ROLE } from '../fixtures/protected-app';
import { PROTECTED } from '../fixtures/vault-app';
import { CloudFormation } from '../key-policy-statements/handler/cloud-formation';
import { InlinedHandler } from '../key-policy-statements/handler/inlined-handler';
import { fromTemplate, HANDLER_ROLE, STATEMENTS } from '../key-policy-statements/handler/scene';

const ROUNDS = 200;
const FOREIGN = { Sid: 'Root', Effect: 'Allow', Principal: { AWS: PROTECTED }, Action: 'kms:*', Resource: '*' };

/**
 * The very code of the template, on the world's own clock: requests take up to half a second, reads are up to two seconds
 * late. Each round has a key of its own, so that all can run at once.
 */
test(`two stacks write one key at the same time: in ${ROUNDS} rounds no statement is lost without a failure being said`, async () => {
  const kms = await StrictKms.start({ latency: () => Math.random() * 500, staleness: () => Math.random() * 2_000 });
  kms.addPrincipal(VAULT_ROLE);
  kms.addPrincipal(HANDLER_ROLE);
  const cloudFormation = await CloudFormation.start();
  const stacks = [0, 1].map((index) => `arn:aws:cloudformation:eu-west-1:${PROTECTED}:stack/Stack${index}/0a1b2c3d`);
  for (const id of stacks) { cloudFormation.stack(id).enter('CREATE_IN_PROGRESS'); }
  const { code } = fromTemplate([KEY_ARN]);
  const handlers = await Promise.all([InlinedHandler.start(code, 1), InlinedHandler.start(code, 1)]);
  try {
    const round = async () => {
      await setTimeout(Math.random() * 20_000);
      const Key = kms.createKey({ account: PROTECTED, region: 'eu-west-1', policy: { Version: '2012-10-17', Statement: [FOREIGN] } });
      const answers = await Promise.all(handlers.map(async (handler, index) => {
        await setTimeout(Math.random() * 1_500);
        return cloudFormation.ask(handler, { kms, role: HANDLER_ROLE, requestSpeed: 1 }, {
          RequestType: 'Create',
          StackId: stacks[index],
          ResourceProperties: { Key, Statements: STATEMENTS },
        });
      }));
      return { Key, answers };
    };
    const rounds = await Promise.all(Array.from({ length: ROUNDS }, round));

    const writes = kms.calls.filter(({ operation }) => operation === 'PutKeyPolicy').length;
    for (const { Key, answers } of rounds) {
      const sids = kms.policyOf(Key).Statement.map(({ Sid }: any) => Sid);
      expect(sids).toContain('Root');
      for (const { Status, PhysicalResourceId } of answers) {
        const [, owner] = PhysicalResourceId.split('#');
        if (Status === 'SUCCESS') { expect(sids).toEqual(expect.arrayContaining([`${owner}Use`, `${owner}Grants`])); }
      }
    }
    expect(rounds.flatMap(({ answers }) => answers).filter(({ Status }) => Status === 'FAILED')).toEqual([]);
    // Without any conflict, each stack writes once.
    expect(writes).toBeGreaterThan(2 * ROUNDS);
    console.log(`${ROUNDS} rounds, ${writes - 2 * ROUNDS} writes repeated after a conflict, nothing lost`);
  } finally {
    await Promise.all(handlers.map((handler) => handler.stop()));
    await cloudFormation.stop();
    await kms.stop();
  }
});
