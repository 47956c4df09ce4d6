import type { IConstruct } from 'constructs';

/** The path that a construct is about to have, for errors that come before it is made. */
export function childPath(scope: IConstruct, id: string): string {
  return [scope.node.path, id].filter((part) => part !== '').join('/');
}
