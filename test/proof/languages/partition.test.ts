import { contains, either, glob, oneOf, sequence, some, text } from './language';
import { partition } from './partition';

const NAMES = some(oneOf('abcdefghijklmnopqrstuvwxyz0123456789-'));

describe('a glob', () => {
  test.each([
    ['*', '', true], ['*', 'anything', true], ['?', '', false], ['?', 'a', true], ['?', 'ab', false], ['a*c', 'ac', true], ['a*c', 'abcbc', true],
    ['a*c', 'abcb', false], ['*Admins_????', 'x_Admins_0123', true], ['*Admins_????', 'x_Admins_012', false], ['*Admins_????', 'Admins_Admins_0123', true],
    ['a.c', 'abc', false],
  ])('%s matches "%s": %s', (pattern, value, matches) => {
    expect(contains(glob(pattern), value)).toBe(matches);
  });
});

describe('the partition of a domain', () => {
  const languages = [text('ec2'), glob('ec*'), glob('*2'), glob('?*?'), glob('nowhere/*')];

  test('has a class for each way in which the languages contain a text, and the shortest text of it', () => {
    const classes = partition(NAMES, languages).map(({ witness, within }) => [witness, languages.map((one) => within.has(one) ? 1 : 0).join('')]);
    expect(Object.fromEntries(classes)).toEqual({
      a: '00000', 2: '00100', aa: '00010', ec: '01010', a2: '00110', ec2: '11110', eca2: '01110',
    });
  });

  test('puts each text into one class: random texts, by the regular expressions of JavaScript', () => {
    const expressions = [/^ec2$/, /^ec.*$/, /^.*2$/, /^..+$/, /^nowhere\/.*$/];
    const signatures = new Set(partition(NAMES, languages).map(({ within }) => languages.map((one) => within.has(one)).join()));
    for (let seed = 0; seed < 5000; seed++) {
      const value = (seed * 7919 % 104_729).toString(36).replaceAll(/[0-9]/g, '2').slice(0, 1 + seed % 4).replace(/^b/, 'ec');
      expect(signatures).toContain(expressions.map((one) => one.test(value)).join());
    }
  });

  test('leaves out what the domain does not have', () => {
    expect(partition(either(text('true'), text('false')), [text('true'), text('maybe')]).map(({ witness }) => witness).sort()).toEqual(['false', 'true']);
    expect(() => partition(sequence(text('a'), oneOf('')), [])).toThrow('no text is in the domain');
  });
});
