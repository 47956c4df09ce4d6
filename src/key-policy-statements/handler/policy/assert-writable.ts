import { isOwned, type Owner } from './owner';
import { statementsOf, type KeyPolicy, type Principal, type Principals } from './policy';
import { MAX_POLICY_BYTES, POLICY_TEXT } from '../../../key-policy/rules/key-policy-limits';
import { isText } from '../event/grammar';
import { PermanentError, RetryableError } from '../failures/errors';

/** @throws if KMS would reject the policy, for a reason that its own error explains less well. */
export function assertWritable(policy: KeyPolicy, owner: Owner, key: string): void {
  const name = `policy of key "${key}"`;
  // Each name and value separately, as the text of the whole hides characters behind escapes.
  const bytes = Buffer.byteLength(JSON.stringify(policy, (field, value) => {
    const character = [...field + (isText(value) ? value : '')].find((one) => !POLICY_TEXT.test(one));
    if (character !== undefined) {
      throw new PermanentError(`${name} would contain the character ${JSON.stringify(character)}, but KMS accepts U+0020 to U+00FF; remove it from the statement`);
    }
    return value;
  }));
  if (bytes > MAX_POLICY_BYTES) {
    throw new PermanentError(`${name} would have ${bytes} bytes, but the limit is ${MAX_POLICY_BYTES}; remove statements from it first`);
  }
  for (const statement of statementsOf(policy)) {
    if (policy.Version !== '2012-10-17' && isOwned(owner, statement) && JSON.stringify(statement).includes('${')) {
      throw new PermanentError(`${name} lacks the Version "2012-10-17", without which policy variables such as \${aws:username} are plain text; set it first, or use no variables`);
    }
    const id = deletedPrincipal(statement.Principal) ?? deletedPrincipal(statement.NotPrincipal);
    if (id !== undefined) {
      const where = statement.Sid === undefined ? 'a statement without Sid' : `its statement "${statement.Sid}"`;
      throw new RetryableError(`${name} names "${id}" in ${where}, a deleted role or user, and KMS rejects such a policy; replace it with a principal that exists, then deploy again`);
    }
  }
}

/** In place of the ARN of a deleted role or user, KMS returns its unique id. */
function deletedPrincipal(principal: Principal | undefined): string | undefined {
  return [(principal as Principals | undefined)?.AWS].flat().find((arn) => /^A(?:RO|ID)A[A-Z0-9]{8,}$/.test(arn!));
}
