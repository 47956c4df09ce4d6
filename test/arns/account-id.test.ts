import { assertAccountId } from '../../src/arns/account-id';
import { errorOf } from '../fixtures/error-of';

const refusal = (account: string) => errorOf(() => assertAccountId(account, 'account'));

test.each([
  ['a digit too many', '1111222233334'],
  ['a digit too few', '11112222333'],
  ['the ARN of a bucket, which contains no account', 'arn:aws:s3:::backups'],
])('%s is not treated as an id with something around it', (_what, account) => {
  expect(refusal(account)).toMatch(/; write all 12 digits as a string, such as "111122223333"$/);
});
