const base = require('../../jest.config.json');

/** The jest configuration of `npm test`, without the suites that are too slow to run for each mutant. */
module.exports = {
  ...base,
  rootDir: '../..',
  testPathIgnorePatterns: [
    ...base.testPathIgnorePatterns,
    '/test/access/options', '/test/fakes/', '/test/examples/', '/test/key-policy-statements/handler/', '/test/fuzz/', '/test/check/(?!assembly/)', '/test/prose/', '/test/readme',
    '/test/guides', '/test/error-messages', '/test/architecture', '/test/vault-replica-keys/no-replacement',
  ],
  // Stryker runs jest many times in one process.
  globalSetup: undefined,
  testRunner: '<rootDir>/test/mutation/jest-circus-until-first-failure.js',
  testSequencer: '<rootDir>/test/mutation/fastest-first.js',
  reporters: [],
};
