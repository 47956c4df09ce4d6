/** What Stryker is told of a part of the sources: which files, and what else is its own. */
module.exports = (part, own) => ({
  packageManager: 'npm',
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: { projectType: 'custom', configFile: `test/mutation/${part}.jest.config.js`, enableFindRelatedTests: false },
  concurrency: 2,
  // Each run of jest's leaves behind what Node.js tells of every promise from then on. After some hundred, that takes most of the time.
  maxTestRunnerReuse: 30,
  tempDirName: '.cache/stryker',
  ignorePatterns: ['cdk.out', 'lib', 'dist', '.cache', 'docs', 'API.md', '.jsii.tabl.json'],
  reporters: ['progress-append-only', 'json'],
  jsonReporter: { fileName: `.cache/mutation/${part}.json` },
  ...own,
});
