import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { install } from './install';
import { MINISTACK, type Server } from './servers';

const PROJECT = resolve(__dirname, '../..');
const READY_WITHIN_MS = 60_000;
const NOTICED_WITHIN_MS = 200;
const STOPPED_WITHIN_MS = 5_000;
const LAST_LINES = 15;

/**
 * MiniStack or moto, which answers as CloudFormation, KMS, IAM and STS of every account and region. A client's access key
 * is the id of its account. Each emulator starts empty, on a free port, and ends with the process that started it.
 */
export class Emulator {
  /**
   * Starts an emulator and waits until it is ready. The first time in a checkout, installs it.
   *
   * @throws when Python is missing, or the emulator ends before it is ready.
   */
  public static async start(onProgress: (line: string) => void = () => undefined, server: Server = MINISTACK): Promise<Emulator> {
    onProgress('emulator: installing, unless it is there already');
    await install(server.name);
    onProgress('emulator: starting');
    const emulator = new Emulator(server);
    try {
      await Promise.race([emulator.waitUntilReady(), timeout(READY_WITHIN_MS, 'the emulator did not get ready')]);
    } catch (error) {
      const reason = await emulator.explain(error);
      await emulator.stop();
      throw reason;
    }
    onProgress(`emulator: ready at ${emulator.endpoint}`);
    return emulator;
  }

  /** For files of the emulator and its clients. It goes when the emulator stops. */
  public readonly directory = mkdtempSync(join(tmpdir(), 'emulator-'));

  private readonly log = join(this.directory, 'emulator.log');
  private readonly process: ChildProcess;
  private readonly ended: Promise<void>;
  private end?: string;
  private stopping = false;
  private port = '';

  private constructor(private readonly server: Server) {
    const log = openSync(this.log, 'w');
    // Nothing compiled is left in the checkout.
    this.process = spawn(join(PROJECT, '.cache', server.name, 'bin/python'), ['-B', join(__dirname, `serve_${server.name}.py`)], {
      stdio: ['pipe', 'pipe', log],
      env: server.environment(this.directory),
      // An interruption from the keyboard reaches this process only; the emulator then ends in its own way.
      detached: true,
    });
    closeSync(log);
    this.ended = new Promise((done) => {
      this.process.once('error', (error) => done(void (this.end = error.message)));
      this.process.once('exit', (code, signal) => done(void (this.end = signal ?? `exit code ${code}`)));
    });
  }

  /** The URL of every service. */
  public get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The id of the emulator's process. */
  public get pid(): number {
    return this.process.pid!;
  }

  /** The reason of an error: that the emulator ended by itself, if it did, as everything fails after that; otherwise the error. */
  public async explain(error: unknown): Promise<unknown> {
    // A client notices the end of the emulator a moment before this process hears of it.
    await Promise.race([this.ended, setTimeout(NOTICED_WITHIN_MS, undefined, { ref: false })]);
    if (this.stopping || this.end === undefined) { return error; }
    const lines = readFileSync(this.log, 'utf8').trimEnd().split('\n').slice(-LAST_LINES);
    return new Error(`the emulator ended by itself (${this.end}), and its log with:\n${lines.join('\n')}`);
  }

  /** Stops the emulator, which keeps nothing. */
  public async stop(): Promise<void> {
    this.stopping = true;
    this.process.stdin?.end();
    await Promise.race([this.ended, setTimeout(STOPPED_WITHIN_MS, undefined, { ref: false })]);
    this.process.kill('SIGKILL');
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async waitUntilReady(): Promise<void> {
    // The emulator writes its port, then closes its standard output.
    this.port = (await text(this.process.stdout!)).trim();
    if (!this.port) { await this.ended; }
    while (!await this.answers()) {
      if (this.end !== undefined) { throw new Error('the emulator ended'); }
      await setTimeout(100);
    }
  }

  private async answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.endpoint}${this.server.readyPath}`)).ok;
    } catch {
      return false;
    }
  }
}

async function timeout(milliseconds: number, what: string): Promise<never> {
  await setTimeout(milliseconds, undefined, { ref: false });
  throw new Error(`${what} within ${milliseconds / 1000} s`);
}
