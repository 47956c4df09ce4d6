import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as ts from 'typescript';
import * as library from '../../../src';
import { KEY_ARN, KEY_ID, keyStatement, protectedStack } from '../../fixtures/protected-app';
import { options, PROTECTED, VAULT } from '../../fixtures/vault-app';

/* What plain JavaScript allows, for every option of the library: nobody reads an error of JavaScript itself. */

type Make = (value: any) => unknown;

const {
  KeyPolicyStatements, ProtectedKeyAccess, ProtectedKeyAccessStackSet, ProtectedOrganization, ReplicaKeyPolicy, StackSetDeployment,
  VaultReplicaKey, VaultReplicaKeys, VaultReplicaKeyStackSet, VaultRole, ViaService,
} = library;

const keys = () => new VaultReplicaKeys(new App(), 'Keys', options());

/** An object with the options, and those that are required. Anything else stays as it is. */
function completed(given: any, required: object): any {
  return typeof given === 'object' && given !== null && !Array.isArray(given) ? { ...required, ...given } : given;
}

/** The interfaces with options, by a way to give them. */
const INTERFACES: Record<string, Make> = {
  VaultReplicaKeysProps: (props) => new VaultReplicaKeys(new Stage(new App(), 'Prod', { env: { account: VAULT } }), 'Keys', completed(props, options())),
  VaultReplicaKeyProps: (props) => new VaultReplicaKey(protectedStack(), 'Key', completed(props, { alias: 'x' })),
  VaultReplicaKeyStackSetProps: (props) =>
    new VaultReplicaKeyStackSet(protectedStack(), 'Keys', completed(props, options({ administrators: [], protectedAccounts: [VAULT], vaultAccount: PROTECTED }))),
  ProtectedKeyAccessProps: (props) => {
    const stack = protectedStack();
    return new ProtectedKeyAccess(stack, 'Access', completed(props, { keys: [kms.Key.fromKeyArn(stack, 'Key', KEY_ARN)], vaultAccount: VAULT }));
  },
  ProtectedKeyAccessStackSetProps: (props) =>
    new ProtectedKeyAccessStackSet(protectedStack(), 'Access', completed(props, { aliases: ['x'], regions: ['eu-west-1'], vaultAccount: VAULT })),
  KeyPolicyStatementsProps: (props) => {
    const stack = protectedStack();
    return new KeyPolicyStatements(stack, 'Statements', completed(props, { key: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN), statements: [keyStatement()] }));
  },
  ReplicaKeyPolicyProps: (props) => new ReplicaKeyPolicy(completed(props, { vaultAccount: VAULT })),
  SelfManagedDeploymentOptions: (props) => StackSetDeployment.selfManaged(props),
  ServiceManagedDeploymentOptions: (props) => StackSetDeployment.serviceManaged(completed(props, { organizationalUnits: ['r-f6g7'] })),
  VaultRoleOptions: (props) => [VaultRole.fromRoleName('x', props), VaultRole.fromRoleArn(`arn:aws:iam::${VAULT}:role/x`, props)],
  CentralEventBusOptions: (props) => keys().onReplicaCopyFailed('Alarms', completed(props, { eventBusArn: `arn:aws:events:eu-west-1:${VAULT}:event-bus/x` })),
  AdoptKeysOptions: (props) => keys().adoptKeys(completed(props, { directory: 'mappings', keys: {} })),
  ExistingKey: (props) => keys().adoptKeys({
    directory: 'mappings', keys: { 'eu-west-1': completed(props, { keyArn: `arn:aws:kms:eu-west-1:${VAULT}:key/${KEY_ID}`, policy: '{"Statement":[]}' }) },
  }),
};

/** What other interfaces extend, and so is given with them. */
const BASES = ['RegionalReplicaKeyOptions', 'ReplicaKeyOptions', 'ReplicaKeyPolicyOptions', 'RestoreStatementsOptions', 'StackSetOptions'];

/** Parameters, by a way to give them. None may be left out. */
const PARAMETERS: Record<string, Make> = {
  'the name of VaultRole.fromRoleName': (name) => VaultRole.fromRoleName(name),
  'the ARN of VaultRole.fromRoleArn': (arn) => VaultRole.fromRoleArn(arn),
  'the role of VaultRole.fromRole': (role) => VaultRole.fromRole(role),
  'the id of ProtectedOrganization.fromId': (id) => ProtectedOrganization.fromId(id),
  'the paths of ProtectedOrganization.fromPaths': (paths) => ProtectedOrganization.fromPaths(paths),
  'the name of ViaService.of': (name) => ViaService.of(name),
  'the Region of keyIn': (region) => keys().keyIn(region),
  'the Region of stackIn': (region) => keys().stackIn(region),
  'the account of addProtectedAccount': (account) => keys().addProtectedAccount(account),
  'the principal of addAdministrator': (principal) => keys().addAdministrator(principal),
  'the statement of addToKeyPolicy': (statement) => keys().addToKeyPolicy(statement),
  'the grantee of grantUse': (grantee) => keys().grantUse(grantee),
  'the account of a policy': (account) => new ReplicaKeyPolicy({ vaultAccount: VAULT }).addProtectedAccount(account),
  'the administrator of a policy': (principal) => new ReplicaKeyPolicy({ vaultAccount: VAULT }).addAdministrator(principal),
  'the statement of a policy': (statement) => new ReplicaKeyPolicy({ vaultAccount: VAULT }).addStatement(statement),
};

/** What is given as an object. One of the wrong kind has none of the options. */
const OBJECTS = [...Object.keys(INTERFACES), 'AdoptKeysOptions.keys'];

const holder = { role: new App() };

/** What no option accepts, whatever its type. */
const NEVER: Array<[string, unknown]> = [
  ['null', null], ['NaN', NaN], ['a list of null', [null]], ['a list of undefined', [undefined]], ['a list of lists', [[]]], ['a list of objects', [{}]],
  ['a list of numbers', [0]], ['a list of an empty text', ['']], ['a symbol', Symbol('x')], ['a list of symbols', [Symbol('x')]], ['a function', () => 'x'], ['a bigint', 10n],
  ['an object without prototype', Object.create(null)], ['an object that contains an App', holder], ['a list of such objects', [holder]],
  ['a construct', new Stack()], ['a date', new Date(0)],
];

/** What some options accept. */
const SOMETIMES: Array<[string, unknown]> = [
  ['an empty text', ''], ['a text', 'x'], ['a list in a text', 'eu-west-1, eu-central-1'], ['0', 0], ['a number', 7], ['true', true], ['an empty list', []], ['an empty object', {}],
];

/** What the value is refused with. Undefined when it is accepted. */
function refusalOf(make: Make, value: unknown): string | undefined {
  try {
    make(value);
    return undefined;
  } catch (error) {
    // An error of JavaScript is of another class.
    expect((error as Error).constructor.name).toBe('Error');
    return (error as Error).message;
  }
}

const ACCEPTED = 'accepted; nothing to do';

/** One sentence: what is wrong in lower case but for names, a semicolon, what to do. */
const SENTENCE = /^(?:PROTECTED |[a-z"])[^;\n]*[^;\n.]; [a-z][^;\n]*[^;\n.]$/;

interface Declaration { readonly bases: string[]; readonly properties: Array<{ readonly name: string; readonly isOptional: boolean }> }

const SRC = join(__dirname, '../../../src');
const parsed = (file: string) => ts.createSourceFile(file, readFileSync(join(SRC, file), 'utf8'), ts.ScriptTarget.Latest, true).statements;

/** The interfaces that the library exports. */
const DECLARATIONS = new Map(parsed('index.ts').filter((statement) => ts.isExportDeclaration(statement)).flatMap(({ moduleSpecifier, exportClause }) => {
  const exported = (exportClause as ts.NamedExports).elements.map(({ name }) => name.text);
  return parsed(`${(moduleSpecifier as ts.StringLiteral).text}.ts`)
    .filter((statement) => ts.isInterfaceDeclaration(statement))
    .filter(({ name }) => exported.includes(name.text))
    .map(declarationOf);
}));

function declarationOf({ name, heritageClauses, members }: ts.InterfaceDeclaration): [string, Declaration] {
  const bases = (heritageClauses ?? []).flatMap(({ types }) => types.map(({ expression }) => expression.getText()));
  const properties = members.filter((member) => ts.isPropertySignature(member))
    .map((member) => ({ name: member.name.getText(), isOptional: member.questionToken !== undefined }));
  return [name.text, { bases, properties }];
}

function propertiesOf(name: string): Declaration['properties'] {
  const { bases, properties } = DECLARATIONS.get(name)!;
  return [...properties, ...bases.flatMap(propertiesOf)];
}

const OPTIONS = Object.entries(INTERFACES).flatMap(([name, make]) => propertiesOf(name)
  .map((property): [string, Make, boolean] => [`${name}.${property.name}`, (value) => make({ [property.name]: value }), property.isOptional]));

test('every interface with options is among those here', () => {
  expect([...DECLARATIONS.keys()].sort()).toEqual([...Object.keys(INTERFACES), ...BASES].sort());
  expect(OPTIONS.length).toBeGreaterThan(90);
});

const EVERYTHING: Array<[string, Make]> = [
  ...OPTIONS.map(([name, make]): [string, Make] => [name, make]), ...Object.entries(PARAMETERS), ...Object.entries(INTERFACES),
];

test.each(EVERYTHING)('%s is refused in a sentence when it is of a wrong type', (name, make) => {
  const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  const wrong = NEVER.filter(([, value]) => !(OBJECTS.includes(name) && isObject(value)));
  expect(wrong.map(([what, value]) => [what, refusalOf(make, value)])).toEqual(wrong.map(([what]) => [what, expect.stringMatching(SENTENCE)]));
});

test.each(EVERYTHING)('%s is accepted or refused in a sentence when it is of a type that some options have', (_name, make) => {
  const refusals = SOMETIMES.map(([what, value]) => [what, refusalOf(make, value) ?? ACCEPTED]);
  expect(refusals).toEqual(SOMETIMES.map(([what]) => [what, expect.stringMatching(SENTENCE)]));
});

test.each(OPTIONS)('%s may be left out if it is optional, and only then', (_name, make, isOptional) => {
  const refusal = refusalOf(make, undefined);
  if (isOptional) { expect(refusal).toBeUndefined(); } else { expect(refusal).toMatch(SENTENCE); }
});

test.each(Object.entries(PARAMETERS))('%s may not be left out', (_name, make) => {
  expect(refusalOf(make, undefined)).toMatch(SENTENCE);
});

test('the Region of a document may be left out, and is text', () => {
  const document: Make = (region) => new ReplicaKeyPolicy({ vaultAccount: VAULT, protectedAccounts: [PROTECTED] }).document(region);
  expect(refusalOf(document, undefined)).toBeUndefined();
  for (const [, value] of [...NEVER, ...SOMETIMES].filter(([, wrong]) => typeof wrong !== 'string')) { expect(refusalOf(document, value)).toMatch(SENTENCE); }
});
