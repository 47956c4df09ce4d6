import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { Packed, run } from './packed';

const HANDLER = 'key-policy-statements/handler';
const BUNDLES = ['entry', 'restore-entry'].map((entry) => `assets/${HANDLER}/${entry}/index.json`);
const COMMAND = 'assets/check/main/index.js';

let packed: Packed;
beforeAll(() => { packed = new Packed(); });
afterAll(() => packed.remove());

/** The sources that are compiled, as `folder/name`. */
function sources(): string[] {
  return readdirSync(join(Packed.PROJECT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith(`${HANDLER}/`) && !file.startsWith('check/'))
    .map((file) => file.replace(/\.ts$/, ''));
}

test('contains what is compiled, each handler and the command once, the documents, and nothing else', () => {
  expect(packed.files()).toEqual([
    '.jsii', 'API.md', 'LICENSE', 'README.md', 'package.json', ...BUNDLES, COMMAND, 'assets/check/schema.json', ...sources().flatMap((name) => [`lib/${name}.js`, `lib/${name}.d.ts`]),
  ].sort());
});

test('is small compared with aws-cdk-lib', () => {
  const kilobytes = { packed: Math.ceil(packed.bytes.packed / 1000), unpacked: Math.ceil(packed.bytes.unpacked / 1000) };
  console.log(`${packed.files().length} files, ${kilobytes.packed} KB packed, ${kilobytes.unpacked} KB unpacked`);
  expect(kilobytes.packed).toBeLessThan(600);
  expect(kilobytes.unpacked).toBeLessThan(2300);
});

test('names no path of the machine it was built on', () => {
  const paths = [Packed.PROJECT, homedir(), packed.directory, '/home/', '/Users/', 'file://'];
  const naming = packed.files().filter((file) => paths.some((path) => packed.text(file).includes(path)));
  expect(naming).toEqual([]);
});

test('depends on its two peers, and on nothing else', () => {
  const manifest = JSON.parse(packed.text('package.json'));
  expect(Object.keys(manifest.peerDependencies)).toEqual(['aws-cdk-lib', 'constructs']);
  expect([manifest.dependencies, manifest.optionalDependencies, manifest.bundleDependencies, manifest.bundledDependencies])
    .toEqual([undefined, undefined, undefined, undefined]);
  const lifecycle = Object.keys(manifest.scripts).filter((name) => /^(pre|post)?(install|prepare|uninstall)$/.test(name));
  expect(lifecycle).toEqual([]);
});

test('loads nothing but its peers, itself and Node.js', () => {
  const loads = packed.files().filter((file) => file.endsWith('.js') || BUNDLES.includes(file)).flatMap((file) => {
    // Without the sources inside the source maps.
    const code = BUNDLES.includes(file) ? JSON.parse(packed.text(file)) : packed.text(file).replace(/^\/\/# sourceMappingURL=.*$/m, '');
    return [...code.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => ({ file, name }));
  });
  expect(loads.length).toBeGreaterThan(100);
  const peers = /^(node:|\.{1,2}\/|aws-cdk-lib$|aws-cdk-lib\/|constructs$|\.$|\.\.$)/;
  // The SDK in the command requires modules of Node.js without their prefix, and names its native signer in an error.
  const ofCommand = (name: string) => isBuiltin(name) || name === '@aws-sdk/signature-v4-crt';
  // Only the handlers load the SDK of the Lambda runtime.
  const ofHandler = /^(node:|@aws-sdk\/client-(?:kms|cloudformation|eventbridge|ssm)$)/;
  const strange = loads.filter(({ file, name }) => file === COMMAND ? !ofCommand(name) : !(BUNDLES.includes(file) ? ofHandler : peers).test(name));
  expect(strange).toEqual([]);
});

test('has no fault that publint knows', () => {
  expect(run(join(Packed.PROJECT, 'node_modules/.bin/publint'), ['run', packed.root, '--strict', '--level', 'warning'], packed.root)).toContain('All good!');
});

/** What the programs report to have created. */
const MADE = { stacks: ['ReplicaKeys-eu-central-1', 'ReplicaKeys-eu-west-1', 'Vault'], keys: 2, functions: 1 };

describe('installed with only its peers, the oldest supported', () => {
  const installed = () => join(packed.directory, 'app');
  const program = join(__dirname, 'program');

  beforeAll(() => {
    const peers = Object.entries<string>(JSON.parse(packed.text('package.json')).peerDependencies).map(([name, range]) => `${name}@${range.replace('^', '')}`);
    run('cp', ['-R', program, installed()], packed.directory);
    run('npm', ['init', '--yes'], installed());
    run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--strict-peer-deps', packed.tarball, ...peers], installed());
  });

  test('no license in the tree is a copyleft license, and the policy engine of the tests is not installed', () => {
    const tree = JSON.parse(run('npm', ['query', '*'], installed())).filter(({ location }: any) => location !== '');
    expect(tree.length).toBeGreaterThan(2);
    expect(tree.filter(({ license }: any) => !/^\(?(Apache-2\.0|MIT|ISC|BSD-[23]-Clause|0BSD)\b/.test(license)).map(({ name, license }: any) => `${name}: ${license}`)).toEqual([]);
    expect(existsSync(join(installed(), 'node_modules/@cloud-copilot'))).toBe(false);
  });

  test('npx runs the command, which is a program of the package', () => {
    const { version, bin } = JSON.parse(packed.text('package.json'));
    expect(bin).toEqual({ 'cdk-vault-replica-keys': COMMAND });
    expect(run('npx', ['--no-install', 'cdk-vault-replica-keys', '--version'], installed())).toBe(`${version}\n`);
  });

  test('the command reads the cloud assembly that an app with the package leaves', () => {
    run('env', ['CDK_OUTDIR=cdk.out', 'node', 'app.cjs'], installed());
    expect(Object.keys(JSON.parse(run('npx', ['--no-install', 'cdk-vault-replica-keys', 'permissions'], installed())))).toEqual(['111111111111', '222222222222']);
  });

  test.each(['app.cjs', 'app.mjs'])('%s creates keys', (file) => {
    expect(JSON.parse(run('node', [file], installed()))).toEqual(MADE);
  });

  test('app.cjs creates keys when esbuild has bundled it and the package is not installed', () => {
    const modules = join(packed.directory, 'bundled/node_modules');
    mkdirSync(modules, { recursive: true });
    const external = ['aws-cdk-lib', 'constructs'];
    for (const peer of external) { symlinkSync(join(installed(), 'node_modules', peer), join(modules, peer)); }
    const outfile = join(packed.directory, 'bundled/app.cjs');
    buildSync({ entryPoints: [join(installed(), 'app.cjs')], bundle: true, platform: 'node', external, outfile, logLevel: 'error' });
    expect(JSON.parse(run('node', [outfile], packed.directory))).toEqual(MADE);
  });

  test.each([['node16', 'node16'], ['esnext', 'bundler']])('its types are found by the module %s with the resolution %s', (module, resolution) => {
    run(join(Packed.PROJECT, 'node_modules/.bin/tsc'), ['-p', '.', '--module', module, '--moduleResolution', resolution], installed());
  });
});
