import { Component, type awscdk } from 'projen';

/** Compiles every snippet of the README and of the public docstrings, and fails if one does not compile. */
export class Rosetta extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    project.package.addField('jsii', {
      ...project.package.manifest.jsii,
      metadata: { jsii: { rosetta: { strict: true } } },
    });
    const extract = 'jsii-rosetta extract --strict';
    project.postCompileTask.exec(extract);
    project.addTask('test:snippets', {
      description: 'Compile every snippet of the README and of the public docstrings',
      steps: [{ spawn: project.compileTask.name }, { exec: extract }],
    });
    project.gitignore.exclude('.jsii.tabl.json');
  }
}
