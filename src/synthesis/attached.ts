import type { IConstruct } from 'constructs';

/**
 * A value that belongs to a construct, created at the first call. It is on the construct and not in a module, because an app can load
 * several copies of a module.
 */
export function attached<T>(construct: IConstruct, name: string, create: () => T): T {
  const symbol = Symbol.for(`cdk-vault-replica-keys.${name}`);
  const holder = construct as IConstruct & { [key: symbol]: T };
  if (!Object.hasOwn(holder, symbol)) { Object.defineProperty(holder, symbol, { value: create() }); }
  return holder[symbol];
}
