import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const Z3 = join(__dirname, '../../../.cache/solvers/bin/z3');

/** Steps after which Z3 gives a question up. It counts work and not time, so that an answer does not depend on the machine. */
const RESOURCE_LIMIT = 20_000_000;

/** Z3 as a process that is asked many questions. Any complaint of it is an error, as a term that it cannot read asserts nothing. */
export class Solver {
  private readonly process: ChildProcessWithoutNullStreams;
  private readonly lines: AsyncIterator<string>;

  constructor() {
    if (!existsSync(Z3)) { throw new Error('Z3 is not installed: run test/proof/install.sh'); }
    this.process = spawn(Z3, ['-in', '-smt2', `rlimit=${RESOURCE_LIMIT}`]);
    this.lines = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  /** Forgets everything, and reads the declarations and assertions. */
  public async load(script: string): Promise<void> {
    const answer = await this.ask(`(reset)\n${script}`);
    if (answer !== '') { throw new Error(`Z3 answered to a script: ${answer}`); }
  }

  /** Whether anything satisfies the constants and all that is asserted. */
  public async isSatisfiable(...constants: readonly string[]): Promise<boolean> {
    const answer = await this.ask(`(check-sat-assuming (${constants.join(' ')}))`);
    if (answer !== 'sat' && answer !== 'unsat') { throw new Error(`Z3 cannot tell: ${answer}`); }
    return answer === 'sat';
  }

  /** The values of constants in what satisfies the last question. */
  public async values(constants: readonly string[]): Promise<Map<string, string>> {
    const answer = await this.ask(`(get-value (${constants.join(' ')}))`);
    const values = new Map([...answer.matchAll(/\(([^\s()]+) (true|false|#[bx][0-9a-f]+)\)/g)].map(([, name, value]) => [name, value]));
    for (const constant of constants) {
      if (!values.has(constant)) { throw new Error(`Z3 gave no value of ${constant}: ${answer}`); }
    }
    return values;
  }

  public end(): void {
    this.process.stdin.end();
  }

  private async ask(command: string): Promise<string> {
    this.process.stdin.write(`${command}\n(echo "end of answer")\n`);
    const answer: string[] = [];
    for (;;) {
      const { value, done } = await this.lines.next();
      if (done) { throw new Error(`Z3 ended: ${answer.join(' ')}`); }
      if (value === 'end of answer') { break; }
      answer.push(value);
    }
    const text = answer.join(' ');
    if (text.includes('error')) { throw new Error(`Z3 does not understand: ${text}`); }
    return text;
  }
}
