/** What Stryker is told of a part of the sources: which files, which tests run on them, and what else is its own. */
module.exports = (part, own) => ({
  packageManager: 'npm',
  testRunner: 'in-process',
  plugins: ['./test/mutation/in-process-runner.mjs'],
  concurrency: 2,
  tempDirName: '.cache/stryker',
  ignorePatterns: ['cdk.out', 'lib', 'dist', '.cache', 'docs', 'API.md', '.jsii.tabl.json'],
  reporters: ['progress-append-only', 'json'],
  jsonReporter: { fileName: `.cache/mutation/${part}.json` },
  ...own,
});
