import { xmlAnswer } from '../answers';
import type { Rule } from '../recording-proxy';

/** What the simulator says of an action apart from the role's own policies. Undefined where there is no organization, or no boundary. */
interface Simulated {
  readonly allowedByOrganization?: boolean;
  readonly allowedByBoundary?: boolean;
}

/**
 * The simulator returns one result for each action, which contains one for each key. The emulators know one key only, or fail.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html
 */
function simulating(simulate: (roleName: string, action: string) => Simulated | undefined): Rule {
  return ({ operation, parameters }) => {
    if (operation !== 'SimulatePrincipalPolicy') { return undefined; }
    const members = (list: string): string[] => Object.entries(parameters)
      .flatMap(([name, value]) => name.startsWith(`${list}.member.`) ? value : []);
    const roleName = parameters.PolicySourceArn.split('/').at(-1);
    const results = members('ActionNames').map((action) => {
      const simulated = simulate(roleName, action);
      return simulated && simulationResult(action, members('ResourceArns'), simulated);
    });
    if (results.includes(undefined)) { return undefined; }
    return xmlAnswer('<SimulatePrincipalPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><SimulatePrincipalPolicyResult>'
      + `<IsTruncated>false</IsTruncated><EvaluationResults>${results.join('')}</EvaluationResults>`
      + '</SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>');
  };
}

function simulationResult(action: string, arns: readonly string[], { allowedByOrganization, allowedByBoundary }: Simulated): string {
  const decision = allowedByOrganization === false || allowedByBoundary === false ? 'implicitDeny' : 'allowed';
  const detail = (name: string, allowed: string, value?: boolean) =>
    value === undefined ? '' : `<${name}><${allowed}>${value}</${allowed}></${name}>`;
  const boundary = detail('PermissionsBoundaryDecisionDetail', 'AllowedByPermissionsBoundary', allowedByBoundary);
  const each = arns.map((arn) => `<member><EvalResourceName>${arn}</EvalResourceName><EvalResourceDecision>${decision}</EvalResourceDecision>`
    + `<MatchedStatements/><MissingContextValues/>${boundary}</member>`);
  return `<member><EvalActionName>${action}</EvalActionName><EvalResourceName>*</EvalResourceName><EvalDecision>${decision}</EvalDecision>`
    + detail('OrganizationsDecisionDetail', 'AllowedByOrganizations', allowedByOrganization)
    + `${boundary}<MatchedStatements/><MissingContextValues/><ResourceSpecificResults>${each.join('')}</ResourceSpecificResults></member>`;
}

/** No account is in an organization, and no role has a boundary. */
export const nothingElseDenies: Rule = simulating(() => ({}));

/** An SCP denies an action to a role. */
export function deniedByScp(role: string, denied: string): Rule {
  return simulating((name, action) => name === role ? { allowedByOrganization: action !== denied } : undefined);
}

/** The boundary of a role does not allow KMS. The emulators keep a boundary, but do not heed it when they simulate. */
export function deniedByBoundary(role: string): Rule {
  return simulating((name) => name === role ? { allowedByBoundary: false } : undefined);
}
