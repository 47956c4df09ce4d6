import { restoringTemplate } from './restoring-template';
import { putKeyPolicyEvent, stackStatusEvent } from '../../fakes/event-documents';
import { KEY_ARN } from '../../fixtures/protected-app';
import { PROTECTED } from '../../fixtures/vault-app';

/** An event, and whether a rule must match it. */
export interface RestoreCase {
  readonly title: string;
  readonly pattern: any;
  readonly event: any;
  readonly matches: boolean;
}

const role = (name: string) => `arn:aws:iam::${PROTECTED}:role/${name}`;
const ALICE = `arn:aws:iam::${PROTECTED}:user/Alice`;
const STACK = `arn:aws:cloudformation:eu-west-1:${PROTECTED}:stack/Protected/0a1b2c3d-1111-2222-3333-444455556666`;
const [change, complete] = restoringTemplate()
  .rules({ stackId: STACK, physicalId: `${KEY_ARN}#KeyPolicyStatements-0123456789abcdef-`, handlerRole: role('Handler'), restorerRole: role('Restorer') })
  .map(({ pattern }) => pattern)
  .sort((one, other) => JSON.stringify(other).indexOf('aws.kms') - JSON.stringify(one).indexOf('aws.kms'));

const CHANGES: ReadonlyArray<readonly [title: string, event: any]> = [
  ['of a user', putKeyPolicyEvent(ALICE, KEY_ARN, {})],
  ['of a role', putKeyPolicyEvent(role('Terraform'), KEY_ARN, {})],
  ['of CloudFormation, for another stack', putKeyPolicyEvent(role('Deployer'), KEY_ARN, {}, { sourceIPAddress: 'cloudformation.amazonaws.com' })],
  ['of the root user', putKeyPolicyEvent(ALICE, KEY_ARN, {}, {
    userIdentity: { type: 'Root', principalId: PROTECTED, arn: `arn:aws:iam::${PROTECTED}:root`, accountId: PROTECTED, accessKeyId: 'EXAMPLE_KEY_ID' },
  })],
  ['of an AWS service', putKeyPolicyEvent(ALICE, KEY_ARN, {}, { userIdentity: { type: 'AWSService', invokedBy: 'x.amazonaws.com' } })],
];

const OTHERS: ReadonlyArray<readonly [title: string, event: any]> = [
  ['by the function of the custom resource', putKeyPolicyEvent(role('Handler'), KEY_ARN, {})],
  ['by the restorer itself', putKeyPolicyEvent(role('Restorer'), KEY_ARN, {})],
  ['that KMS rejected', putKeyPolicyEvent(ALICE, KEY_ARN, {}, { errorCode: 'AccessDenied', errorMessage: 'x' })],
  ['of another key', putKeyPolicyEvent(ALICE, KEY_ARN.replace('1234abcd', '5678abcd'), {})],
  ['of the same id in another Region', putKeyPolicyEvent(ALICE, KEY_ARN.replace('eu-west-1', 'eu-central-1'), {})],
  ['that are only reads', putKeyPolicyEvent(ALICE, KEY_ARN, {}, { eventName: 'GetKeyPolicy' })],
  ['of another service', { ...putKeyPolicyEvent(ALICE, KEY_ARN, {}), source: 'aws.s3' }],
  ['of the stack', stackStatusEvent(STACK, 'UPDATE_COMPLETE')],
];

const ENDS = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'IMPORT_COMPLETE', 'IMPORT_ROLLBACK_COMPLETE'];

const NO_ENDS = [
  'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS', 'DELETE_IN_PROGRESS', 'DELETE_COMPLETE',
  'ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_FAILED',
];

const status = (matches: boolean) => (name: string): RestoreCase => (
  { title: `the rule for the end of operations: ${name}`, pattern: complete, event: stackStatusEvent(STACK, name), matches }
);

/** The rules of a stack that restores statements, and events for and against each. */
export const RESTORE_CASES: readonly RestoreCase[] = [
  ...CHANGES.map(([title, event]) => ({ title: `the rule for changes of the policy: ${title}`, pattern: change, event, matches: true })),
  ...OTHERS.map(([title, event]) => ({ title: `the rule for changes of the policy: ${title}`, pattern: change, event, matches: false })),
  ...ENDS.map(status(true)),
  ...NO_ENDS.map(status(false)),
  ...[
    ['an earlier stack of the same name', STACK.replace('0a1b', '9a9b')], ['another stack', STACK.replace('/Protected/', '/Other/')],
  ].map(([title, stack]) => (
    { title: `the rule for the end of operations: ${title}`, pattern: complete, event: stackStatusEvent(stack, 'UPDATE_COMPLETE'), matches: false }
  )),
];
