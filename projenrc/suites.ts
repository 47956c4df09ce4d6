import { Component, type awscdk } from 'projen';

/** The suites that `npm test` leaves out because they need more than Node, or more time. */
export class Suites extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    // `.ci/run` sets this, because its suites would otherwise compile the same sources six times.
    const unlessCompiled = 'node -e "process.exit(process.env.SKIP_COMPILE ? 1 : 0)"';
    for (const task of [project.compileTask, project.bundler.bundleTask]) { task.addCondition(unlessCompiled); }
    project.addTask('bench', {
      description: 'Compare synthesis with hand-written CDK code that creates the same resources',
      steps: [{ spawn: project.compileTask.name }, { exec: 'tsx test/bench/main.ts', receiveArgs: true }],
    });
    project.addTask('bindings', {
      description: 'Package for Python, Java and Go, use each package in an app, and compare its templates with TypeScript’s',
      steps: [{ spawn: project.compileTask.name }, { exec: 'test/bindings/run.sh', receiveArgs: true }],
    });
    project.addTask('test:newest', {
      description: 'Run the tests on the newest aws-cdk-lib, with its own template validation',
      steps: [{ exec: 'test/newest/run.sh', receiveArgs: true }],
    });
    project.addTask('test:access', {
      description: 'Compare with the policy engine: every pair of options, every partition, and the evaluator of check on random calls',
      steps: [{ exec: 'jest --ci -c jest.config.json "test/(access/options-exhaustive|check/evaluator/(engine|soundness))" --testPathIgnorePatterns /node_modules/' }],
    });
    const e2e = project.addTask('e2e', { description: 'Deploy with the CDK CLI to an emulator of AWS, change, delete, and read back' });
    e2e.spawn(project.bundler.bundleTask);
    e2e.exec('test/e2e/run.sh', { receiveArgs: true });
    project.addTask('fuzz', {
      description: 'Send the handler more than 100,000 malformed events, requests that overlap at every offset, and restorations',
      steps: [{ spawn: project.bundler.bundleTask.name }, { exec: 'test/fuzz/run.sh', receiveArgs: true }],
    });
    project.addTask('mutation', {
      description: 'Mutate the sources and check that a test fails for each mutant',
      steps: [{ spawn: project.bundler.bundleTask.name }, { exec: 'test/mutation/run.sh', receiveArgs: true }],
    });
    project.addTask('prove', {
      description: 'Prove by an SMT solver, for every request, that key policies allow what the documents promise and nothing else',
      steps: [{ exec: 'test/proof/run.sh', receiveArgs: true }],
    });
    project.addTask('test:package', {
      description: 'Check the contents of the package, and install it with only its peers',
      steps: [{ spawn: project.compileTask.name }, { exec: 'jest --ci -c test/package/jest.config.json' }],
    });
    project.addTask('test:validators', {
      description: 'Run cfn-lint, CloudFormation Guard, Checkov and an IAM linter over the templates of all examples',
      steps: [{ spawn: project.compileTask.name }, { exec: 'test/validators/run.sh', receiveArgs: true }],
    });
    project.addTask('test:event-ruler', {
      description: 'Ask AWS’s own implementation of event patterns which events the rules match',
      exec: 'test/event-ruler/run.sh',
      receiveArgs: true,
    });
    project.addTask('test:browser', {
      description: 'Open the HTML report in a browser: structure, contrast, print, small screens, hostile names',
      exec: 'test/browser/run.sh',
      receiveArgs: true,
    });
    project.addTask('test:links', {
      description: 'Follow every link within the documentation',
      exec: 'remark --use remark-validate-links=repository:false --frail --no-stdout --quiet README.md API.md CONTRIBUTING.md SECURITY.md docs',
    });
  }
}
