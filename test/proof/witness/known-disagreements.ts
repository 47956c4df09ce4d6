import type { Request } from './request';
import type { Key, Policy } from '../model/decision';

/** Where the policy engine and the encoder differ, and the page of AWS by which the encoder is right. */
export interface Disagreement {
  readonly about: string;
  readonly page: string;
  readonly isOne: (request: Request, policy: Policy, key: Key) => boolean;
}

const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';

export const KNOWN_DISAGREEMENTS: readonly Disagreement[] = [
  {
    about: 'a statement for a user is for its federated sessions too, within their policies: the engine does not know who called GetFederationToken',
    page: `${GUIDE}/reference_policies_evaluation-logic_policy-eval-denyallow.html`,
    isOne: ({ caller }) => caller.kind === 'federated-user' && caller.federator !== 'root',
  },
  {
    about: 'what a statement for anyone allows within the account, by a condition on aws:PrincipalArn, is not held back by a silent session policy',
    page: `${GUIDE}/reference_policies_elements_principal.html`,
    isOne: ({ caller, sessionPolicy }, { Statement }, { account }) => sessionPolicy === 'silent' && 'account' in caller && caller.account === account
      && Statement.some(({ Effect, Principal }) => Effect === 'Allow' && Principal === '*'),
  },
  {
    about: 'NotPrincipal spares a caller only if its account is listed as well as the caller itself: to the engine, one of them is enough',
    page: `${GUIDE}/reference_policies_elements_notprincipal.html`,
    isOne: (_request, { Statement }) => Statement.some(({ NotPrincipal }) => NotPrincipal !== undefined),
  },
];

/** The reason that is known for a disagreement, or undefined. */
export function reasonOf(request: Request, policy: Policy, key: Key): Disagreement | undefined {
  return KNOWN_DISAGREEMENTS.find(({ isOne }) => isOne(request, policy, key));
}
