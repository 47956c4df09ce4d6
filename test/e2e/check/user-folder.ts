import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';

const PROJECT = resolve(__dirname, '../../..');
const COMMAND = join(PROJECT, 'assets/check/main/index.js');

/** What a program did. */
export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A folder as a user has it: with the assembly of an app, this package and the CDK installed, and credentials in profiles named after
 * their accounts' parts. Programs that run in it know of AWS only what they are given here.
 */
export class UserFolder {
  /** @param profiles the accounts by the names of their profiles. */
  public constructor(public readonly path: string, profiles: Readonly<Record<string, string>>) {
    mkdirSync(join(path, 'node_modules/.bin'), { recursive: true });
    symlinkSync(COMMAND, join(path, 'node_modules/.bin/cdk-vault-replica-keys'));
    symlinkSync(join(PROJECT, 'node_modules/aws-cdk/bin/cdk'), join(path, 'node_modules/.bin/cdk'));
    const section = (name: string, lines: string[]) => [`[${name}]`, ...lines, ''].join('\n');
    writeFileSync(join(path, 'config'), Object.keys(profiles).map((name) => section(`profile ${name}`, ['region = eu-west-1'])).join('\n'));
    writeFileSync(join(path, 'credentials'), Object.entries(profiles).map(([name, account]) => section(name, [
      `aws_access_key_id = ${account}`, 'aws_secret_access_key = secret',
    ])).join('\n'));
  }

  /** Runs the bundled command. */
  public async command(endpoint: string, args: readonly string[], environment: NodeJS.ProcessEnv): Promise<Run> {
    return this.run(process.execPath, [COMMAND, ...args], endpoint, environment);
  }

  /** Pastes a command into a shell. */
  public async shell(endpoint: string, command: string, environment: NodeJS.ProcessEnv): Promise<Run> {
    return this.run('sh', ['-c', command], endpoint, environment);
  }

  private async run(program: string, args: readonly string[], endpoint: string, environment: NodeJS.ProcessEnv): Promise<Run> {
    const child = spawn(program, args, {
      cwd: this.path,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: [join(PROJECT, '.cache/awscli/bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
        HOME: this.path,
        TMPDIR: this.path,
        AWS_CONFIG_FILE: join(this.path, 'config'),
        AWS_SHARED_CREDENTIALS_FILE: join(this.path, 'credentials'),
        AWS_EC2_METADATA_DISABLED: 'true',
        // It would ask for newer versions of npm, and say so.
        NPM_CONFIG_UPDATE_NOTIFIER: 'false',
        CDK_HOME: this.path,
        CDK_DISABLE_CLI_TELEMETRY: 'true',
        CI: 'true',
        AWS_ENDPOINT_URL: endpoint,
        // It warns of the end of Node.js 20, the oldest that this project supports.
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        ...environment,
      },
    });
    const [stdout, stderr, status] = await Promise.all([
      text(child.stdout), text(child.stderr), new Promise<number>((done) => child.once('close', (code) => done(code ?? -1))),
    ]);
    return { status, stdout, stderr };
  }
}
