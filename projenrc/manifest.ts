import { Component, type awscdk } from 'projen';

/** The fields of package.json that projen has no option for. */
export class Manifest extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    project.package.addField('exports', {
      '.': { types: './lib/index.d.ts', default: './lib/index.js' },
      // The jsii runtime and the packaging tools read these two by path.
      './package.json': './package.json',
      './.jsii': './.jsii',
    });
    // Both packages ship prebuilt binaries and work without these scripts; an answer spares every install the question.
    project.package.addField('allowScripts', { '@parcel/watcher': false, 'esbuild': false });
  }
}
