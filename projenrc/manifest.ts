import { Component, type awscdk } from 'projen';

/** The parts of the published package and its manifest for which projen has no option. */
export class Manifest extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    project.package.addField('type', 'commonjs');
    project.package.addField('exports', {
      '.': { types: './lib/index.d.ts', default: './lib/index.js' },
      // The jsii runtime and the packaging tools read these two by path.
      './package.json': './package.json',
      './.jsii': './.jsii',
    });
    // Lists what is published instead of what is not, so that a new top-level file is not published by accident.
    project.package.addField('files', ['.jsii', 'lib', 'assets', 'API.md']);
    // The output of a source that was deleted since must not be published.
    project.compileTask.prependExec('rm -rf lib');
    // These packages ship prebuilt binaries and work without these scripts; an answer spares every install the question.
    project.package.addField('allowScripts', { '@parcel/watcher': false, 'esbuild': false, 'unrs-resolver': false });
  }
}
