import { Component, javascript, type awscdk } from 'projen';

const COMMAND = 'cdk-vault-replica-keys';

/** Bundles the command into one file with all that it needs, so that the package has no runtime dependency. */
export class CheckBundle extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    const { bundleTask, outfile } = project.bundler.addBundle('src/check/main.ts', {
      target: 'node20',
      platform: 'node',
      minify: true,
      esbuildArgs: {
        // Without it nothing is left out of the packages that the bundle needs a part of.
        '--main-fields': 'module,main',
        '--alias:@smithy/core/event-streams': './projenrc/no-event-streams.ts',
      },
      executable: true,
      logLevel: javascript.BundleLogLevel.WARNING,
      watchTask: false,
    });
    bundleTask.exec('cp src/check/report/schema.json assets/check/schema.json');
    project.package.addBin({ [COMMAND]: outfile });
    project.eslint?.allowDevDeps('src/check/**');
  }
}
