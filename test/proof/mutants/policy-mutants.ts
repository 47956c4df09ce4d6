import type { Policy, Statement } from '../model/decision';

/** A policy with one slip in it. */
export interface PolicyMutant {
  /** What was changed, as "statement: change". */
  readonly name: string;
  readonly policy: Policy;
}

/** A change of one statement. Undefined removes the statement. */
type Change = readonly [name: string, changed: Statement | undefined];

const OTHER_ACCOUNT = '999999999999';

/** The policy with every statement, principal, action and condition changed in turn. */
export function mutantsOf(policy: Policy): PolicyMutant[] {
  return policy.Statement.flatMap((statement, index) => changesOf(statement).map(([name, changed]) => ({
    name: `"${statement.Sid}": ${name}`,
    policy: { ...policy, Statement: policy.Statement.flatMap((one, at) => at === index ? changed ?? [] : one) },
  })));
}

function changesOf(statement: Statement): Change[] {
  return [
    ['left out', undefined],
    [`${statement.Effect} turned round`, { ...statement, Effect: statement.Effect === 'Allow' ? 'Deny' : 'Allow' }],
    ['Resource of another key', { ...statement, Resource: 'arn:aws:kms:eu-west-1:111111111111:key/00000000-0000-0000-0000-000000000000' }],
    ...principalsOf(statement),
    ...actionsOf(statement),
    ...conditionsOf(statement),
  ];
}

function principalsOf(statement: Statement): Change[] {
  const { Principal, ...rest } = statement;
  const to = (name: string, principals: unknown): Change => [name, { ...rest, Principal: principals as Statement['Principal'] }];
  if (Principal === '*') {
    return [to('anyone becomes the root of another account', { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` }), to('anyone becomes a service', { Service: 'backup.amazonaws.com' })];
  }
  const all = [(Principal as Record<string, string | string[]>).AWS].flat();
  return [
    to('anyone too', '*'),
    ['NotPrincipal for Principal, in a Deny', { ...rest, Effect: 'Deny', NotPrincipal: Principal }],
    to('a service too', { AWS: all, Service: 'backup.amazonaws.com' }),
    to('another account too', { AWS: [...all, OTHER_ACCOUNT] }),
    ...all.flatMap((principal, index) => {
      const instead = (name: string, ...others: string[]) => to(`${principal} ${name}`, { AWS: all.flatMap((one, at) => at === index ? others : one) });
      const [head, account, resource] = [principal.split(':').slice(0, 4).join(':'), principal.split(':')[4], principal.split(':').slice(5).join(':')];
      return [
        ...all.length > 1 ? [instead('left out')] : [],
        instead('of another account', `${head}:${OTHER_ACCOUNT}:${resource}`),
        ...resource === 'root'
          ? [instead('narrowed to a role', `${head}:${account}:role/Some`)]
          : [
            instead('widened to the account', `${head}:${account}:root`),
            instead('under another path', `${head}:${account}:${resource.replace('/', '/path/')}`),
            instead('with another name', `${head}:${account}:${resource}2`),
            instead('as a role or user', `${head}:${account}:${resource.startsWith('role/') ? resource.replace('role/', 'user/') : resource.replace('user/', 'role/')}`),
            instead('as a dead id', 'AROAABCDEFGHIJKLMNOPQ'),
          ],
      ];
    }),
  ];
}

function actionsOf(statement: Statement): Change[] {
  const all = [statement.Action!].flat();
  const to = (name: string, actions: readonly string[]): Change => [name, { ...statement, Action: actions }];
  const { Action, ...rest } = statement;
  return [
    ['NotAction for Action', { ...rest, NotAction: Action }],
    // Other actions have no kms:GrantIsForAWSResource, so such a statement never allows them.
    ...statement.Condition?.Bool || all.includes('kms:*') ? [] : [to('all actions', ['kms:*'])],
    ...statement.Condition?.Bool ? [] : ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:CreateGrant', 'kms:Encrypt', 'kms:Decrypt', 'kms:DescribeKey', 'kms:RetireGrant', 'kms:Sign']
      .filter((action) => !all.some((pattern) => pattern === action || (pattern.endsWith('*') && action.startsWith(pattern.slice(0, -1)))))
      .map((action) => to(`${action} too`, [...all, action])),
    ...all.flatMap((action, index) => {
      const instead = (name: string, ...others: string[]) => to(`${action} ${name}`, all.flatMap((one, at) => at === index ? others : one));
      return [
        ...all.length > 1 ? [instead('left out')] : [],
        instead('misspelled', `${action.replace(/\*?$/, 'x')}`),
        ...action.endsWith('*') && action !== 'kms:*' ? [instead('without its wildcard', action.slice(0, -1))] : [],
      ];
    }),
  ];
}

function conditionsOf(statement: Statement): Change[] {
  const { Condition = {}, ...rest } = statement;
  const to = (name: string, conditions: Record<string, Record<string, unknown>>): Change => [
    name, Object.keys(conditions).length === 0 ? rest : { ...rest, Condition: conditions },
  ];
  const keys = Object.entries(Condition).flatMap(([operator, of]) => Object.entries(of).map(([key, value]) => ({ operator, key, value })));
  return [
    ...keys.length > 1 ? [to('no condition', {})] : [],
    ...statement.Effect === 'Allow' ? [
      to('for organization o-zzzzzzzzzz only', { ...Condition, StringLike: { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' } }),
      to('through Lambda only', { ...Condition, StringLike: { 'kms:ViaService': 'lambda.eu-west-1.amazonaws.com' } }),
    ] : [],
    ...keys.flatMap(({ operator, key, value }) => {
      const others = Object.fromEntries(Object.entries(Condition).map(([name, of]): [string, Record<string, unknown>] => [
        name, name === operator ? Object.fromEntries(Object.entries(of).filter(([one]) => one !== key)) : of,
      ]).filter(([, of]) => Object.keys(of).length > 0));
      const instead = (name: string, otherOperator: string, otherValue: unknown = value): Change => to(`${operator} ${key} ${name}`, {
        ...others, [otherOperator]: { ...others[otherOperator], [key]: otherValue },
      });
      const values = [value].flat().map(String);
      return [
        to(`${operator} ${key} left out`, others),
        instead('if it exists', `${operator}IfExists`),
        ...operator === 'Bool' ? [instead('turned round', 'Bool', 'false')] : [instead('turned round', turned(operator))],
        ...values.flatMap((one, index) => {
          const change = (name: string, ...changed: string[]) => instead(`"${one}" ${name}`, operator, values.flatMap((of, at) => at === index ? changed : of));
          return [
            ...values.length > 1 ? [change('left out')] : [],
            ...operator === 'Bool' ? [] : slipsOf(key, one).map(([name, changed]) => change(name, changed)),
          ];
        }),
      ];
    }),
  ];
}

/** A wrong value for a condition key: a neighbor of the right one, and one that matches more. */
function slipsOf(key: string, value: string): Array<[name: string, changed: string]> {
  switch (key.toLowerCase()) {
    case 'kms:calleraccount': return [['of another account', OTHER_ACCOUNT]];
    case 'kms:viaservice': return [['of another service', value.replace(/^[^.]*/, 'lambda')], ['in another Region', value.replace(/\.[^.]*/, '.sa-east-1')]];
    case 'aws:principalorgid': return [['of another organization', 'o-zzzzzzzzzz']];
    case 'aws:principalorgpaths': return [
      ['without the slash', value.replace(/\/\*$/, '*')], ['of another unit', value.replace(/\/[^/]*\/\*$/, '/ou-zzzz-zzzzzzzz/*')], ['of the organization', value.replace(/\/.*$/, '/*')],
    ];
    default: return [
      ['of another account', value.replace(/::[^:]*:/, `::${OTHER_ACCOUNT}:`)],
      ['with another name', `${value}2`],
      ...value.includes('/*') ? [] : [['with any beginning', value.replace(/\/(?=[^/]*$)/, '/*')] as [string, string]],
      ['with any end', `${value}*`],
      ['of another partition', value.replace(/^arn:[^:]*/, 'arn:aws-iso')],
    ];
  }
}

function turned(operator: string): string {
  return operator.includes('Not') ? operator.replace('Not', '') : operator.replace(/(Equals|Like)$/, 'Not$1');
}
