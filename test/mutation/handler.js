// Few, but of each kind, and the same for every mutant.
process.env.FUZZ_EVENTS = '800';
process.env.FUZZ_SEED = '1';

module.exports = require('./stryker')('handler', {
  mutate: ['src/key-policy-statements/handler/**/*.ts', 'src/key-policy/rules/key-policy-limits.ts'],
  buildCommand: 'npx projen bundle',
  // Some suites run the handler in processes of their own.
  coverageAnalysis: 'off',
  timeoutMS: 60_000,
  inProcess: { tests: '^test/(key-policy-statements/(handler|restore)|fuzz)/', leftOut: '^test/fuzz/second-half' },
});
