import type { Caller, Request } from './request';

/** The request as a person reads it: caller, action and context. */
export function sentenceOf(request: Request): string {
  const { action, caller, via, forAws, place } = request;
  const context = [
    ...via === undefined ? [] : [`through ${via}`],
    ...forAws === undefined ? [] : [`with kms:GrantIsForAWSResource ${forAws}`],
    ...place === undefined ? [] : [`from ${place}`],
  ];
  return [`${nameOf(caller)}, ${policiesOf(request)}, calls ${action}`, ...context].join(' ');
}

function nameOf(caller: Caller): string {
  switch (caller.kind) {
    case 'anonymous': return 'somebody anonymous';
    case 'service': return `the service ${caller.service}${caller.account === undefined ? '' : ` with kms:CallerAccount ${caller.account}`}`;
    default: {
      const { resource, account, session, federator, recreated } = caller;
      const details = [
        ...session === undefined ? [] : [`session ${session}`],
        ...federator === undefined ? [] : [`by GetFederationToken of ${federator}`],
        ...recreated ? ['re-created'] : [],
      ];
      return `${resource} of account ${account}${details.length === 0 ? '' : ` (${details.join(', ')})`}`;
    }
  }
}

function policiesOf({ identity, boundary, sessionPolicy, deniedElsewhere, organizationAllows }: Request): string {
  return [
    `whose IAM policies ${identity === 'allows' ? 'allow it' : 'are silent'}`,
    ...boundary === undefined ? [] : [`with a permissions boundary that ${boundary === 'allows' ? 'allows it' : 'is silent'}`],
    ...sessionPolicy === undefined ? [] : [`with a session policy that ${sessionPolicy === 'allows' ? 'allows it' : 'is silent'}`],
    ...deniedElsewhere ? ['denied by another policy'] : [],
    ...organizationAllows ? [] : ['not allowed by the organization'],
  ].join(', ');
}
