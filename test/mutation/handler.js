module.exports = require('./stryker')('handler', {
  mutate: ['src/key-policy-statements/handler/*.ts'],
  // The suites meet the handler as the template has it, in a process of its own at times.
  buildCommand: 'npx projen bundle',
  coverageAnalysis: 'off',
  timeoutMS: 60_000,
});
