import { readFileSync } from 'node:fs';

const LIBRARY = 'cdk-vault-replica-keys';

const assembly = JSON.parse(readFileSync(`.cache/bindings/node_modules/${LIBRARY}/.jsii`, 'utf8'));
const types: Record<string, any> = assembly.types;

/**
 * All that the library offers, by the names that TypeScript has for it: `new VaultReplicaKeys`, `VaultReplicaKeys.keyIn`,
 * `ReplicaKeyOptions.alias`, `ViaService.EBS`. What several share stands under the type that declares it.
 */
export const PUBLIC_API: string[] = Object.values(types).flatMap(({ name, initializer, abstract, properties, methods, members }) => [
  ...initializer && !abstract ? [`new ${name}`] : [],
  ...[...properties ?? [], ...methods ?? [], ...members ?? []].map((member) => `${name}.${member.name}`),
]);

/** What a request to the jsii runtime uses of it, by the same names. */
export function usedBy({ api, fqn, objref, method, property, args }: any): string[] {
  const type = simpleName(fqn ?? objref?.['$jsii.byref'].split('@')[0]);
  return [
    ...api === 'create' ? [`new ${type}`] : [],
    ...method || property ? [`${type}.${method ?? property}`] : [],
    ...namedIn(args),
  ];
}

function namedIn(value: any): string[] {
  if (value === null || typeof value !== 'object') { return []; }
  const { '$jsii.struct': struct, '$jsii.enum': member } = value;
  if (member) { return [simpleName(member).replace('/', '.')]; }
  if (!struct) { return Object.values(value).flatMap(namedIn); }
  const given = Object.entries(struct.data).filter(([, option]) => option !== null && option !== undefined);
  return given.flatMap(([name, option]) => [`${declaredIn(struct.fqn, name)}.${name}`, ...namedIn(option)]);
}

function declaredIn(fqn: string, option: string): string | undefined {
  const type = types[fqn];
  if (type?.properties?.some(({ name }: any) => name === option)) { return type.name; }
  return type?.interfaces?.map((base: string) => declaredIn(base, option)).find((name?: string) => name !== undefined);
}

function simpleName(fqn: string | undefined): string {
  return fqn?.startsWith(`${LIBRARY}.`) ? fqn.slice(LIBRARY.length + 1) : '';
}
