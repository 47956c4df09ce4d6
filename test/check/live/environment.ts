import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Timeouts } from '../../../src/check/live/timeouts';
import type { FakeAccount } from '../fake-aws/fake-account';
import { FakeAws } from '../fake-aws/fake-aws';

/** The limits of a test that has a call fail: nothing is asked a second time. */
export const NO_RETRIES: Timeouts = { connection: 10_000, request: 10_000, call: 60_000, attempts: 1 };

/** The SDK looks up once in a process where home is, so that it is the same for all tests of a file. */
const HOME = mkdtempSync(join(tmpdir(), 'user-'));
let users = 0;

/** The environment and the home directory of a user of the AWS CLI, in place of those of this process. */
export class UserEnvironment {
  private readonly former = { ...process.env };
  private readonly home = HOME;
  private readonly number = users++;

  /** @param variables are set too; without credentials among them, there are none. */
  constructor(aws: FakeAws, variables: Readonly<Record<string, string>> = {}) {
    for (const name of Object.keys(process.env)) {
      if (name.startsWith('AWS_')) { delete process.env[name]; }
    }
    Object.assign(process.env, {
      HOME: this.home,
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      // The SDK keeps the text of a file by its name, so that each user has others.
      AWS_CONFIG_FILE: join(this.home, this.fileName('config')),
      AWS_SHARED_CREDENTIALS_FILE: join(this.home, this.fileName('credentials')),
      ...variables,
    });
    this.writeProfiles('config', '');
    this.writeProfiles('credentials', '');
  }

  /** Writes the file of the AWS CLI that has the settings of profiles, or the one that has their keys. */
  public writeProfiles(file: 'config' | 'credentials', content: string): void {
    this.write(this.fileName(file), content);
  }

  /** Writes a file in the home directory. */
  public write(path: string, content: string): void {
    mkdirSync(join(this.home, path, '..'), { recursive: true });
    writeFileSync(join(this.home, path), content);
  }

  public restore(): void {
    for (const name of Object.keys(process.env)) {
      if (!(name in this.former)) { delete process.env[name]; }
    }
    Object.assign(process.env, this.former);
    rmSync(this.home, { recursive: true });
  }

  private fileName(file: string): string {
    return `${file}-${this.number}`;
  }
}

/** The variables with the credentials of a fake account. */
export function credentialsOf(account: string): Record<string, string> {
  return { AWS_ACCESS_KEY_ID: account, AWS_SECRET_ACCESS_KEY: `secret of ${account}` };
}

/** A fake AWS of its own for each test of a file, with the environment of a user of the account. */
export function fakeAwsForEachTest(account: string, world: FakeAccount[]): { aws: FakeAws } {
  const scene = {} as { aws: FakeAws };
  let user: UserEnvironment;

  beforeEach(async () => {
    scene.aws = await FakeAws.start(world);
    user = new UserEnvironment(scene.aws, credentialsOf(account));
  });

  afterEach(async () => {
    user.restore();
    await scene.aws.stop();
  });

  return scene;
}
