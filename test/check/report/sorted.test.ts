import type { Finding } from '../../../src/check/finding';
import { sorted } from '../../../src/check/report/sorted';

const at = (level: Finding['level'], region: string | undefined, account: string, id: string): Finding => ({ id, level, account, region, text: '' });

test('what fails comes first, then what cannot be told, then notes; each by Region, with accounts before their Regions', () => {
  const order = [
    at('fails', undefined, '2', 'a'), at('fails', 'eu-central-1', '1', 'z'), at('fails', 'eu-west-1', '1', 'b'), at('fails', 'eu-west-1', '1', 'c'),
    at('fails', 'eu-west-1', '2', 'a'), at('unknown', 'eu-central-1', '1', 'a'), at('note', 'ap-south-1', '1', 'a'),
  ];
  const given = [5, 3, 6, 0, 2, 4, 1].map((index) => order[index]);
  expect(sorted(given)).toEqual(order);
  expect(given[0]).toBe(order[5]);
});
