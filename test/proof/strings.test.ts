import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isAllowedBy } from './model/decision';
import { WELL_FORMED } from './model/request';
import { mutantsOf } from './mutants/policy-mutants';
import { OPTION_SETS } from './policies/option-sets';
import { keyOf, policyOf } from './policies/policy-of';
import { Script, type Assignment } from './solver/script';
import { Solver } from './solver/solver';
import { inStrings } from './solver/strings';
import { and, not, or, type Term } from './solver/term';
import type { Facts } from './specification/facts';
import { isPromised } from './specification/promise';

const CACHE = join(__dirname, '../../.cache');
const solver = new Solver();
afterAll(() => solver.end());

/** Whether a request refutes that the policy is sound or complete. */
function refutes(facts: Facts, policy = policyOf(facts)): Term {
  const [allowed, promised] = [isAllowedBy(policy, keyOf(facts)), isPromised(facts)];
  return or(and(allowed, not(promised)), and(promised, not(allowed)));
}

/** What Z3 finds by the classes of texts: a request, or undefined where it proves that there is none. */
async function byClasses(question: Term): Promise<Assignment | undefined> {
  const script = new Script(WELL_FORMED, new Map([['question', question]]));
  await solver.load(script.text);
  return await solver.isSatisfiable('question') ? script.assignment(await solver.values(script.constants)) : undefined;
}

async function byStrings(scripts: readonly string[]): Promise<string[]> {
  mkdirSync(CACHE, { recursive: true });
  const directory = mkdtempSync(join(CACHE, 'strings-'));
  try {
    const files = scripts.map((script, index) => {
      const file = join(directory, `${index}.smt2`);
      writeFileSync(file, script);
      return file;
    });
    const { stdout } = await promisify(execFile)(join(CACHE, 'solvers/bin/python'), [join(__dirname, 'solver/ask_cvc5.py'), ...files]);
    return stdout.trim().split('\n');
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Samples. With units of an organization, cvc5 does not come to an end. */
const SAMPLES = [
  'no option', 'late-bound', 'one role', 'organization too', 'accounts in a condition', 'via services', 'role pattern', 'permission set', 'break-glass pattern',
];

describe('cvc5, which is asked about texts and not about their classes, proves the policy and confirms what Z3 finds of slips', () => {
  test.each(OPTION_SETS.filter(({ name }) => SAMPLES.includes(name)))('under $name', async ({ facts }) => {
    expect(await byClasses(refutes(facts))).toBeUndefined();
    const scripts = [inStrings(WELL_FORMED, refutes(facts))];
    for (const { policy } of mutantsOf(policyOf(facts)).filter((_, index) => index % 25 === 0)) {
      const question = refutes(facts, policy);
      const request = await byClasses(question);
      if (request) { scripts.push(inStrings(WELL_FORMED, question, request)); }
    }
    const [proof, ...witnesses] = await byStrings(scripts);
    expect(proof).toBe('unsat');
    expect(witnesses.length).toBeGreaterThan(2);
    expect(new Set(witnesses)).toEqual(new Set(['sat']));
  });
});
