import { TemplatePolicy } from '../../src/key-policy/template-policy';
import { VAULT } from '../fixtures/vault-app';

const OWNER = { account: VAULT, partition: 'aws' };
const STATEMENT = { Sid: 'Mine', Effect: 'Allow', Action: 'kms:*', Resource: '*' };

test('a policy is judged by the rules for key policies', () => {
  const judged = (AWS: string) => new TemplatePolicy({ Statement: [{ ...STATEMENT, Principal: { AWS } }] }, OWNER).problems;
  expect(judged(`arn:aws:iam::${VAULT}:role/Reader`)).toEqual([]);
  expect(judged('*')).toEqual([expect.stringMatching(/^statement "Mine" allows anyone/)]);
});
