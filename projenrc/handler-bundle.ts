import { Component, javascript, type awscdk } from 'projen';

const HANDLER = 'src/key-policy-statements/handler';

/** What Lambda runs: the function of the custom resource, and the one that restores statements. */
const ENTRIES = ['entry', 'restore-entry'];

/**
 * Bundles each Lambda handler of `KeyPolicyStatements` into one text, which the construct writes into templates. The tests
 * meet the same text.
 */
export class HandlerBundle extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    for (const entry of ENTRIES) {
      const { bundleTask, outfile } = project.bundler.addBundle(`${HANDLER}/${entry}.ts`, {
        // The SDK is the Lambda runtime's own.
        externals: ['@aws-sdk/*'],
        target: 'node20',
        platform: 'node',
        minify: true,
        logLevel: javascript.BundleLogLevel.WARNING,
        watchTask: false,
      });
      bundleTask.exec(`tsx projenrc/handler-text.ts ${outfile}`);
    }
    // Compiling must bundle too, or tests after it would run an old bundle.
    project.compileTask.prependSpawn(project.bundler.bundleTask);
    project.testTask.prependSpawn(project.bundler.bundleTask);
    project.eslint?.allowDevDeps(`${HANDLER}/**`);
  }
}
