import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';

const require = createRequire(import.meta.url);
const circus = require('jest-circus');
const { jestExpect } = require('@jest/expect');
const { ModuleMocker } = require('jest-mock');
const { SnapshotState } = require('jest-snapshot');
const ts = require('typescript');

/** As the code with the mutants calls it. */
const STRYKER = (globalThis.__stryker__ ??= {});

const mocks = new ModuleMocker(globalThis);
globalThis[Symbol.for('TEST_TIMEOUT_SYMBOL')] = require('../../jest.config.json').testTimeout;
const { describe, test, it, beforeAll, beforeEach, afterAll, afterEach } = circus;
Object.assign(globalThis, {
  describe, test, it, beforeAll, beforeEach, afterAll, afterEach,
  expect: jestExpect,
  jest: { fn: mocks.fn.bind(mocks), spyOn: mocks.spyOn.bind(mocks), restoreAllMocks: mocks.restoreAllMocks.bind(mocks) },
});

/**
 * Runs the test files of jest on each mutant in one process, with jest's own describe, test and expect. jest gives each file modules of its own,
 * so it would load the CDK again for each file and mutant, which takes most of the time.
 */
class InProcessRunner {
  static inject = ['options'];

  constructor({ inProcess: { tests, leftOut } }) {
    this.files = readdirSync('test', { recursive: true }).map((file) => join('test', file))
      .filter((file) => file.endsWith('.test.ts') && new RegExp(tests).test(file) && !new RegExp(leftOut).test(file)).sort();
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    loadTypeScript();
    circus.addEventHandler(onEvent);
  }

  async dryRun({ coverageAnalysis }) {
    STRYKER.mutantCoverage = undefined;
    const tests = [];
    const times = {};
    for (const file of this.files) {
      const start = Date.now();
      tests.push(...await run(file));
      times[file] = Date.now() - start;
    }
    STRYKER.currentTestId = undefined;
    writeFileSync(TIMES, JSON.stringify(times));
    // Stryker would rely on it, although it lacks what runs in other processes.
    const mutantCoverage = coverageAnalysis === 'off' ? undefined : perTest(STRYKER.mutantCoverage, tests);
    return { status: 'complete', tests, mutantCoverage };
  }

  async mutantRun({ activeMutant, hitLimit, reloadEnvironment, sandboxFileName, testFilter }) {
    const selected = testFilter && new Set(testFilter);
    const files = this.files.filter((file) => !selected || testFilter.some((id) => id.startsWith(`${file} `))).sort(likeliestFirst(sandboxFileName));
    if (reloadEnvironment) { forgetModules('src'); }
    Object.assign(STRYKER, { activeMutant: activeMutant.id, hitCount: hitLimit === undefined ? undefined : 0, hitLimit });
    // For processes and contexts that the tests make.
    process.env.__STRYKER_ACTIVE_MUTANT__ = activeMutant.id;
    let nrOfTests = 0;
    let failed;
    for (const file of files) {
      const tests = await run(file, selected);
      nrOfTests += tests.length;
      failed = tests.find(({ status }) => status === FAILED);
      if (failed || STRYKER.hitCount > STRYKER.hitLimit) { break; }
    }
    const isEndless = STRYKER.hitCount > STRYKER.hitLimit;
    Object.assign(STRYKER, { activeMutant: undefined, hitCount: undefined, hitLimit: undefined });
    delete process.env.__STRYKER_ACTIVE_MUTANT__;
    // What a static mutant left in a module would stay.
    if (reloadEnvironment) { forgetModules('src'); }
    if (isEndless) { return { status: 'timeout', reason: `it ran over ${hitLimit} times` }; }
    if (!failed) { return { status: 'survived', nrOfTests }; }
    await assertPasses(failed);
    return { status: 'killed', killedBy: [failed.id], failureMessage: failed.failureMessage, nrOfTests };
  }
}

/**
 * A test that fails without a mutant too says nothing of it: an earlier one left something behind.
 *
 * @throws so that Stryker runs the mutant again, in a new process.
 */
async function assertPasses({ id, fileName }) {
  const tests = await run(relative('.', fileName), new Set([id]));
  const failed = tests.find(({ status }) => status === FAILED);
  if (failed) { throw new Error(`${id} fails without a mutant too: ${failed.failureMessage}`); }
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'in-process', injectableClass: InProcessRunner }];
export const strykerValidationSchema = {
  properties: {
    inProcess: {
      type: 'object',
      description: 'Regular expressions for the paths of the test files that run, and of those among them that do not.',
      properties: { tests: { type: 'string' }, leftOut: { type: 'string' } },
      required: ['tests', 'leftOut'],
    },
  },
};

/** The milliseconds that each test file takes, in the sandbox: Stryker runs mutants in more processes than the one that ran without. */
const TIMES = '.times-of-test-files.json';

/** The first failure ends the run of a mutant: tests of the folder that has the mutant come first, as they are the likeliest to fail, then fast ones. */
function likeliestFirst(mutatedFile) {
  const times = JSON.parse(readFileSync(TIMES, 'utf8'));
  const folder = join('test', dirname(relative('src', mutatedFile)), '/');
  return (one, other) => other.startsWith(folder) - one.startsWith(folder) || times[one] - times[other];
}

const [SUCCESS, FAILED, SKIPPED] = [0, 1, 2];

/** The run of one test file. */
let current;

/**
 * @param file a test file.
 * @param selected the ids of the tests to run: all without it.
 * @returns the results of its tests up to the first that fails on a mutant.
 */
async function run(file, selected) {
  const path = resolve(file);
  const isOnMutant = STRYKER.activeMutant !== undefined;
  current = { file, selected, isOnMutant, hasFailed: false, tests: [] };
  circus.resetState();
  const snapshots = join(dirname(path), '__snapshots__', `${basename(path)}.snap`);
  jestExpect.setState({
    testPath: path, currentTestName: undefined, assertionCalls: 0, expectedAssertionsNumber: null, isExpectingAssertions: false,
    snapshotState: new SnapshotState(snapshots, {
      updateSnapshot: 'none', rootDir: process.cwd(), prettierPath: null, snapshotFormat: { escapeString: false, printBasicPrototype: false },
    }),
  });
  // What tests share is loaded again too, as in jest: it may keep what the sources returned.
  forgetModules('test');
  STRYKER.currentTestId = loadingOf(file);
  try {
    require(path);
    const { unhandledErrors } = await circus.run();
    if (unhandledErrors.length > 0) { throw new Error(unhandledErrors.join('\n')); }
    return current.tests;
  } catch (error) {
    return [{ id: loadingOf(file), name: loadingOf(file), fileName: path, timeSpentMs: 0, status: FAILED, failureMessage: `${error?.stack ?? error}` }];
  } finally {
    mocks.restoreAllMocks();
  }
}

/** What runs before the tests of a file, in Stryker's table of coverage. */
function loadingOf(file) {
  return `${file} (while it is loaded)`;
}

function onEvent({ name, test: entry }) {
  if (name === 'test_start') {
    const id = idOf(entry);
    // The runner reads the mode after this event.
    if (current.hasFailed || (current.selected && !current.selected.has(id))) { entry.mode = 'skip'; }
    STRYKER.currentTestId = id;
    jestExpect.setState({ currentTestName: namesOf(entry).join(' '), testFailing: entry.failing });
  } else if (name === 'test_done') {
    entry.errors.push(...jestExpect.extractExpectedAssertionsErrors().map(({ error }) => error), ...jestExpect.getState().suppressedErrors ?? []);
    jestExpect.setState({ suppressedErrors: [] });
    done(entry, entry.errors.length > 0 ? FAILED : SUCCESS);
  } else if (name === 'test_skip' && !current.isOnMutant) {
    done(entry, SKIPPED);
  }
}

function done(entry, status) {
  const id = idOf(entry);
  const [error] = entry.errors.flat();
  const failureMessage = `${error?.stack ?? error}`;
  current.tests.push({ id, name: id, fileName: resolve(current.file), timeSpentMs: entry.duration ?? 0, status, failureMessage });
  current.hasFailed ||= status === FAILED && current.isOnMutant;
  STRYKER.currentTestId = loadingOf(current.file);
}

function idOf(entry) {
  return `${current.file} ${namesOf(entry).join(' › ')}`;
}

/** The names of a test and of the blocks around it. */
function namesOf(entry) {
  return entry.parent ? [...namesOf(entry.parent), entry.name] : [];
}

/** A mutant that runs while a test file is loaded, or in a hook, concerns each test of the file. Stryker would run all files for it. */
function perTest(coverage, tests) {
  if (!coverage) { return undefined; }
  for (const { id, fileName } of tests) {
    const loading = coverage.perTest[loadingOf(relative('.', fileName))];
    for (const [mutant, hits] of Object.entries(loading ?? {})) { (coverage.perTest[id] ??= {})[mutant] ??= hits; }
  }
  return { ...coverage, perTest: Object.fromEntries(Object.entries(coverage.perTest).filter(([id]) => !id.endsWith(loadingOf('')))) };
}

/** Makes `require` load TypeScript as jest does, and keeps apart what runs while the sources are loaded. */
function loadTypeScript() {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const compilerOptions = { ...config.compilerOptions, module: 'commonjs', isolatedModules: true, inlineSourceMap: false, inlineSources: false };
  const compiled = new Map();
  require.extensions['.ts'] = (module, filename) => {
    if (!compiled.has(filename)) { compiled.set(filename, ts.transpile(readFileSync(filename, 'utf8'), compilerOptions, filename)); }
    const { currentTestId } = STRYKER;
    if (filename.startsWith(resolve('src'))) { STRYKER.currentTestId = undefined; }
    module._compile(compiled.get(filename), filename);
    STRYKER.currentTestId = currentTestId;
  };
  const resolveFilename = Module._resolveFilename;
  Module._resolveFilename = (request, ...rest) => resolveFilename(request === 'cdk-vault-replica-keys' ? resolve('src') : request, ...rest);
}

/** Makes `require` load the modules of a folder again. */
function forgetModules(folder) {
  const modules = Object.keys(require.cache).filter((path) => path.startsWith(join(process.cwd(), folder, '/')));
  for (const path of modules) { delete require.cache[path]; }
}
