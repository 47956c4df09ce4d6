import type { KmsCall } from './call';
import type { CallerIdentity } from './caller-identity';
import { placeOf } from './key-arn';

/** What is known of the context of a request. */
export interface RequestContext {
  /** The values of a key: none if the request lacks it, undefined if that is not known. */
  valuesOf(key: string): readonly string[] | undefined;
}

/** What is known of the context of a call: what the call itself says, and what the caller, the key and the action tell. */
export function contextOf(call: KmsCall, caller: CallerIdentity): RequestContext {
  const values = new Map<string, readonly string[] | undefined>();
  for (const [key, given] of Object.entries(call.context)) {
    const name = key.toLowerCase();
    // A key that is given twice, spelled differently, is known only if both say the same.
    values.set(name, values.has(name) && String(values.get(name)) !== String(given) ? undefined : given);
  }
  const derived = { ...ofCaller(caller, call.caller.id), ...ofKey(call.keyArn) };
  for (const [key, value] of Object.entries(derived)) {
    values.set(key.toLowerCase(), value);
  }
  return { valuesOf: (key) => values.get(key.toLowerCase()) };
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion */
function ofKey(keyArn: string): Record<string, readonly string[]> {
  const place = placeOf(keyArn);
  return place ? { 'aws:RequestedRegion': [place.region], 'aws:ResourceAccount': [place.account] } : {};
}

/**
 * The keys that follow from who calls, and no others.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-caller-account
 */
function ofCaller(caller: CallerIdentity, id: string | undefined): Record<string, readonly string[]> {
  switch (caller.kind) {
    case 'service': return { 'aws:PrincipalIsAWSService': ['true'], 'aws:PrincipalServiceName': [caller.arn] };
    case 'other': return {};
    case 'root':
      return { ...inAccount(caller.account), 'aws:PrincipalArn': [caller.arn], 'aws:PrincipalType': ['Account'], 'aws:userid': [caller.account], 'aws:username': [] };
    case 'user': {
      const name = caller.arn.slice(caller.arn.lastIndexOf('/') + 1);
      return {
        ...inAccount(caller.account),
        'aws:PrincipalArn': [caller.arn],
        'aws:PrincipalType': ['User'],
        'aws:username': [name],
        ...(id === undefined ? {} : { 'aws:userid': [id] }),
      };
    }
    case 'role': return { ...inAccount(caller.account), ...OF_ROLES, 'aws:PrincipalArn': [caller.arn] };
    // The ARN of the role is not known: that of a session does not tell its path.
    case 'session':
      return { ...inAccount(caller.account), ...OF_ROLES, ...(id === undefined ? {} : { 'aws:userid': [`${id}:${caller.sessionName}`] }) };
  }
}

const OF_ROLES = { 'aws:PrincipalType': ['AssumedRole'], 'aws:username': [] };

function inAccount(account: string): Record<string, readonly string[]> {
  return {
    'aws:PrincipalAccount': [account],
    'kms:CallerAccount': [account],
    'aws:PrincipalIsAWSService': ['false'],
    'aws:PrincipalServiceName': [],
    'aws:PrincipalServiceNamesList': [],
  };
}
