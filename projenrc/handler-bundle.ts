import { Component, javascript, type awscdk } from 'projen';

const HANDLER = 'src/key-policy-statements/handler';

/**
 * Bundles the Lambda handler of `KeyPolicyStatements` into one text, which the construct writes into templates. The tests
 * meet the same text.
 */
export class HandlerBundle extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    const { bundleTask, outfile } = project.bundler.addBundle(`${HANDLER}/entry.ts`, {
      // The SDK is the Lambda runtime's own.
      externals: ['@aws-sdk/*'],
      target: 'node20',
      platform: 'node',
      minify: true,
      logLevel: javascript.BundleLogLevel.WARNING,
      watchTask: false,
    });
    bundleTask.exec(`tsx projenrc/handler-text.ts ${outfile}`);
    // Whoever compiles, and not `npm run build` alone, is to run what is compiled.
    project.compileTask.prependSpawn(project.bundler.bundleTask);
    project.testTask.prependSpawn(project.bundler.bundleTask);
    project.eslint?.allowDevDeps(`${HANDLER}/**`);
  }
}
