import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { check } from './fixtures/check';
import { World } from './fixtures/world';
import { readAssembly } from '../../src/check/assembly/read-assembly';
import { PLAIN } from '../../src/check/command-line/paint';
import type { Verdict } from '../../src/check/evaluator/verdict';
import type { Expectation } from '../../src/check/expectation';
import type { KeyAlarms } from '../../src/check/finding';
import { alarmsTable } from '../../src/check/report/alarms-table';
import type { Report } from '../../src/check/report/report';
import { table } from '../../src/check/report/table';
import { options, PROTECTED, VAULT } from '../fixtures/vault-app';
import { VaultReplicaKeys } from 'cdk-vault-replica-keys';

const ROOT = join(__dirname, '../..');
const GUIDE = readFileSync(join(ROOT, 'docs/guides/check.md'), 'utf8');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** The text blocks of a document, without line ends that are not seen. */
const blocks = (document: string) => [...document.matchAll(/```text\n([\s\S]*?)\n```/g)].map(([, block]) => block);

/** What the deployed program of the README is found to be like, healthy at first. */
function deployed(): { expectation: Expectation; world: World } {
  const outdir = mkdtempSync(join(tmpdir(), 'check-'));
  try {
    const app = new App({ outdir });
    const keys = new VaultReplicaKeys(app, 'ReplicaKeys', options({ regions: ['eu-west-1', 'eu-central-1'] }));
    app.synth();
    const expectation = readAssembly(outdir, {});
    const world = new World();
    const vault = world.account(VAULT);
    for (const { region, policy, resource } of expectation.replicaKeys[0].keys) {
      const key = vault.addKey(region, policy);
      vault.setAlias(region, keys.aliasName, key.id);
      vault.stacks.set(`${region} ${resource!.stackName}`, new Map([[resource!.logicalId, key.id]]));
    }
    vault.addRole('BackupIAMRole', []);
    const document = { Version: '2012-10-17', Statement: keys.protectedRoleStatements().map((statement) => statement.toStatementJson()) };
    world.account(PROTECTED).addRole('SourceIAMRole', [{ name: 'Keys', document }]);
    return { expectation, world };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

async function reportOfBreak(scene: ReturnType<typeof deployed>, arn: string): Promise<string> {
  const outcome = await check(scene);
  return table({ outcome } as Report, 80, PLAIN).trimEnd().replaceAll(/arn:aws:kms:[\w:/-]+/g, arn);
}

function scheduleDeletion({ world }: ReturnType<typeof deployed>): void {
  const key = world.account(VAULT).keys.find(({ region }) => region === 'eu-central-1')!;
  Object.assign(key, { state: 'PendingDeletion', deletionDate: '2026-12-03T07:00:00.000Z' });
}

test('the guide shows what a check of the first program prints, before and after somebody schedules the deletion of a key', async () => {
  const arn = 'arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const scene = deployed();
  const healthy = await reportOfBreak(scene, arn);
  scheduleDeletion(scene);
  const broken = await reportOfBreak(scene, arn);
  expect(blocks(GUIDE).slice(0, 2)).toEqual([healthy, broken.slice(0, broken.indexOf('\n\nNot seen:'))]);
});

test('the guide shows what a check says of alarms that are half there', () => {
  const alarm = (region: string, keyChanges: Verdict): KeyAlarms => ({ account: VAULT, region, keyChanges, failedCopies: 'yes', trail: 'yes' });
  const alarms: KeyAlarms[] = [
    alarm('eu-west-1', 'yes'), alarm('eu-central-1', 'no'), { account: PROTECTED, region: 'eu-west-1', keyChanges: 'no', policyChanges: 'yes', trail: 'yes' },
  ];
  expect(blocks(GUIDE).slice(2)).toEqual([alarmsTable(alarms, VAULT, 80, PLAIN).join('\n')]);
});

test('the README shows the start of the same', async () => {
  const scene = deployed();
  scheduleDeletion(scene);
  expect((await reportOfBreak(scene, 'arn:…')).startsWith(`${blocks(README)[0]}\n`)).toBe(true);
});

test('the guide lists every cause, and no other', () => {
  const causes = join(ROOT, 'src/check/causes');
  const sources = readdirSync(causes).map((file) => readFileSync(join(causes, file), 'utf8')).join('\n');
  const ids = new Set([...sources.matchAll(/\bid: '([a-z-]+)'|finding\('([a-z-]+)'/g)].map(([, one, other]) => one ?? other));
  const causesTable = GUIDE.slice(GUIDE.indexOf('\n## Causes'), GUIDE.indexOf('\n## What it does not see'));
  const listed = [...causesTable.matchAll(/^\| ([^|]*) \|/gm)].flatMap(([, cell]) => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, id]) => id));
  expect(ids.size).toBeGreaterThan(25);
  expect(listed.sort()).toEqual([...ids].sort());
});
