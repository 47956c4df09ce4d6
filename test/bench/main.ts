import assert from 'node:assert';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkCost } from './check';
import { growth } from './growth';
import { SIDES, type Comparison } from './interleaved';
import { coldStart, importTime } from './new-process';
import { commonRegions } from './regions';
import { synthesis } from './synthesis';

const BOUNDS = { time: 1, bytes: 1.05, import: 1.3, coldStart: 1.3, checkCpuSeconds: 5 };

/** Large cases vary less from round to round, and take long. */
const CASES = [
  { regions: 2, accounts: 1, rounds: 400 },
  { regions: 2, accounts: 400, rounds: 100 },
  { regions: 10, accounts: 1, rounds: 200 },
  { regions: 10, accounts: 400, rounds: 40 },
  { regions: 30, accounts: 1, rounds: 100 },
  { regions: 30, accounts: 400, rounds: 20 },
];
const NEW_PROCESS_ROUNDS = 40;
const GROWTH_ROUNDS = 10;

const { values } = parseArgs({ options: { rounds: { type: 'string' }, growth: { type: 'string' }, check: { type: 'boolean' } } });
const given = values.rounds === undefined ? undefined : Number(values.rounds);
assert(given === undefined || (Number.isInteger(given) && given > 0), '--rounds takes a whole number, at least 1');

if (values.growth !== undefined) {
  writeFileSync(values.growth, growth(given ?? GROWTH_ROUNDS));
  process.exit();
}

const regions = commonRegions();
const protectedAccounts = Array.from({ length: 400 }, (_, index) => String(444455550000 + index));
const exceeded = new Array<string>();

void main();

async function main(): Promise<void> {
  if (!values.check) { compareWithOthers(); }
  await measureCheck();
  console.log(exceeded.length === 0 ? 'All figures are within their bounds.' : `Out of bounds: ${exceeded.join('; ')}.`);
  process.exitCode = exceeded.length === 0 ? 0 : 1;
}

function compareWithOthers(): void {
  row('case', 'hand-written', 'library', 'floor', 'to hand', 'to floor', 'bytes');
  for (const { accounts, rounds, ...size } of CASES) {
    // The oldest aws-cdk-lib supported knows fewer than 30 regions of one partition.
    const regionsOfCase = regions.slice(0, size.regions);
    const { times, bytesRatio } = synthesis(
      { regions: regionsOfCase, protectedAccounts: protectedAccounts.slice(0, accounts) },
      given ?? rounds,
    );
    const name = `${regionsOfCase.length} regions, ${accounts} PROTECTED`;
    row(name, ...figures(name, times, BOUNDS.time), judged(`bytes of ${name}`, bytesRatio, BOUNDS.bytes));
  }
  row('import', ...figures('import', importTime(given ?? NEW_PROCESS_ROUNDS), BOUNDS.import));
  row('import, 2 regions, 1', ...figures('cold start', coldStart(given ?? NEW_PROCESS_ROUNDS), BOUNDS.coldStart));
}

/** What a check of live keys takes of one core, at a fake of AWS. */
async function measureCheck(): Promise<void> {
  const { cpuSeconds, calls } = await checkCost();
  if (cpuSeconds > BOUNDS.checkCpuSeconds) { exceeded.push(`a check, ${cpuSeconds.toFixed(1)} s of CPU over ${BOUNDS.checkCpuSeconds}`); }
  console.log(`check of 30 Regions, 100 PROTECTED: ${cpuSeconds.toFixed(1)} s of CPU, ${calls} calls`);
}

function figures(name: string, times: Comparison, bound: number): string[] {
  return [
    ...SIDES.map((side) => `${times.median(side).toFixed(1)} ms`),
    judged(name, times.ratioTo('hand-written'), bound),
    // No bound: the floor checks nothing, and what the library checks is what it is for.
    times.ratioTo('floor').toFixed(3),
  ];
}

function judged(name: string, ratio: number, bound: number): string {
  if (ratio > bound) { exceeded.push(`${name}, ${ratio.toFixed(3)} over ${bound}`); }
  return ratio.toFixed(3);
}

function row(name: string, ...cells: string[]): void {
  console.log(name.padEnd(27) + cells.map((cell) => cell.padStart(13)).join(''));
}
