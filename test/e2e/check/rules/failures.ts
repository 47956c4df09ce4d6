import { deniedAnswer, errorAnswer } from '../answers';
import type { ApiCall } from '../api-call';
import type { Rule } from '../recording-proxy';

/** CloudFormation has no stack of this name. */
export function noStack(stackName: string): Rule {
  return (call) => call.service === 'cloudformation' && call.parameters.StackName === stackName
    ? errorAnswer(call, 'ValidationError', `Stack with id ${stackName} does not exist`)
    : undefined;
}

/** What of the calls a rule is about. */
export interface Calls {
  readonly account?: string;
  readonly region?: string;
  readonly service?: string;
  readonly operation?: string;
}

/** IAM does not allow whoever runs the check an action such as `kms:DescribeKey`, in one Region or in all. */
export function denied(account: string, action: string, region?: string): Rule {
  return (call) => call.account === account && actionOf(call) === action && (region ?? call.region) === call.region
    ? deniedAnswer(call, action)
    : undefined;
}

function actionOf({ service, operation }: ApiCall): string {
  const path = operation.split(' /')[1];
  return `${service}:${path === undefined ? operation : path[0].toUpperCase() + path.slice(1)}`;
}

/** Some calls fail for as long as the rule holds. */
export function failing(which: Calls, code: string, message: string, status?: number): Rule {
  return (call) => isAmong(call, which) ? errorAnswer(call, code, message, status) : undefined;
}

/** Something that is not AWS answers some calls, such as a proxy of the user's network. */
export function intercepted(which: Calls): Rule {
  return (call) => isAmong(call, which)
    ? { status: 200, contentType: 'text/html', body: '<html><title>Sign in to the network</title></html>' }
    : undefined;
}

function isAmong(call: ApiCall, which: Calls): boolean {
  return Object.entries(which).every(([name, value]) => call[name as keyof Calls] === value);
}
