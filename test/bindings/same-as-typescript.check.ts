import { BINDINGS, TYPESCRIPT } from './results';

const names = Object.keys(TYPESCRIPT.files);
const { mistake, ...values } = TYPESCRIPT.values;

test(`${TYPESCRIPT.versions}: the app makes templates, and a mistake in it is told`, () => {
  expect(names).toContain('cdk.out/Vault.template.json');
  expect(mistake).toMatch(/^region "eu-wset-1" is unknown to this version of aws-cdk-lib; write "eu-west-1", or .+$/);
});

describe.each(BINDINGS)('$versions', ({ files, values: { mistake: raised, ...others }, cdkVersion }) => {
  test('has the same aws-cdk-lib', () => {
    expect([TYPESCRIPT.cdkVersion, cdkVersion]).toEqual([process.env.CDK_VERSION, process.env.CDK_VERSION]);
  });

  test(`makes the same ${names.length} files`, () => {
    expect(Object.keys(files)).toEqual(names);
  });

  test.each(names)('%s is TypeScript’s, byte for byte', (name) => {
    expect(files[name]).toBe(TYPESCRIPT.files[name]);
  });

  test('prints the same values', () => {
    expect(others).toEqual(values);
  });

  test('raises the library’s sentence, on a line of its own', () => {
    expect(raised.split('\n')[0]).toBe(mistake);
  });
});
