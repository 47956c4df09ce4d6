module.exports = require('./stryker')('constructs', {
  mutate: ['src/**/*.ts', '!src/key-policy-statements/handler/**', '!src/check/**', '!src/index.ts'],
  coverageAnalysis: 'perTest',
  timeoutMS: 30_000,
});
