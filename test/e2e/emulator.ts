import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

const PROJECT = resolve(__dirname, '../..');
const READY_WITHIN_MS = 60_000;
const NOTICED_WITHIN_MS = 200;
const STOPPED_WITHIN_MS = 5_000;
const LAST_LINES = 15;

/**
 * MiniStack, which answers as CloudFormation, KMS, Lambda, IAM and STS of every account and region. A client's access key
 * is the id of its account. Each emulator starts empty, on a free port, and ends with the process that started it.
 */
export class Emulator {
  /**
   * Starts an emulator and waits until it is ready. The first time in a checkout, installs it.
   *
   * @throws when Python is missing, or the emulator ends before it is ready.
   */
  public static async start(onProgress: (line: string) => void = () => undefined): Promise<Emulator> {
    onProgress('emulator: installing, unless it is there already');
    await install();
    onProgress('emulator: starting');
    const emulator = new Emulator();
    try {
      await Promise.race([emulator.becomeReady(), timeout(READY_WITHIN_MS, 'the emulator did not get ready')]);
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

  private constructor() {
    const log = openSync(this.log, 'w');
    this.process = spawn(join(PROJECT, '.cache/ministack/bin/python'), [join(__dirname, 'serve.py')], {
      stdio: ['pipe', 'pipe', log],
      env: environment(this.directory),
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

  private async becomeReady(): Promise<void> {
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
      return (await fetch(`${this.endpoint}/_ministack/ready`)).ok;
    } catch {
      return false;
    }
  }
}

async function timeout(milliseconds: number, what: string): Promise<never> {
  await setTimeout(milliseconds, undefined, { ref: false });
  throw new Error(`${what} within ${milliseconds / 1000} s`);
}

async function install(): Promise<void> {
  try {
    await promisify(execFile)(join(__dirname, 'install.sh'));
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new Error(`the emulator could not be installed: ${stderr?.trim() || message}`);
  }
}

/** All the emulator gets to know, so that no setting of the user's for AWS or Docker reaches it. */
function environment(directory: string): NodeJS.ProcessEnv {
  return {
    // Lambda functions run on the Node.js of this process, and find the SDK of this project where Lambda has its own.
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    NODE_PATH: join(PROJECT, 'node_modules'),
    HOME: directory,
    TMPDIR: directory,
    STATE_DIR: join(directory, 'state'),
    S3_DATA_DIR: join(directory, 's3'),
    // What the URLs name to which custom resources answer.
    MINISTACK_HOST: '127.0.0.1',
    // Without these it would remove containers, and listen on fixed ports.
    DOCKER_HOST: 'unix:///nonexistent',
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
  };
}
