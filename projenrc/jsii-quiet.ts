import { Component, type awscdk } from 'projen';

/**
 * jsii announces at length that Node 20 has passed its end of life. The library is built on it all the same, as the
 * CDK supports it, and a notice on every command hides what is worth reading.
 */
export class JsiiQuiet extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
  }
}
