import type { IConstruct } from 'constructs';

/** The future path of a construct, for errors before it exists. */
export function childPath(scope: IConstruct, id: string): string {
  return [scope.node.path, id].filter((part) => part !== '').join('/');
}
