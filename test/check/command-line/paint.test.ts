import { paintFor } from '../../../src/check/command-line/paint';

const isColored = (isTTY: boolean, env: NodeJS.ProcessEnv) => paintFor({ isTTY }, env)('red', 'no') !== 'no';

test.each<[string, boolean, NodeJS.ProcessEnv, boolean]>([
  ['a terminal', true, {}, true],
  ['a pipe', false, {}, false],
  ['a terminal under NO_COLOR', true, { NO_COLOR: '1' }, false],
  ['a terminal under an empty NO_COLOR', true, { NO_COLOR: '' }, true],
  ['a terminal that cannot', true, { TERM: 'dumb' }, false],
  ['a pipe under FORCE_COLOR', false, { FORCE_COLOR: '1' }, true],
  ['a pipe under FORCE_COLOR and NO_COLOR', false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  ['a terminal under FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, false],
  ['a terminal under FORCE_COLOR=false', true, { FORCE_COLOR: 'false' }, false],
])('%s: whether there is color', (_, isTTY, env, colored) => {
  expect(isColored(isTTY, env)).toBe(colored);
});

test('a color ends where its text does', () => {
  expect(paintFor({ isTTY: true }, {})('green', 'yes')).toBe('\u001b[32myes\u001b[39m');
});
