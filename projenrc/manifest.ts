import { Component, type awscdk } from 'projen';

/** What the published package holds and says of itself, where projen has no option for it. */
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
    // What is to be published, and not what is to be left out: new files at the top stay out of themselves.
    project.package.addField('files', ['.jsii', 'lib', 'assets', 'API.md']);
    // What a source that is gone by now was compiled to is not to be published.
    project.compileTask.prependExec('rm -rf lib');
    // These packages ship prebuilt binaries and work without these scripts; an answer spares every install the question.
    project.package.addField('allowScripts', { '@parcel/watcher': false, 'esbuild': false, 'unrs-resolver': false });
  }
}
