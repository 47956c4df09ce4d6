import { RESTORE_CASES } from './pattern-cases';
import { policyChangePattern } from '../../../src/key-policy-statements/policy-change-pattern';
import { matches } from '../../fakes/event-pattern';
import { KEY_ARN } from '../../fixtures/protected-app';
import { PROTECTED } from '../../fixtures/vault-app';

test.each(RESTORE_CASES)('$title, $matches', ({ pattern, event, matches: expected }) => {
  expect(matches(pattern, event)).toBe(expected);
});

test('the rule for changes of the policy is short enough for EventBridge, whatever the names of the roles', () => {
  // https://docs.aws.amazon.com/general/latest/gr/ev.html: 2,048 characters. Paths of roles have 512, names 64.
  const longest = `arn:aws-us-gov:iam::${PROTECTED}:role/${'p'.repeat(510)}/${'n'.repeat(64)}`;
  expect(JSON.stringify(policyChangePattern(KEY_ARN.replace('eu-west-1', 'us-gov-west-1').replace('arn:aws:', 'arn:aws-us-gov:'), [longest, longest])).length).toBeLessThanOrEqual(2_048);
});
