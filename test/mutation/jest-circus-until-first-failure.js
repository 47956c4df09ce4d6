const circus = require('jest-circus/runner').default;
const { createEmptyTestResult } = require('@jest/test-result');

let failed;

/**
 * Runs suites until one fails, for each mutant anew. Stryker turns jest's own `bail` off, and would run all suites on a mutant that
 * the first one has found. It takes runners for jest-circus by their file's name.
 */
module.exports = async (globalConfig, config, environment, runtime, testPath, ...rest) => {
  const mutant = process.env.__STRYKER_ACTIVE_MUTANT__;
  if (mutant !== undefined && mutant === failed) { return leftOut(testPath); }
  const result = await circus(globalConfig, config, environment, runtime, testPath, ...rest);
  if (result.numFailingTests > 0) { failed = mutant; }
  return result;
};

/** A suite without tests would count as broken. */
function leftOut(testFilePath) {
  const test = { ancestorTitles: [], failureDetails: [], failureMessages: [], fullName: 'left out', numPassingAsserts: 0, status: 'passed', title: 'left out' };
  const now = Date.now();
  return {
    ...createEmptyTestResult(),
    testFilePath,
    numPassingTests: 1,
    perfStats: { end: now, loadTestEnvironmentEnd: now, loadTestEnvironmentStart: now, runtime: 0, setupAfterEnvEnd: now, setupAfterEnvStart: now, setupFilesEnd: now, setupFilesStart: now, slow: false, start: now },
    testResults: [test],
  };
}
