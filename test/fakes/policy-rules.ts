import { KmsError } from './kms-error';
import { asList, statementsOf } from './policy-principals';

const MAX_BYTES = 32_768;
/** The longest `Policy` parameter that the API accepts, including white space. */
const MAX_CHARACTERS = 131_072;
const STATEMENT_ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'Condition'];

/** What a policy is judged against. */
export interface PolicyContext {
  /** The partition of the key. Policies do not reach across partitions. */
  readonly partition: string;
  /** Whether an IAM role or user exists. */
  readonly exists: (arn: string) => boolean;
}

/** Refuses what PutKeyPolicy refuses whoever calls. The lockout check, which depends on the caller, is not here. */
export function checkPolicy(text: string, context: PolicyContext): void {
  if (text.length < 1 || text.length > MAX_CHARACTERS) {
    throw new KmsError('ValidationException', "1 validation error detected: Value at 'policy' failed to satisfy constraint: "
      + `Member must have length between 1 and ${MAX_CHARACTERS}`);
  }
  const policy = parse(text);
  const minified = JSON.stringify(policy);
  // The API also permits tab, LF and CR, which only ever stand between elements. An escape such as \u20ac hides nothing here.
  if (!/^[\u0020-\u00FF]*$/.test(minified)) { throw malformed('The new key policy contains characters that are not valid.'); }
  if (Buffer.byteLength(minified) > MAX_BYTES) {
    throw new KmsError('LimitExceededException', `The new key policy is larger than the maximum of ${MAX_BYTES} bytes.`);
  }
  checkGrammar(policy);
  for (const statement of statementsOf(policy)) { checkStatement(statement, context); }
}

function parse(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('The new key policy is not valid JSON.');
  }
}

function checkGrammar(policy: any): void {
  const isObject = (value: any) => typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject(policy) || !statementsOf(policy).length || !statementsOf(policy).every(isObject)) {
    throw malformed('Syntax errors in policy.');
  }
  if (Object.keys(policy).some((name) => !['Version', 'Id', 'Statement'].includes(name))) { throw malformed('Syntax errors in policy.'); }
  if (![undefined, '2012-10-17', '2008-10-17'].includes(policy.Version)) {
    throw malformed('The policy must contain a valid version string.');
  }
  const sids = statementsOf(policy).map(({ Sid }) => Sid).filter((sid) => sid !== undefined);
  if (new Set(sids).size < sids.length) { throw malformed('Statement IDs (SID) in a single policy must be unique.'); }
}

function checkStatement(statement: any, context: PolicyContext): void {
  if (Object.keys(statement).some((name) => !STATEMENT_ELEMENTS.includes(name))) { throw malformed('Syntax errors in policy.'); }
  if (!['Allow', 'Deny'].includes(statement.Effect)) { throw malformed('Policy contains a statement with an invalid effect.'); }
  if (!isOneOf(statement, 'Action', 'NotAction')) { throw malformed('Policy contains a statement with no action.'); }
  // Since August 2025; before, KMS stored a statement without effect.
  if (String(asList(statement.Resource)) !== '*') { throw malformed('Policy contains a statement with an invalid resource.'); }
  if (!isOneOf(statement, 'Principal', 'NotPrincipal')) { throw malformed('Policy contains a statement with no principal.'); }
  if (!isValidPrincipal(statement.Principal ?? statement.NotPrincipal, context)) {
    throw malformed('Policy contains a statement with one or more invalid principals.');
  }
}

function isOneOf(statement: any, name: string, other: string): boolean {
  return asList(statement[name]).length > 0 !== asList(statement[other]).length > 0;
}

function isValidPrincipal(element: any, context: PolicyContext): boolean {
  if (typeof element === 'string') { return element === '*'; }
  const entries = Object.entries(element);
  return entries.length > 0 && entries.every(([type, value]) => asList(value).length > 0 && asList(value).every((one) => {
    switch (type) {
      case 'AWS': return isValidAwsPrincipal(one, context);
      case 'Service': return /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(one);
      default: return type === 'Federated';
    }
  }));
}

function isValidAwsPrincipal(principal: any, { partition, exists }: PolicyContext): boolean {
  if (principal === '*' || /^\d{12}$/.test(principal)) { return true; }
  if (!String(principal).startsWith(`arn:${partition}:iam::`)) { return false; }
  return /^\d{12}:root$/.test(principal.split('::')[1]) || exists(principal);
}

function malformed(message: string): KmsError {
  return new KmsError('MalformedPolicyDocumentException', message);
}
