import type { Output, Terminal } from '../../../src/check/command-line/terminal';

/** A stream that keeps what is written to it. */
export class Recorder implements Output {
  public readonly writes: string[] = [];

  constructor(public readonly isTTY = false, public readonly columns?: number) {}

  public get text(): string {
    return this.writes.join('');
  }

  public write(text: string): void {
    this.writes.push(text);
  }
}

/** A terminal, or a pipe, that keeps what is written to it. */
export function recorded({ isTTY = false, columns = undefined as number | undefined, env = {}, folder = '/nowhere' } = {}): Terminal & { stdout: Recorder; stderr: Recorder } {
  return { stdout: new Recorder(isTTY, columns), stderr: new Recorder(isTTY, columns), env, folder };
}
