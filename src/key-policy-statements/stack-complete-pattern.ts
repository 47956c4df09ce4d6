import type { EventPattern } from './policy-change-pattern';

/**
 * The pattern of the end of an operation of a stack, from which on the stack is as its template says. CloudFormation sends these events itself.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/event-detail-stack-status-change.html
 */
export function stackCompletePattern(stackId: string): EventPattern {
  return {
    'source': ['aws.cloudformation'],
    'detail-type': ['CloudFormation Stack Status Change'],
    'detail': {
      'stack-id': [stackId],
      'status-details': {
        status: ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'IMPORT_COMPLETE', 'IMPORT_ROLLBACK_COMPLETE'],
      },
    },
  };
}
