import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import { NO_CASE, type Break, type Cases } from './breaks/break';
import { STOLEN } from './breaks/policies';
import { writes } from './reads';
import { verdicts, type Report } from './report';
import { restore, type Scene } from './scene';

const EXIT_CODES = { fails: 1, unknown: 2, note: 0 };
const VERDICTS = { fails: 'no', unknown: 'unknown', note: 'yes' };

const same = (args: readonly string[]) => args;

const SCHEMA = JSON.parse(readFileSync(join(__dirname, '../../../src/check/report/schema.json'), 'utf8'));
/** A format is an annotation here: the only one is that of the date. */
const fitsSchema = new Ajv({ validateFormats: false }).compile(SCHEMA);

/** What a check found, in the form in which a break expects it. */
interface Found {
  readonly status: number;
  readonly findings: readonly object[];
  readonly cases: object;
  readonly remedies: readonly (string | undefined)[];
  /** The operations that are no reads, and the requests that are no calls. */
  readonly writes: readonly string[];
}

async function check({ workplace, args }: Pick<Scene, 'workplace' | 'args'>): Promise<Found> {
  const { asked } = workplace;
  asked.forget();
  const { status, stdout, stderr } = await workplace.run(['check', '--format', 'json', ...args]);
  if (!stdout.startsWith('{')) { throw new Error(`the command wrote no report (exit code ${status}):\n${stdout}${stderr}`); }
  const report: Report = JSON.parse(stdout);
  if (!fitsSchema(report)) { throw new Error(`the report does not have the form that the schema says: ${JSON.stringify(fitsSchema.errors)}`); }
  return {
    status,
    findings: report.findings.map(({ remedy, key, ...finding }) => finding),
    cases: verdicts(report),
    remedies: report.findings.map(({ remedy }) => remedy),
    writes: [...writes(asked.calls), ...asked.notUnderstood],
  };
}

function verdictsOn({ cases }: Scene, some: Cases, verdict: string): object {
  return Object.fromEntries(cases.map((each) => [each, some(each) ? verdict : 'yes']));
}

async function expectHealthy(scene: Scene): Promise<void> {
  expect(await check(scene)).toEqual({ status: 0, findings: [], remedies: [], cases: verdictsOn(scene, NO_CASE, ''), writes: [] });
}

/** Pastes a remedy, which must succeed. */
async function paste({ workplace }: Scene, remedy: string): Promise<string> {
  const { stdout, ...ended } = await workplace.paste(remedy);
  expect(ended).toEqual({ status: 0, stderr: '' });
  expect(readdirSync(workplace.path)).not.toContain(STOLEN);
  return stdout;
}

/**
 * Tests each break by itself in one scene: that the check names its cause and no other, that the remedy repairs it, and that no call
 * of the check writes.
 */
export function testBreaks(deploy: () => Promise<Scene>, breaks: readonly Break[]): void {
  let scene: Scene;
  const prints = new Map<string, string>();
  beforeAll(async () => { scene = await deploy(); });
  afterEach(() => scene && restore(scene));
  afterAll(() => scene?.workplace.close());

  test('all works, and there is nothing to say', () => expectHealthy(scene));

  test.each(breaks.map((each) => [each.what, each] as const))('%s', async (_what, { make, args = same, finding, notes = [], cases, remedy }) => {
    await make(scene);
    const { remedies, ...found } = await check({ ...scene, args: args(scene.args) });
    expect(found).toEqual({
      status: EXIT_CODES[finding.level],
      findings: [{ ...finding, text: expect.any(String) }, ...notes.map((id) => expect.objectContaining({ id, level: 'note' }))],
      cases: verdictsOn(scene, cases, VERDICTS[finding.level]),
      writes: [],
    });
    if (!remedy) {
      expect(remedies[0]).toBeUndefined();
      return;
    }

    if ('deploys' in remedy) {
      expect(remedies[0]).toBe(remedy.deploys);
      return;
    }

    if ('prints' in remedy) {
      // It asks AWS nothing, so that it prints the same whatever is broken.
      const printed = prints.get(remedies[0]!) ?? await paste(scene, remedies[0]!);
      prints.set(remedies[0]!, printed);
      expect(printed).toContain(`"${remedy.prints}"`);
      expect(scene.workplace.pasted.calls).toEqual([]);
      return;
    }

    await paste(scene, remedies[0]!);
    expect(writes(scene.workplace.pasted.calls)).toEqual(remedy.writes);
    await expectHealthy(scene);
  });

  test('after all that, all works again', () => expectHealthy(scene));
}
