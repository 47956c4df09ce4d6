import { Aws, Token } from 'aws-cdk-lib';
import { assertAccountId } from '../../../src/arns/names/account-id';
import { errorOf } from '../../fixtures/error-of';

const refusal = (account: unknown) => errorOf(() => assertAccountId(account, 'account'));

test.each([
  ['a digit too many', '1111222233334'],
  ['a digit too few', '11112222333'],
  ['the ARN of a bucket, which contains no account', 'arn:aws:s3:::backups'],
])('%s is not treated as an id with something around it', (_what, account) => {
  expect(refusal(account)).toMatch(/; write all 12 digits as a string, such as "111122223333"$/);
});

test.each([
  ['text', Aws.ACCOUNT_ID],
  ['a number', Token.asNumber({ Ref: 'Account' })],
  ['an object', Token.asAny({ Ref: 'Account' })],
])('a token that is %s is called a token', (_what, account) => {
  expect(refusal(account)).toMatch(/^account is a token, but the id of another account must be known before deployment; /);
});
