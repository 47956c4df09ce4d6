import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

/** Turns off what Chromium requests by itself, so that every request is one of the page. */
const ARGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--disable-quic',
];

/** A browser, and a folder for the files that it opens. */
export class Chromium {
  public static async launch(): Promise<Chromium> {
    return new Chromium(await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS }));
  }

  /** What pages asked for, other than themselves. */
  public readonly requests: string[] = [];
  /** What pages complained of. */
  public readonly complaints: string[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'report-'));

  private constructor(private readonly browser: Browser) {}

  /** Opens a report from a file, as its reader does. Whatever else it asks for fails. */
  public async open(html: string, options: BrowserContextOptions = {}): Promise<Page> {
    const file = join(this.folder, 'report.html');
    writeFileSync(file, html);
    const url = pathToFileURL(file).href;
    const page = await this.browser.newPage({ viewport: { width: 1100, height: 900 }, ...options });
    page.on('console', (message) => { this.complaints.push(message.text()); });
    page.on('pageerror', (error) => { this.complaints.push(error.message); });
    await page.route('**', (route) => {
      if (route.request().url() === url) { return route.continue(); }
      this.requests.push(route.request().url());
      return route.abort();
    });
    await page.goto(url);
    return page;
  }

  public async close(): Promise<void> {
    await this.browser.close();
    rmSync(this.folder, { recursive: true });
  }
}
