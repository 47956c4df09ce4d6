const constructs = require('./constructs.jest.config.js');

// Few, but of each kind, and the same for every mutant.
process.env.FUZZ_EVENTS = '800';
process.env.FUZZ_SEED = '1';

/** The suites of the handler, which meet its bundle, or its sources. */
module.exports = {
  ...constructs,
  testMatch: ['<rootDir>/test/key-policy-statements/{handler,restore}/*.test.ts', '<rootDir>/test/fuzz/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/test/fuzz/second-half'],
};
