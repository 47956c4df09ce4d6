import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { StrictKms } from '../../fakes/strict-kms';

/** Which mutant of the code is to run, where `npm run mutation` tries the tests. */
const MUTANT = '__STRYKER_ACTIVE_MUTANT__';

/** Whom the function speaks to, and as whom. */
export interface Surroundings {
  readonly kms: StrictKms;
  readonly role: string;
  /** Where the CloudFormation API is. */
  readonly cloudFormation?: string;
  /** The factor by which the longest request is shortened. */
  readonly requestSpeed: number;
}

/** The handler as it stands in a template, running in a process of its own as in Lambda. */
export class InlinedHandler {
  /** @param speed how many times as fast as the world's the function's clock runs. */
  public static async start(code: string, speed = 60): Promise<InlinedHandler> {
    const child = fork(join(__dirname, 'lambda-process.ts'), {
      execArgv: ['--require', require.resolve('tsx/cjs')],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { PATH: process.env.PATH, CODE: code, SPEED: `${speed}`, AWS_REGION: 'eu-west-1', [MUTANT]: process.env[MUTANT] },
    });
    const handler = new InlinedHandler(child);
    await Promise.race([once(child, 'message'), handler.gone()]);
    return handler;
  }

  /** What the function wrote to its log. */
  public log = '';
  private readonly pending = new Map<number, (error?: string) => void>();
  private events = 0;

  private constructor(private readonly child: ChildProcess) {
    child.setMaxListeners(0);
    child.stdout!.on('data', (data) => { this.log += data; });
    child.stderr!.on('data', (data) => { this.log += data; });
    child.on('message', ({ id, error }: any) => this.pending.get(id)?.(error));
  }

  /**
   * Runs the function once.
   *
   * @throws when it does, as Lambda notices.
   */
  public async invoke(event: any, { kms, role, cloudFormation, requestSpeed }: Surroundings, remaining = 300_000): Promise<void> {
    const id = ++this.events;
    const done = new Promise<void>((resolve, reject) => {
      this.pending.set(id, (error) => error === undefined ? resolve() : reject(new Error(error)));
    });
    const { accessKeyId, secretAccessKey } = kms.credentialsOf(role);
    const env = {
      AWS_ENDPOINT_URL_KMS: kms.endpoint,
      AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    };
    this.child.send({ id, event, remaining, env, requestSpeed });
    await Promise.race([done, this.gone()]);
    this.pending.delete(id);
  }

  public async stop(): Promise<void> {
    if (this.child.exitCode !== null) { return; }
    this.child.kill();
    await once(this.child, 'exit');
  }

  private gone(): Promise<never> {
    return new Promise((_, reject) => {
      this.child.once('exit', (code) => reject(new Error(`the function's process ended with ${code}: ${this.log}`)));
    });
  }
}
