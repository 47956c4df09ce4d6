import { conditionProblem, identifiesCaller } from './condition-rules';
import type { KeyPolicyJson, StatementJson } from '../key-policy-json';
import { MAX_POLICY_BYTES } from './key-policy-limits';
import { causesLockout, mayAllowChanges } from './lockout';
import { policyBytes } from './policy-size';
import { firstOf, principalProblem } from './principal-rules';
import { isUnknown, collapseFunctions } from '../../arns/deploy-time/template-values';
import { typeProblem } from '../../arns/options/option-type';
import type { KeyOwner } from '../../arns/principal-arn';

/**
 * The problems of a key policy, whether its statements are of the library or of others. The policy is plain JSON, as in a template.
 * Values that are known only during deployment are not checked.
 *
 * @returns one sentence for each problem.
 */
export function policyProblems(policy: KeyPolicyJson | DecidedAtDeployment | undefined, owner: KeyOwner): string[] {
  if (policy === undefined) { return [NO_POLICY]; }
  if (!isObject(policy)) { return [typeProblem(policy, 'key policy', 'an object', 'set it to an iam.PolicyDocument')]; }
  if ('Fn::If' in policy) {
    const [, ...choices] = [policy['Fn::If']].flat() as [string, ...KeyPolicyJson[]];
    return [...new Set(choices.flatMap((choice) => policyProblems(choice, owner)))];
  }
  if (isUnknown(policy)) { return []; }
  const statements = [policy.Statement ?? []].flat();
  return [
    ...statementProblems(statements, owner),
    ...statements.some((statement) => isObject(statement) && mayAllowChanges(statement)) ? [] : [LOCKOUT],
    ...sizeProblems(policy, 'key policy has', 'remove statements, or grant access with IAM policies instead'),
  ];
}

const NO_POLICY = 'key policy is missing in the template, and KMS then uses its default policy, which allows nothing to other accounts; '
  + 'remove what overrides KeyPolicy';

const LOCKOUT = 'key policy allows kms:PutKeyPolicy to nobody, but KMS rejects a policy that nobody can change; '
  + 'add a statement that allows kms:* to the account of the key';

/** One template for several Regions decides between policies where it is deployed. */
interface DecidedAtDeployment {
  readonly 'Fn::If': readonly [string, KeyPolicyJson, KeyPolicyJson];
}

/** The same for the statements of a policy, or for those that are added to one. */
export function statementProblems(statements: readonly StatementJson[], owner: KeyOwner): string[] {
  const sids = statements.map((statement) => statement?.Sid);
  return statements.flatMap((statement, index) => {
    if (!isObject(statement)) { return typeProblem(statement, 'policy statement', 'an object', 'use iam.PolicyStatement'); }
    const isTaken = typeof statement.Sid === 'string' && sids.indexOf(statement.Sid) < index;
    return statementProblem(statement, owner, isTaken) ?? [];
  });
}

function isObject(json: unknown): json is object {
  return typeof json === 'object' && json !== null;
}

/** @param isTaken whether another statement has its Sid. */
function statementProblem(statement: StatementJson, owner: KeyOwner, isTaken: boolean): string | undefined {
  if (isUnknown(statement)) { return undefined; }
  const json = collapseFunctions(statement);
  const problem = isTaken ? 'has a Sid that another statement of the policy has, but Sids are unique; give it another Sid' : firstOf(RULES, (rule) => rule(json, owner));
  return problem && `${nameOfStatement(json)} ${problem}`;
}

/** @throws when the statement is not valid in a key policy. */
export function assertKeyStatement(statement: StatementJson, owner: KeyOwner, takenSids: readonly string[]): void {
  const problem = statementProblem(statement, owner, takenSids.some((sid) => sid === statement.Sid));
  if (problem) { throw new Error(problem); }
}

/** What errors call a statement. */
export function nameOfStatement({ Sid }: StatementJson): string {
  return typeof Sid === 'string' ? `statement ${JSON.stringify(Sid)}` : 'statement without Sid';
}

/**
 * @param what the name of the policy, or of the part of one.
 * @param remedy what to do when it is too large.
 */
export function sizeProblems(policy: unknown, what: string, remedy: string): string[] {
  const bytes = policyBytes(JSON.stringify(policy));
  return bytes <= MAX_POLICY_BYTES ? [] : [`${what} ${bytes} bytes, but the limit of a key policy is ${MAX_POLICY_BYTES}; ${remedy}`];
}

/** The rules for one statement, each with the end of its sentence. */
const RULES: ReadonlyArray<(statement: StatementJson, owner: KeyOwner) => string | undefined> = [
  characterProblem,
  ({ Effect }) => (['Allow', 'Deny'].includes(Effect) || isUnknown(Effect)
    ? undefined : `has the effect ${JSON.stringify(Effect)}, but IAM accepts only "Allow" and "Deny"; use iam.Effect`),
  ({ Principal, NotPrincipal }, owner) => principalProblem(Principal ?? NotPrincipal, owner),
  ({ Action, NotAction }) => ([Action ?? NotAction ?? []].flat().length > 0
    ? undefined : 'has no action, and KMS rejects a statement without one; add one to its actions'),
  ({ Resource }) => ([Resource].flat().join() === '*'
    ? undefined : 'has no resource "*", but a key policy applies only to its own key; set resources: [\'*\']'),
  ({ Condition }) => (isUnknown(Condition) ? undefined : conditionProblem(Condition)),
  (statement) => (allowsAnyone(statement)
    ? 'allows anyone in any AWS account; name its principals, or add a condition that identifies the caller, such as StringEquals kms:CallerAccount' : undefined),
  (statement, owner) => (causesLockout(statement, owner)
    ? 'denies kms:PutKeyPolicy to everyone in the account of the key, but KMS rejects a policy that nobody can change; deny fewer actions, or add a condition that exempts those who change the policy'
    : undefined),
];

/** The text is read piece by piece, as JSON escapes hide what is not of whole characters. */
function characterProblem(json: unknown): string | undefined {
  if (isObject(json)) {
    return firstOf([...Object.keys(json), ...Object.values(json)], characterProblem);
  }
  const character = /[^\u0020-\u00FF]/u.exec(`${json}`)?.[0];
  if (character === undefined) { return undefined; }
  const codePoint = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  return `contains the character ${JSON.stringify(character)} (U+${codePoint}), but KMS accepts only U+0020 to U+00FF in a key policy; replace it`;
}

function allowsAnyone({ Effect, Principal, NotPrincipal, Condition }: StatementJson): boolean {
  const anyone = NotPrincipal !== undefined || Principal === '*' || [Principal?.AWS].flat().includes('*');
  return Effect === 'Allow' && anyone && !identifiesCaller(Condition);
}
