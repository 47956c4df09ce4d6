import { Component, type awscdk } from 'projen';

/** The suites that `npm test` leaves out because they need more than Node, or more time. */
export class Suites extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    project.addTask('bench', {
      description: 'Compare synthesis with hand-written CDK that makes the same resources',
      steps: [{ spawn: project.compileTask.name }, { exec: 'tsx test/bench/main.ts', receiveArgs: true }],
    });
    project.addTask('test:newest', {
      description: 'Run the tests on the newest aws-cdk-lib, with its own template validation',
      exec: 'test/newest/run.sh',
    });
    project.addTask('test:cfn-lint', {
      description: 'Run cfn-lint over the templates of the sample vault app',
      exec: 'test/cfn-lint/run.sh',
    });
  }
}
