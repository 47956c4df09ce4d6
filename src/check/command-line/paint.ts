// Not util.styleText, which judges a stream by itself, in some versions of Node only.
const CODES = { green: [32, 39], red: [31, 39], yellow: [33, 39], bold: [1, 22] } as const;

/** Writes text in a color, or leaves it as it is. */
export type Paint = (color: keyof typeof CODES, text: string) => string;

/** Leaves every text as it is. */
export const PLAIN: Paint = (_, text) => text;

/**
 * How to write to a stream: in color on a terminal, unless NO_COLOR says otherwise. FORCE_COLOR decides before all others.
 *
 * @see https://no-color.org and https://force-color.org
 */
export function paintFor({ isTTY }: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): Paint {
  const { FORCE_COLOR, NO_COLOR, TERM } = env;
  const colored = FORCE_COLOR ? !/^(0|false)$/i.test(FORCE_COLOR) : isTTY === true && !NO_COLOR && TERM !== 'dumb';
  return colored ? (color, text) => `\u001b[${CODES[color][0]}m${text}\u001b[${CODES[color][1]}m` : PLAIN;
}
