module.exports = require('./stryker')('constructs', {
  mutate: ['src/**/*.ts', '!src/key-policy-statements/handler/**', '!src/check/**', '!src/index.ts', '!src/key-policy/rules/key-policy-limits.ts'],
  coverageAnalysis: 'perTest',
  timeoutMS: 30_000,
  inProcess: {
    tests: '^test/',
    leftOut: [
      '^test/(newest|e2e|bindings|package|validators|browser|event-ruler|proof|fuzz|prose|fakes|examples)/', '^test/access/options', '^test/check/(?!assembly/)',
      '^test/key-policy-statements/handler/', '^test/(readme|guides|error-messages|architecture)', '^test/vault-replica-keys/no-replacement',
    ].join('|'),
  },
});
