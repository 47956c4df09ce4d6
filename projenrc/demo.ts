import { Component, type awscdk } from 'projen';

/** `npm run demo`: builds the library and runs the sample vault app of `examples/` through that build. */
export class Demo extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    // A script instead of a task, which would take twice the time for `--help`. The demo itself compiles, unless it has nothing to run.
    project.setScript('demo', 'tsx examples/demo/main.ts');
  }
}
