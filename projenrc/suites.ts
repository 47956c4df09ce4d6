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
    const e2e = project.addTask('e2e', { description: 'Deploy by the CDK CLI to an emulator of AWS, change, delete, and read back what is there' });
    e2e.spawn(project.bundler.bundleTask);
    e2e.exec('test/e2e/run.sh', { receiveArgs: true });
    project.addTask('test:cfn-lint', {
      description: 'Run cfn-lint over the templates of the sample vault app',
      steps: [{ spawn: project.compileTask.name }, { exec: 'test/cfn-lint/run.sh' }],
    });
  }
}
