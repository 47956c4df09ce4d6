import { Component, type awscdk } from 'projen';

/**
 * Has the built `lib/index.js` load each class when it is first asked for, as aws-cdk-lib's own modules do. Otherwise
 * importing the library would cost an app three times what importing the CDK modules beneath it costs.
 */
export class LazyIndex extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    project.compileTask.exec('tsx projenrc/make-lazy.ts src/index.ts lib/index.js');
  }
}
