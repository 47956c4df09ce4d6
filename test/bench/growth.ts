import { Stack, type App } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { version as cdkVersion } from 'aws-cdk-lib/package.json';
import { ADMINISTRATOR_ARN, ALIAS, ROLE_NAME, STACK_NAME_PREFIX, VAULT_ACCOUNT, type BenchCase } from './bench-case';
import { handWritten } from './hand-written';
import { median } from './median';
import { commonRegions } from './regions';
import { synthesize } from './synthesize';
import { templates } from './templates';
import { ProtectedOrganization, VaultReplicaKeys, VaultReplicaKeyStackSet, VaultRole, type RegionalReplicaKeyOptions } from 'cdk-vault-replica-keys';

const REGIONS = [1, 5, 15, 30];
const ACCOUNTS = [1, 100, 480, 5_000];
/** About as many accounts as fit in a key policy. */
const MOST_ACCOUNTS = 480;

type Way = 'hand-written' | 'regional stacks' | 'StackSet';
const WAYS: readonly Way[] = ['hand-written', 'regional stacks', 'StackSet'];

/** What one way comes to: how much there is to deploy, and how long synthesis takes. */
interface Cost {
  readonly stacks: number;
  readonly bytes: number;
  readonly milliseconds: number;
}

/** A page of the documentation: what keys cost as their regions and accounts grow. */
export function growth(rounds: number): string {
  const known = commonRegions();
  const counts = [...new Set(REGIONS.map((count) => Math.min(count, known.length)))];
  const rows = counts.flatMap((count) => ACCOUNTS.map((accounts) => row(known.slice(0, count), accounts, rounds)));
  return `# Cost of synthesis

Written by \`npm run bench -- --growth docs/guides/growth.md\`, on aws-cdk-lib ${cdkVersion}, which knows ${known.length} Regions of the partition \`aws\`. Each cell contains the number of stacks to deploy, the total size of their templates, and the time of synthesis; in brackets, that time as a multiple of that of hand-written CDK code for the same resources, measured in the same rounds.

Every stack is one deployment, and its Region must be bootstrapped before the first one. A StackSet needs no bootstrapping in its Regions. No key policy has room for 5,000 accounts, so there the PROTECTED accounts are an organization.

| Regions | PROTECTED accounts | hand-written CDK | \`VaultReplicaKeys\` | \`VaultReplicaKeyStackSet\` |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function row(regions: string[], accounts: number, rounds: number): string {
  const given = { regions, protectedAccounts: Array.from({ length: accounts }, (_, index) => String(444455550000 + index)) };
  const ways = WAYS.filter((way) => way !== 'hand-written' || accounts <= MOST_ACCOUNTS);
  const costs = costsOf(ways, given, rounds);
  const cells = WAYS.map((way) => cell(costs.get(way), costs.get('hand-written')));
  return `| ${regions.length} | ${accounts.toLocaleString('en')} | ${cells.join(' | ')} |`;
}

function cell(cost: Cost | undefined, baseline: Cost | undefined): string {
  if (!cost) { return 'over the limit of KMS'; }
  const ratio = baseline && cost !== baseline ? ` (${(cost.milliseconds / baseline.milliseconds).toFixed(2)})` : '';
  return `${cost.stacks}, ${(cost.bytes / 1024).toFixed(0)} KiB, ${cost.milliseconds.toFixed(0)} ms${ratio}`;
}

/** All ways in each round, so that they meet the same load. */
function costsOf(ways: Way[], given: BenchCase, rounds: number): Map<Way, Cost> {
  const times = Array.from({ length: rounds + 1 }, () => ways.map((way) => synthesize((app) => BUILDERS[way](app, given)))).slice(1);
  return new Map(ways.map((way, index) => {
    const texts = [...templates((app) => BUILDERS[way](app, given)).values()];
    return [way, { stacks: texts.length, bytes: Buffer.byteLength(texts.join('')), milliseconds: median(times.map((round) => round[index])) }];
  }));
}

const BUILDERS: Record<Way, (app: App, given: BenchCase) => void> = {
  'hand-written': handWritten,
  'regional stacks': (app, given) => {
    new VaultReplicaKeys(app, 'Keys', { ...options(given), vaultAccount: VAULT_ACCOUNT, stackNamePrefix: STACK_NAME_PREFIX });
  },
  'StackSet': (app, given) => {
    const stack = new Stack(app, 'Keys', { env: { account: VAULT_ACCOUNT, region: given.regions[0] } });
    new VaultReplicaKeyStackSet(stack, 'StackSet', options(given));
  },
};

function options({ regions, protectedAccounts }: BenchCase): RegionalReplicaKeyOptions {
  return {
    alias: ALIAS,
    regions,
    vaultRole: VaultRole.fromRoleName(ROLE_NAME),
    administrators: [new iam.ArnPrincipal(ADMINISTRATOR_ARN)],
    ...protectedAccounts.length > MOST_ACCOUNTS ? { protectedOrganization: ProtectedOrganization.fromId('o-a1b2c3d4e5') } : { protectedAccounts },
  };
}
