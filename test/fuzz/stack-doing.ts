import { RESOURCE, type Base } from './base';
import { Stack, stackError, type Page, type Query } from '../fakes/stack';

/** What a stack does while CloudFormation waits for a request of each type. */
export const OPERATIONS = { Create: 'CREATE_IN_PROGRESS', Update: 'UPDATE_IN_PROGRESS', Delete: 'DELETE_IN_PROGRESS' };

/** A CloudFormation in which the stack of the function does what a request of that type is part of. It is not allowed to see other stacks. */
export function stackDoing(request: Base['request']): { answer(query: Query): Page } {
  const stack = new Stack(RESOURCE.StackId, { now: () => 0 });
  stack.enter(OPERATIONS[request]);
  return { answer: (query) => query.StackName === stack.id ? stack.answer(query) : stackError(403, 'AccessDenied') };
}
