import type { Page } from 'playwright-core';

/** A text on the page that is hard to read. */
export interface Faint {
  readonly text: string;
  readonly ratio: number;
}

/**
 * The texts whose color contrasts with what is behind them by less than a ratio.
 *
 * @see https://www.w3.org/TR/WCAG22/#contrast-minimum
 */
export function faintTexts(page: Page, least: number): Promise<{ readonly seen: number; readonly faint: Faint[] }> {
  // Runs in the browser, so it is one function with all that it needs.
  return page.evaluate((ratioNeeded) => {
    const doc = (globalThis as any).document;
    const styleOf = (element: any) => (globalThis as any).getComputedStyle(element);
    const channels = (color: string) => {
      const [red, green, blue, alpha = 1] = color.match(/[\d.]+/g)!.map(Number);
      return { rgb: [red, green, blue], alpha };
    };
    const luminance = (rgb: number[]) => {
      const [red, green, blue] = rgb.map((value) => value / 255).map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const behind = (element: any): number[] => {
      for (let one = element; one; one = one.parentElement) {
        const { rgb, alpha } = channels(styleOf(one).backgroundColor);
        if (alpha === 1) { return rgb; }
        if (alpha !== 0) { throw new Error('a background that is half transparent'); }
      }
      return [255, 255, 255];
    };
    const walker = doc.createTreeWalker(doc.body, 4);
    const texts: Faint[] = [];
    while (walker.nextNode()) {
      const { parentElement, data } = walker.currentNode;
      if (data.trim() === '') { continue; }
      const [light, dark] = [channels(styleOf(parentElement).color).rgb, behind(parentElement)].map(luminance).sort((one, other) => other - one);
      texts.push({ text: data.trim().slice(0, 60), ratio: (light + 0.05) / (dark + 0.05) });
    }
    return { seen: texts.length, faint: texts.filter(({ ratio }) => ratio < ratioNeeded) };
  }, least);
}
