import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Accounts } from './accounts';
import { RecordingProxy, type Rule } from './recording-proxy';
import { MISSING_CALLS } from './rules/missing-calls';
import { UserFolder, type Run } from './user-folder';
import { PROTECTED, VAULT } from '../../fixtures/vault-app';
import { Emulator } from '../emulator';
import { install } from '../install';
import { MINISTACK, type Server } from '../servers';

/** An account that has nothing to do with the others. */
export const STRANGER = '333333333333';

/** The credentials of VAULT, which are the default ones. */
const DEFAULT = { AWS_PROFILE: 'vault' };

/** Where a user works: a folder with credentials, an emulator as AWS, and proxies between that record the calls. */
export class Workplace {
  /** Starts an emulator. */
  public static async open(server: Server = MINISTACK): Promise<Workplace> {
    await install('awscli');
    const emulator = await Emulator.start(undefined, server);
    const path = join(emulator.directory, 'user');
    mkdirSync(path);
    const folder = new UserFolder(path, { vault: VAULT, protected: PROTECTED, stranger: STRANGER });
    return new Workplace(emulator, folder, await RecordingProxy.start(emulator.endpoint), await RecordingProxy.start(emulator.endpoint));
  }

  /** Changes what is live, past the proxies. */
  public readonly accounts: Accounts;
  private rules: Rule[] = [];

  private constructor(
    public readonly emulator: Emulator,
    private readonly folder: UserFolder,
    /** What the command asks for. */
    public readonly asked: RecordingProxy,
    /** What pasted commands ask for. */
    public readonly pasted: RecordingProxy,
  ) {
    this.accounts = new Accounts(emulator);
    for (const rule of MISSING_CALLS) { asked.add(rule); }
  }

  /** The folder, for an assembly. */
  public get path(): string {
    return this.folder.path;
  }

  /** Runs the command. */
  public async run(args: readonly string[], environment: NodeJS.ProcessEnv = DEFAULT): Promise<Run> {
    return this.folder.command(this.asked.endpoint, args, environment);
  }

  /** Pastes a command into a shell. */
  public async paste(command: string): Promise<Run> {
    return this.folder.shell(this.pasted.endpoint, command, DEFAULT);
  }

  /** Makes AWS answer otherwise than the emulator does, until `reset`. */
  public add(rule: Rule): void {
    this.rules.push(rule);
    for (const proxy of [this.asked, this.pasted]) { proxy.add(rule); }
  }

  /** Makes AWS answer as the emulator does, and forgets the calls. */
  public reset(): void {
    for (const proxy of [this.asked, this.pasted]) {
      for (const rule of this.rules) { proxy.remove(rule); }
      proxy.forget();
    }
    this.rules = [];
  }

  /** Stops everything. */
  public async close(): Promise<void> {
    for (const proxy of [this.asked, this.pasted]) { await proxy.stop(); }
    await this.emulator.stop();
  }
}
