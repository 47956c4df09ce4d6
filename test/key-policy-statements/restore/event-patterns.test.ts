import { restoringTemplate } from './restoring-template';
import { policyChangePattern } from '../../../src/key-policy-statements/policy-change-pattern';
import { putKeyPolicyEvent, stackStatusEvent } from '../../fakes/event-documents';
import { matches } from '../../fakes/event-pattern';
import { KEY_ARN } from '../../fixtures/protected-app';
import { PROTECTED } from '../../fixtures/vault-app';

const role = (name: string) => `arn:aws:iam::${PROTECTED}:role/${name}`;
const ALICE = `arn:aws:iam::${PROTECTED}:user/Alice`;
const STACK = `arn:aws:cloudformation:eu-west-1:${PROTECTED}:stack/Protected/0a1b2c3d-1111-2222-3333-444455556666`;
const [change, complete] = restoringTemplate()
  .rules({ stackId: STACK, physicalId: `${KEY_ARN}#KeyPolicyStatements-0123456789abcdef-`, handlerRole: role('Handler'), restorerRole: role('Restorer') })
  .map(({ pattern }) => pattern)
  .sort((one, other) => JSON.stringify(other).indexOf('aws.kms') - JSON.stringify(one).indexOf('aws.kms'));

describe('the rule for changes of the policy', () => {
  test.each<[string, any]>([
    ['of a user', putKeyPolicyEvent(ALICE, KEY_ARN, {})],
    ['of a role', putKeyPolicyEvent(role('Terraform'), KEY_ARN, {})],
    ['of CloudFormation, for another stack', putKeyPolicyEvent(role('Deployer'), KEY_ARN, {}, { sourceIPAddress: 'cloudformation.amazonaws.com' })],
    ['of the root user', putKeyPolicyEvent(ALICE, KEY_ARN, {}, {
      userIdentity: { type: 'Root', principalId: PROTECTED, arn: `arn:aws:iam::${PROTECTED}:root`, accountId: PROTECTED, accessKeyId: 'EXAMPLE_KEY_ID' },
    })],
    ['of an AWS service', putKeyPolicyEvent(ALICE, KEY_ARN, {}, { userIdentity: { type: 'AWSService', invokedBy: 'x.amazonaws.com' } })],
  ])('gets those %s', (_whose, event) => {
    expect(matches(change, event)).toBe(true);
  });

  test.each<[string, any]>([
    ['by the function of the custom resource', putKeyPolicyEvent(role('Handler'), KEY_ARN, {})],
    ['by the restorer itself', putKeyPolicyEvent(role('Restorer'), KEY_ARN, {})],
    ['that KMS rejected', putKeyPolicyEvent(ALICE, KEY_ARN, {}, { errorCode: 'AccessDenied', errorMessage: 'x' })],
    ['of another key', putKeyPolicyEvent(ALICE, KEY_ARN.replace('1234abcd', '5678abcd'), {})],
    ['of the same id in another Region', putKeyPolicyEvent(ALICE, KEY_ARN.replace('eu-west-1', 'eu-central-1'), {})],
    ['that are only reads', putKeyPolicyEvent(ALICE, KEY_ARN, {}, { eventName: 'GetKeyPolicy' })],
    ['of another service', { ...putKeyPolicyEvent(ALICE, KEY_ARN, {}), source: 'aws.s3' }],
    ['of the stack', stackStatusEvent(STACK, 'UPDATE_COMPLETE')],
  ])('gets none %s', (_what, event) => {
    expect(matches(change, event)).toBe(false);
  });

  test('is short enough for EventBridge, whatever the names of the roles', () => {
    // https://docs.aws.amazon.com/general/latest/gr/ev.html: 2,048 characters. Paths of roles have 512, names 64.
    const longest = `arn:aws-us-gov:iam::${PROTECTED}:role/${'p'.repeat(510)}/${'n'.repeat(64)}`;
    expect(JSON.stringify(policyChangePattern(KEY_ARN.replace('eu-west-1', 'us-gov-west-1').replace('arn:aws:', 'arn:aws-us-gov:'), [longest, longest])).length).toBeLessThanOrEqual(2_048);
  });
});

describe('the rule for the end of operations', () => {
  test.each(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'IMPORT_COMPLETE', 'IMPORT_ROLLBACK_COMPLETE'])('gets %s', (status) => {
    expect(matches(complete, stackStatusEvent(STACK, status))).toBe(true);
  });

  test.each(['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS', 'DELETE_IN_PROGRESS', 'DELETE_COMPLETE', 'ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_FAILED'])('does not get %s', (status) => {
    expect(matches(complete, stackStatusEvent(STACK, status))).toBe(false);
  });

  test('gets none of another stack, nor of one of the same name from before', () => {
    expect(matches(complete, stackStatusEvent(STACK.replace('0a1b', '9a9b'), 'UPDATE_COMPLETE'))).toBe(false);
    expect(matches(complete, stackStatusEvent(STACK.replace('/Protected/', '/Other/'), 'UPDATE_COMPLETE'))).toBe(false);
  });
});
