const constructs = require('./constructs.jest.config.js');

/** The suites of the handler, which meet its bundle, or its sources. */
module.exports = {
  ...constructs,
  testMatch: ['<rootDir>/test/key-policy-statements/handler/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
