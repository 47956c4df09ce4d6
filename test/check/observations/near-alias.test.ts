import { nearAlias } from '../../../src/check/observations/near-alias';

const near = (missing: string, ...names: string[]) => nearAlias(`alias/${missing}`, new Map(names.map((name) => [`alias/${name}`, 'key'])))?.name;

test.each([
  ['capital letters', 'Very_Secret_Key'],
  ['hyphens', 'very-secret-key'],
  ['a letter too many', 'very_secrett_key'],
  ['a letter too few', 'ver_secret_key'],
  ['swapped letters', 'very_sercet_key'],
  ['a wrong letter', 'very_secret_kez'],
  ['a plural', 'very_secret_keys'],
])('an alias with %s may be the one meant', (_, name) => {
  expect(near('very_secret_key', 'other', name)).toBe(`alias/${name}`);
});

test.each([
  ['very_secret_key', 'very_public_key'],
  ['key', 'kms'],
  ['a', 'b'],
])('for "%s", "%s" is another name', (missing, name) => {
  expect(near(missing, name)).toBeUndefined();
});

test('the alias that is spelled most alike is the one meant', () => {
  expect(near('very_secret_key', 'very_secret_kkeyy', 'very_secret_keey', 'very_secrt_kay')).toBe('alias/very_secret_keey');
});

test('an alias of the key itself is meant before one that is spelled more alike', () => {
  const aliases = new Map([['alias/databasez', 'other'], ['alias/databasezz', 'own']]);
  expect(nearAlias('alias/database', aliases, 'own')).toEqual({ name: 'alias/databasezz', keyId: 'own' });
});
