import { printable } from '../../../src/check/command-line/printable';

test.each([
  ['an escape sequence', '\u001b[2J', '\\u001b[2J'],
  ['a line break', 'a\r\nb', 'a\\u000d\\u000ab'],
  ['a control sequence of one character', '\u009b31m', '\\u009b31m'],
  ['a right-to-left override', '\u202egpj.exe', '\\u202egpj.exe'],
  ['an isolate', '\u2066x\u2069', '\\u2066x\\u2069'],
  ['a zero-width space', 'a\u200bb', 'a\\u200bb'],
  ['a null and a noncharacter', '\u0000\uffff', '\\u0000\\uffff'],
  ['half of a pair', 'a\ud83d', 'a\\ud83d'],
])('%s is shown and not obeyed', (_, text, printed) => {
  expect(printable(text)).toBe(printed);
});

test('text of every language stays as it is', () => {
  const text = 'arn:aws:kms – Schlüssel, 鍵, مفتاح, 🔑 "\'<>&\\';
  expect(printable(text)).toBe(text);
});
