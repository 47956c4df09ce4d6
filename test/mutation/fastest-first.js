const { default: Sequencer } = require('@jest/test-sequencer');

/** By how many of the mutants they find for the time they take: the first failure ends the run of a mutant. */
const ORDER = [
  /handler\/(merge|deadlines|two-writers|stack-operation)/,
  /handler\/malformed/,
  /fuzz\//,
  /handler\/life/,
  /handler\//,
  /key-policy\//,
  /vault-replica-keys\/options/,
  /vault-replica-keys\/bad-input/,
  /vault-replica-keys\//,
  /stack-sets\//,
  /protected-key-access\//,
  /key-policy-statements\//,
  /access\//,
];

module.exports = class FastestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => ORDER.findIndex((pattern) => pattern.test(path));
    return [...tests].sort((one, other) => place(one) - place(other));
  }
};
