import { help } from '../../../src/check/command-line/help';
import { accepts, COMMAND_NAMES, OPTIONS } from '../../../src/check/command-line/options';
import { parseArguments } from '../../../src/check/command-line/parse-arguments';

const TEXTS = ['all', ...COMMAND_NAMES] as const;

/** The examples of a text, each as the arguments that a shell would make of it. */
function examples(text: string): string[][] {
  const lines = text.slice(text.indexOf('\nExamples:\n')).replaceAll('\\\n', ' ');
  return [...lines.matchAll(/^ {2}npx cdk-vault-replica-keys (.*)$/gm)].map(([, line]) => line.trim().split(/\s+/));
}

test.each(TEXTS)('the help for %s fits into 80 columns and ends with a line break', (about) => {
  const lines = help(about).split('\n');
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines.at(-1)).toBe('');
  expect(lines.filter((line) => line.endsWith(' '))).toEqual([]);
});

test.each(TEXTS)('the examples in the help for %s are accepted as they stand', (about) => {
  const all = examples(help(about));
  expect(all.length).toBeGreaterThan(0);
  for (const args of all) { expect(parseArguments(args)).toHaveProperty('run'); }
});

test.each(COMMAND_NAMES)('the help for %s names the options that it accepts, and no other', (command) => {
  const named = [...help(command).matchAll(/^ {2}(?:-h, )?--([a-z-]+)/gm)].map(([, name]) => name);
  const accepted = OPTIONS.filter((option) => accepts(command, option)).map(({ name }) => name);
  expect(named.sort()).toEqual([...accepted, 'help'].sort());
});

test('the help for the whole names every command and every exit code', () => {
  const text = help('all');
  for (const command of COMMAND_NAMES) { expect(text).toMatch(new RegExp(`^  ${command}\\b`, 'm')); }
  expect([...text.matchAll(/^ {2}(\d+) /gm)].map(([, code]) => code)).toEqual(['0', '1', '2', '64', '70']);
});
