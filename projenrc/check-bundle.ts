import { Component, javascript, type awscdk } from 'projen';

const COMMAND = 'cdk-vault-replica-keys';

/** Bundles the command into one file with all that it needs, so that the package has no runtime dependency. */
export class CheckBundle extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    const { outfile } = project.bundler.addBundle('src/check/main.ts', {
      target: 'node20',
      platform: 'node',
      minify: true,
      // Without it nothing is left out of the packages that the bundle needs a part of.
      esbuildArgs: { '--main-fields': 'module,main' },
      executable: true,
      logLevel: javascript.BundleLogLevel.WARNING,
      watchTask: false,
    });
    project.package.addBin({ [COMMAND]: outfile });
    project.eslint?.allowDevDeps('src/check/**');
  }
}
