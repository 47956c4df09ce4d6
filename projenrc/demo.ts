import { Component, type awscdk } from 'projen';

/** `npm run demo`: builds the library and runs the sample vault app of `examples/` through that build. */
export class Demo extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    project.addTask('demo', {
      description: 'Synthesize the sample app and show its keys and who may do what with them',
      steps: [
        { spawn: project.compileTask.name },
        { exec: 'tsx examples/demo/main.ts', receiveArgs: true },
      ],
    });
  }
}
