const constructs = require('./constructs.jest.config.js');

// Enough for a mutant; and what a few do not find, the other suites do.
process.env.FUZZ_EVENTS = '400';

/** The suites of the handler, which meet its bundle, or its sources. */
module.exports = {
  ...constructs,
  testMatch: ['<rootDir>/test/key-policy-statements/handler/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
