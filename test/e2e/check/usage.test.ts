import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnAlias } from 'aws-cdk-lib/aws-kms';
import { failing } from './rules/failures';
import { STRANGER, Workplace } from './workplace';
import { RECORD_TYPE } from '../../../src/assembly-records/record';
import { options, PROTECTED, VAULT } from '../../fixtures/vault-app';
import { VaultReplicaKeys } from 'cdk-vault-replica-keys';

let workplace: Workplace;

beforeAll(async () => {
  workplace = await Workplace.open();
  const app = new App({ outdir: join(workplace.path, 'cdk.out') });
  new VaultReplicaKeys(app, 'ReplicaKeys', options());
  app.synth();
});

afterEach(() => workplace?.reset());
afterAll(() => workplace?.close());

/** Runs the command, which must end as one that was used in a wrong way. */
async function sentence(args: readonly string[], environment?: NodeJS.ProcessEnv): Promise<string> {
  const { status, stdout, stderr } = await workplace.run(['check', ...args], environment);
  expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
  expect(stderr).toMatch(/^cdk-vault-replica-keys: [^\n]+\n$/);
  return stderr;
}

/** Another folder in the place of the assembly. */
function folder(name: string, change: (path: string) => void): string {
  const path = join(workplace.path, name);
  cpSync(join(workplace.path, 'cdk.out'), path, { recursive: true });
  change(path);
  return name;
}

describe('one sentence says what is wrong with credentials:', () => {
  test('there are none', async () => {
    expect(await sentence([], {})).toMatch(/no AWS credentials/);
    expect(workplace.asked.calls).toEqual([]);
  });

  test('they are expired', async () => {
    workplace.add(failing({ account: STRANGER }, 'ExpiredToken', 'The security token included in the request is expired', 403));
    expect(await sentence([], { AWS_PROFILE: 'stranger' })).toMatch(/expired/);
    expect(await sentence(['--profile', `${PROTECTED}=stranger`])).toMatch(/"stranger".* expired/);
  });

  test('AWS does not know them', async () => {
    workplace.add(failing({ account: STRANGER }, 'InvalidClientTokenId', 'The security token included in the request is invalid.', 403));
    expect(await sentence(['--profile', `${PROTECTED}=stranger`])).toMatch(/"stranger"/);
  });

  test('a profile is for another account', async () => {
    expect(await sentence(['--profile', `${PROTECTED}=vault`])).toMatch(new RegExp(`"vault" is for account "?${VAULT}"?.*${PROTECTED}`));
  });

  test('a profile does not exist', async () => {
    expect(await sentence(['--profile', `${PROTECTED}=nobody`])).toMatch(/"nobody" .*does not exist/);
  });
});

describe('one sentence says what is wrong with the assembly:', () => {
  afterEach(() => expect(workplace.asked.calls).toEqual([]));

  test('there is none', async () => {
    expect(await sentence(['--app', 'nowhere'])).toMatch(/"nowhere"/);
  });

  test('it is a program', async () => {
    expect(await sentence(['--app', 'npx ts-node app.ts'])).toMatch(/npx ts-node app.ts" is a command/);
  });

  test('it has nothing of this package', async () => {
    const app = new App({ outdir: join(workplace.path, 'other.out') });
    new CfnAlias(new Stack(app, 'Stack'), 'Alias', { aliasName: 'alias/other', targetKeyId: '1234' });
    app.synth();
    expect(await sentence(['--app', 'other.out'])).toMatch(/"other.out"/);
  });

  test('it is of another tool', async () => {
    const name = 'cdktf.out';
    mkdirSync(join(workplace.path, name, 'stacks/prod'), { recursive: true });
    writeFileSync(join(workplace.path, name, 'manifest.json'), JSON.stringify({
      version: '0.20.11', stacks: { prod: { name: 'prod', constructPath: 'prod', synthesizedStackPath: 'stacks/prod/cdk.tf.json' } },
    }));
    writeFileSync(join(workplace.path, name, 'stacks/prod/cdk.tf.json'), JSON.stringify({ resource: {} }));
    expect(await sentence(['--app', name])).toMatch(/"cdktf.out/);
  });

  test('its manifest is half-written', async () => {
    const name = folder('half.out', (path) => {
      const manifest = readFileSync(join(path, 'manifest.json'), 'utf8');
      writeFileSync(join(path, 'manifest.json'), manifest.slice(0, manifest.length / 2));
    });
    expect(await sentence(['--app', name])).toMatch(/half.out.*manifest\.json/);
  });

  test('a template is missing', async () => {
    const name = folder('lost.out', (path) => {
      const template = readdirSync(path).find((file) => file.endsWith('.template.json'))!;
      rmSync(join(path, template));
    });
    expect(await sentence(['--app', name])).toMatch(/\.template\.json/);
  });

  test('it is of a version of this package to come', async () => {
    const name = folder('newer.out', (path) => {
      for (const file of readdirSync(path).filter((each) => each.endsWith('.json'))) {
        const later = JSON.parse(readFileSync(join(path, file), 'utf8'), (_name, value) => (
          value?.type === RECORD_TYPE ? { ...value, data: JSON.stringify({ ...JSON.parse(value.data), version: 999 }) } : value
        ));
        writeFileSync(join(path, file), JSON.stringify(later));
      }
    });
    expect(await sentence(['--app', name])).toMatch(/999/);
  });
});

test('one sentence says which option is wrong', async () => {
  expect(await sentence(['--formt', 'json'])).toMatch(/"--formt".*--format/);
  expect(await sentence(['--regions', 'eu-west1'])).toMatch(/"eu-west1"/);
  expect(workplace.asked.calls).toEqual([]);
});
