import type { Page } from 'playwright-core';
import { Chromium } from './chromium';
import { faintTexts } from './contrast';
import type { Outcome } from '../../src/check/finding';
import { html } from '../../src/check/report/html/html';
import type { Report } from '../../src/check/report/report';
import { ACCESS, BROKEN, DESTROYERS, EXPECTATION, HEALTHY, MEANINGS, PENDING_DELETION, reportOf } from '../check/report/reports';

let chromium: Chromium;
beforeAll(async () => { chromium = await Chromium.launch(); });
afterAll(() => chromium.close());
afterEach(() => {
  // Of every page that a test opened.
  expect(chromium.requests.splice(0)).toEqual([]);
  expect(chromium.complaints.splice(0)).toEqual([]);
});

const full = (outcome: Outcome) => html(reportOf(outcome, { access: [ACCESS], meanings: MEANINGS, destroyers: DESTROYERS }));

/** The texts of all elements that a selector finds. */
const texts = (page: Page, selector: string) => page.locator(selector).allInnerTexts();

const REGIONS = Array.from({ length: 30 }, (_, index) => `ap-southeast-${index + 1}`);

/** 30 Regions, with source Regions that differ, so that the table is wide. */
const LARGE: Outcome = {
  ...BROKEN,
  cases: [{
    ...BROKEN.cases[0],
    regions: REGIONS.map((region, row) => ({
      region, A: 'yes', B: Object.fromEntries(REGIONS.map((source, column) => [source, (row + column) % 5 ? 'yes' : 'no'] as const)), C: 'unknown',
    })),
  }],
};

describe('structure', () => {
  test('the verdict comes first, then findings, then what a reader may look up', async () => {
    const page = await chromium.open(full(BROKEN));
    expect(await page.title()).toBe("Replication fails in 2 of 2 Regions – Check of AutoBackup's replica keys");
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await texts(page, 'h1')).toEqual(["Check of AutoBackup's replica keys"]);
    expect(await texts(page, 'h1 + *')).toEqual(['✗ Replication fails in 2 of 2 Regions']);
    expect(await texts(page, 'h2')).toEqual([
      'Findings', 'Replication by Region', 'Alarms', 'Who may do what', 'Who may destroy the keys', 'What was not seen',
    ]);
    expect(await texts(page, 'article h3')).toEqual(['fails pending-deletion', 'fails policy-lacks', 'cannot tell not-readable', 'note rotation-off']);
    expect(await texts(page, 'header dd')).toEqual(['2026-11-26 08:09:10 UTC', 'cdk-vault-replica-keys 1.2.3', 'the cloud assembly in cdk.out', '111111111111', '222222222222']);
    expect(await texts(page, 'footer')).toEqual(['Exit code 1: something fails.']);
  });

  test.each<[string, Outcome, Partial<Report>, string]>([
    ['works', HEALTHY, {}, '✓ Replication works in all 2 Regions'],
    ['is retired', { ...HEALTHY, cases: [{ ...HEALTHY.cases[0], regions: [] }] }, {}, '✓ Nothing fails, but there is no Region for new replicas'],
    ['cannot be told', { ...HEALTHY, findings: [{ ...PENDING_DELETION, level: 'unknown' }] }, {}, '? Replication works, but something could not be seen'],
    ['fails elsewhere', { ...HEALTHY, findings: [PENDING_DELETION] }, {}, '✗ Something fails, although no Region is known to'],
    ['has notes, strictly', { ...HEALTHY, findings: [{ ...PENDING_DELETION, level: 'note' }] }, { strict: true }, '✗ Replication works, but there are notes and the check is strict'],
  ])('the verdict of what %s', async (_, outcome, others, verdict) => {
    const page = await chromium.open(html(reportOf(outcome, others)));
    expect(await texts(page, '.verdict')).toEqual([verdict]);
  });

  // The third table is that of alarms.
  test.each([['two source Regions', full(BROKEN), 3], ['30', full(LARGE), 3], ['none', full({
    ...HEALTHY, cases: [{ ...HEALTHY.cases[0], regions: [{ region: 'eu-west-1', A: 'yes', B: {}, C: 'yes' }] }],
  }), 2]])('with %s, each table has a caption, scopes, and as many cells in every row', async (_, document, count) => {
    const page = await chromium.open(document);
    const tables = await page.locator('table').evaluateAll((all: any[]) => all.map((table) => ({
      caption: table.caption?.innerText,
      unscoped: table.querySelectorAll('th:not([scope])').length,
      rowHeads: [...table.tBodies[0].rows].map((row: any) => row.cells[0].scope),
      widths: [
        // What the first row of the head and each row of the body span.
        [...table.tHead.rows[0].cells].reduce((sum: number, cell: any) => sum + cell.colSpan, 0),
        ...[...table.tBodies[0].rows].map((row: any) => row.cells.length),
      ],
      label: (globalThis as any).document.getElementById(table.parentElement.getAttribute('aria-labelledby')) === table.caption,
      focusable: table.parentElement.tabIndex === 0,
    })));
    expect(tables.length).toBe(count);
    for (const table of tables) {
      expect(table.caption).toBeTruthy();
      expect(table).toMatchObject({ unscoped: 0, label: true, focusable: true });
      expect(new Set(table.rowHeads)).toEqual(new Set(['row']));
      expect(new Set(table.widths).size).toBe(1);
    }
  });

  test('the cases stand under their Regions', async () => {
    const page = await chromium.open(full(BROKEN));
    expect(await texts(page, 'table >> nth=0 >> thead tr >> nth=1 >> th')).toEqual(['eu-west-1', 'us-east-1']);
    expect((await texts(page, 'table >> nth=0 >> tbody tr')).map((row) => row.split(/\s{1,}/))).toEqual([
      ['eu-west-1', 'yes', 'no', 'yes', 'cannot', 'tell'], ['eu-central-1', 'no', 'no', 'no', 'no'],
    ]);
  });

  test('who may destroy the keys is named, key by key', async () => {
    const page = await chromium.open(full(BROKEN));
    expect(await texts(page, 'section:has(> h2:text("destroy")) :is(h3, li)')).toEqual(['alias/very_secret_key', 'key administrator', 'whoever IAM allows']);
  });

  test('a click selects a command as a whole, and what is copied is the command', async () => {
    const page = await chromium.open(full(BROKEN));
    await page.locator('pre').first().click();
    expect(await page.evaluate(() => (globalThis as any).getSelection().toString().trim())).toBe(PENDING_DELETION.remedy);
  });

  test('keys created by hand have no assembly', async () => {
    const page = await chromium.open(html(reportOf(HEALTHY, { expectation: { ...EXPECTATION, assembly: undefined } })));
    expect((await texts(page, 'header dd'))[2]).toBe('what the command line says');
  });
});

describe('nothing but the file', () => {
  test('the policy of the page forbids scripts, images, and requests, and allows its style', async () => {
    const evil = '<script>globalThis.owned = true</script><img src="https://example.com/x.png">';
    const page = await chromium.open(full(BROKEN).replace('</main>', `${evil}</main>`));
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.evaluate(() => (globalThis as any).owned)).toBeUndefined();
    expect(chromium.complaints.splice(0).filter((text) => /violates the following Content Security Policy/.test(text))).toHaveLength(2);
    expect(await page.locator('h1').evaluate((h1: any) => (globalThis as any).getComputedStyle(h1).fontSize)).toBe('28px');
  });

  test('without script it is the same page', async () => {
    const page = await chromium.open(full(BROKEN), { javaScriptEnabled: false });
    expect(await texts(page, '.verdict')).toEqual(['✗ Replication fails in 2 of 2 Regions']);
  });
});

describe('readable', () => {
  const background = (page: Page) => page.evaluate(() => (globalThis as any).getComputedStyle((globalThis as any).document.body).backgroundColor);

  test.each(['light', 'dark'] as const)('in %s colors, every text contrasts with what is behind it by 4.5 or more', async (colorScheme) => {
    for (const outcome of [BROKEN, HEALTHY, { ...HEALTHY, findings: [PENDING_DELETION] }]) {
      const page = await chromium.open(full(outcome), { colorScheme });
      const { seen, faint } = await faintTexts(page, 4.5);
      expect(seen).toBeGreaterThan(40);
      expect(faint).toEqual([]);
    }
  });

  test('the contrast of a faint text would be noticed', async () => {
    const page = await chromium.open(full(BROKEN).replace('</main>', '<p style="color: #999">faint</p></main>'));
    expect(await faintTexts(page, 4.5)).toMatchObject({ faint: [{ text: 'faint', ratio: expect.closeTo(2.85, 2) }] });
  });

  test('it is dark for who likes it dark, but not on paper', async () => {
    expect(await background(await chromium.open(full(BROKEN), { colorScheme: 'light' }))).toBe('rgb(255, 255, 255)');
    const page = await chromium.open(full(BROKEN), { colorScheme: 'dark' });
    expect(await background(page)).toBe('rgb(13, 17, 23)');
    await page.emulateMedia({ media: 'print' });
    expect(await background(page)).toBe('rgb(255, 255, 255)');
    expect((await faintTexts(page, 4.5)).faint).toEqual([]);
  });

  test.each([['two', BROKEN], ['30', LARGE]])('on paper, a table of %s source Regions is not cut off and no finding is torn apart', async (_, outcome) => {
    const page = await chromium.open(full(outcome));
    // The width of A4 between its margins.
    await page.setViewportSize({ width: 680, height: 900 });
    await page.emulateMedia({ media: 'print' });
    const tables = await page.locator('.table').evaluateAll((all: any[]) => all.map((one) => ({
      overflow: (globalThis as any).getComputedStyle(one).overflowX, fits: one.firstElementChild.offsetWidth <= 680,
    })));
    expect(tables).toEqual(Array(3).fill({ overflow: 'visible', fits: true }));
    expect(await page.locator('.finding').first().evaluate((one: any) => (globalThis as any).getComputedStyle(one).breakInside)).toBe('avoid');
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(1000);
  });

  test.each([320, 380, 700, 1100])('on a screen %d pixels wide, only tables scroll sideways', async (width) => {
    for (const outcome of [BROKEN, LARGE]) {
      const page = await chromium.open(full(outcome), { viewport: { width, height: 800 } });
      expect(await page.evaluate(() => (globalThis as any).document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      // A caption stays in sight while its table scrolls.
      const captions = await page.locator('caption').evaluateAll((all: any[]) => all.map((one) => one.getBoundingClientRect().right));
      expect(Math.max(...captions)).toBeLessThanOrEqual(width);
    }
  });
});

describe('what others name is text and no markup', () => {
  const benign = 'name';

  /** A report in which everything that comes from AWS or the app has a name. */
  function named(name: string): string {
    const key = { ...EXPECTATION.replicaKeys[0], alias: name, vaultAccount: name, protectedAccounts: [name], organization: { id: name } };
    return html(reportOf({
      cases: [{ alias: name, vaultAccount: name, regions: [{ region: name, A: 'no', B: { [name]: 'no' }, C: 'no' }] }],
      alarms: [{ account: name, region: name, key: name, keyChanges: 'yes', trail: 'no' }],
      findings: [{ id: name, level: 'fails', account: name, region: name, key: name, text: name, remedy: name }],
      notSeen: [name],
    }, {
      version: name,
      expectation: { assembly: name, replicaKeys: [key], sourceKeys: [] },
      access: [{ title: name, attempts: [name, 'delete'], rows: [{ actor: name, answers: ['yes', 'yes'] }] }],
      meanings: [{ word: name, meaning: name }],
      destroyers: [{ subject: name, actors: [name] }],
    }));
  }

  /** Every element with the names of its attributes, in order. */
  const skeleton = (page: Page) => page.evaluate(() => [...(globalThis as any).document.querySelectorAll('*')]
    .map((element: any) => `${element.tagName} ${element.getAttributeNames()}`));

  test.each<[string, string, string]>([
    ['a script', '<script>globalThis.owned = true</script>', '<script>globalThis.owned = true</script>'],
    ['an image', '"><img src=x onerror="globalThis.owned = true">', '"><img src=x onerror="globalThis.owned = true">'],
    ['single quotes', '\' onclick=\'globalThis.owned = true', '\' onclick=\'globalThis.owned = true'],
    ['the end of a style', '</style></title></head><svg onload=globalThis.owned=true>', '</style></title></head><svg onload=globalThis.owned=true>'],
    ['a comment', '<!-- ]]> --!>', '<!-- ]]> --!>'],
    ['an entity', '&lt;b&gt; &amp;amp; &#x3c;', '&lt;b&gt; &amp;amp; &#x3c;'],
    ['a right-to-left override', 'a\u202egpj.exe\u2066', 'a\\u202egpj.exe\\u2066'],
    ['control characters', 'a\u0000b\u001b[2J\u0085', 'a\\u0000b\\u001b[2J\\u0085'],
    ['a template', '${globalThis.owned = true}{{7*7}}', '${globalThis.owned = true}{{7*7}}'],
  ])('%s', async (_, name, printed) => {
    const expected = await skeleton(await chromium.open(named(benign)));
    const page = await chromium.open(named(name));
    expect(await skeleton(page)).toEqual(expected);
    expect(await page.evaluate(() => (globalThis as any).owned)).toBeUndefined();
    expect(await page.locator('pre').textContent()).toBe(printed);
    expect(await page.locator('.finding > p').first().textContent()).toBe(printed);
    expect(await page.locator('table').first().locator('tbody th').textContent()).toBe(printed);
    expect((await page.locator('body').textContent())!.split(printed).length - 1).toBeGreaterThanOrEqual(20);
  });

  test('10 kB without a space do not break the page', async () => {
    const page = await chromium.open(named('x'.repeat(10_000)), { viewport: { width: 380, height: 800 } });
    expect(await page.evaluate(() => (globalThis as any).document.documentElement.scrollWidth)).toBeLessThanOrEqual(380);
    expect(await page.locator('.finding dd code').evaluate((code: any) => code.getBoundingClientRect().right)).toBeLessThanOrEqual(380);
  });
});
