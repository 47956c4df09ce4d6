import { Component, type awscdk } from 'projen';

/**
 * jsii and the AWS SDK announce at length that Node 20 has passed its end of life. The library is built on it all the same,
 * as the CDK supports it, and a notice on every command hides what is worth reading.
 */
export class Node20Notices extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
    project.tasks.addEnvironment('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true');
  }
}
