import * as fc from 'fast-check';
import { casesIn, check } from '../fixtures/check';
import { healthy, PROTECTED, REGION } from '../fixtures/healthy';

const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom<any>(null, '*', [], {}, 'Allow', 'Deny', ['kms:*'], { AWS: null }, { AWS: ['*', null, {}] }));
const statement = fc.oneof(value, fc.record({
  Sid: value,
  Effect: fc.oneof(fc.constantFrom('Allow', 'Deny'), value),
  Principal: value,
  NotPrincipal: value,
  Action: value,
  NotAction: value,
  Resource: value,
  Condition: value,
}, { requiredKeys: [] }));
const statements = fc.oneof(statement, fc.array(statement, { maxLength: 3 }));
const document = fc.oneof(value, fc.record({ Version: value, Statement: statements }, { requiredKeys: [] }));

test.each([false, true])('a malformed policy never counts as a yes, and never makes the check fail (keys created by hand: %s)', async (byHand) => {
  await fc.assert(fc.asyncProperty(document, document, document, async (ofReplica, ofSource, ofRole) => {
    const scenario = healthy({ byHand });
    scenario.replicaKeys[REGION].policy = ofReplica;
    scenario.sourceKeys.imported.policy = ofSource;
    scenario.world.account(PROTECTED).roles.get('SourceIAMRole')!.policies = [{ name: 'Any', document: ofRole }];
    const outcome = await check(scenario);
    expect(casesIn(outcome)[REGION]).not.toContain('yes');
    expect(outcome.findings.filter(({ level }) => level !== 'note')).not.toEqual([]);
    for (const { text } of outcome.findings) { expect(text).toMatch(/^[A-Z][ -~]*\.$/); }
  }), { numRuns: 80, seed: 15 });
});
