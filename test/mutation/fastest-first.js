const { readdirSync, readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/** By how many of the mutants they find for the time they take: the first failure ends the run of a mutant. Suites that are not listed come before. */
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

let folders;

/** The tests of the folder that has the mutant come before all others. */
module.exports = class FastestFirst extends Sequencer {
  sort(tests) {
    const folder = folderOfMutant(process.env.__STRYKER_ACTIVE_MUTANT__);
    const isOwn = (path) => path.includes(`/test/${folder}/`);
    const place = ({ path }) => ORDER.findIndex((pattern) => pattern.test(path)) - (isOwn(path) ? ORDER.length + 1 : 0);
    return [...tests].sort((one, other) => place(one) - place(other));
  }
};

/** Stryker says only the number of the mutant. The sources, which contain all mutants, say where it is. */
function folderOfMutant(mutant) {
  folders ??= new Map(readdirSync('src', { recursive: true }).filter((path) => path.endsWith('.ts')).flatMap((path) => {
    const ids = readFileSync(join('src', path), 'utf8').matchAll(/stryMutAct_\w+\("(\d+)"\)/g);
    return [...ids].map(([, id]) => [id, dirname(path)]);
  }));
  return folders.get(mutant);
}
