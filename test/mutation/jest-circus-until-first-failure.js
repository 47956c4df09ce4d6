const { appendFileSync, readFileSync } = require('node:fs');
const { resolve } = require('node:path');
const circus = require('jest-circus/runner').default;
const { createEmptyTestResult } = require('@jest/test-result');

/** Which tests each suite has, a line for each suite: written in the run without a mutant, which is one process before all others. */
const TESTS = resolve('.tests-of-suites.jsonl');

let failed;
let testsOf;

/**
 * Runs the suites that have a test for the mutant, until one fails. Stryker turns jest's own `bail` off, and would run all suites on
 * a mutant that the first one has found. It selects tests by their names, so jest would load every suite to find out that it has none of
 * them. Stryker accepts runners for jest-circus by their file's name.
 */
module.exports = async (globalConfig, config, environment, runtime, testPath, ...rest) => {
  const mutant = process.env.__STRYKER_ACTIVE_MUTANT__;
  if (mutant !== undefined && (mutant === failed || !hasTestFor(globalConfig.testNamePattern, testPath))) { return leftOut(testPath); }
  if (mutant !== undefined) { skipAfterFailure(environment); }
  const result = await circus(globalConfig, config, environment, runtime, testPath, ...rest);
  if (mutant === undefined) { appendFileSync(TESTS, `${JSON.stringify([testPath, result.testResults.map(({ fullName }) => fullName)])}\n`); }
  if (result.numFailingTests > 0) { failed = mutant; }
  return result;
};

/** Leaves out the other tests of a suite too. */
function skipAfterFailure(environment) {
  const handle = environment.handleTestEvent?.bind(environment);
  let hasFailed = false;
  environment.handleTestEvent = async (event, state) => {
    hasFailed ||= event.name === 'test_done' && event.test.errors.length > 0;
    // The runner reads the mode after this event.
    if (event.name === 'test_start' && hasFailed) { event.test.mode = 'skip'; }
    await handle?.(event, state);
  };
}

function hasTestFor(testNamePattern, testPath) {
  testsOf ??= new Map(readFileSync(TESTS, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line)));
  const pattern = new RegExp(testNamePattern ?? '', 'i');
  return testsOf.get(testPath)?.some((name) => pattern.test(name)) ?? true;
}

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
