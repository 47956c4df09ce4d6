import * as fc from 'fast-check';
import { ALIAS_ARN, OWNER, RESOURCE, type Base } from './base';
import { always, type Kind, type Verdict } from './corruption';
import { long, made, MISSING, set } from './planned';
import { isRecord } from './policy-forms';
import { placed, STATEMENT_KINDS } from './statement-kinds';
import { anyJson, noId, noText, tooDeep } from './values';
import { KEY_ARN, KEY_ID } from '../fixtures/protected-app';
import { PROTECTED } from '../fixtures/vault-app';

type VerdictOf = Kind<any>['verdict'];

/** A deletion reads no properties, but for the key where CloudFormation made up the id. */
const ofProperties = ({ request }: Base): Verdict => request === 'Delete' ? 'in order' : 'refused at once';
const ofKey = (base: Base): Verdict => base.request === 'Delete' && base.id === 'CloudFormation\'s' ? 'nothing to do' : ofProperties(base);

/** More often those that are almost right than any others. */
const almost = (values: fc.Arbitrary<any>, ...others: Array<fc.Arbitrary<any>>) =>
  fc.oneof({ weight: 3, arbitrary: values }, ...others.map((arbitrary) => ({ weight: 1, arbitrary })));

const orMissing = (values: fc.Arbitrary<any>) => fc.oneof({ weight: 1, arbitrary: fc.constant(MISSING) }, { weight: 20, arbitrary: values });

function ofEvent(name: string, values: fc.Arbitrary<any>, verdict: VerdictOf = always('refused at once')): Kind<any> {
  return { of: name, values: orMissing(values), corrupt: (event, value) => set(event, name, value), verdict };
}

function property(name: string, values: fc.Arbitrary<any>, verdict: VerdictOf = ofProperties): Kind<any> {
  return { of: name, values, corrupt: (event, value) => set(event.ResourceProperties, name, value), verdict };
}

const isListOfRecords = (value: any) => Array.isArray(value) && value.length > 0 && value.every(isRecord);

const OTHER_ACCOUNT = '333333333333';
const OTHER_OWNER = 'KeyPolicyStatements-0123456789abcdef-';

const NO_KEYS = fc.oneof(
  fc.constantFrom<any>([KEY_ARN], [[KEY_ARN]], { 0: KEY_ARN }, { Arn: KEY_ARN }, { toString: KEY_ARN }),
  fc.constantFrom(`${KEY_ARN}\n`, ` ${KEY_ARN}`, `${KEY_ARN}#x`, `${KEY_ARN}\uD800`, `${KEY_ARN}?x`, `${ALIAS_ARN}鍵`, KEY_ID, 'alias/protected', KEY_ARN.toUpperCase()),
  fc.constantFrom('', '2222', OTHER_ACCOUNT).map((account) => KEY_ARN.replace(PROTECTED, account)),
  fc.constantFrom('', 'eu-west-1.evil.example', '-', '*', 'eu').map((region) => KEY_ARN.replace('eu-west-1', region)),
  fc.constantFrom('', '*', '../x').map((id) => KEY_ARN.replace(KEY_ID, id)),
  fc.constantFrom('arn:evil:kms', 'arn:aws:s3', 'arn::kms', 'aws:kms').map((service) => KEY_ARN.replace('arn:aws:kms', service)),
  fc.constantFrom(KEY_ARN.replace(':key/', ':grant/'), long(KEY_ARN, 1000)),
);

const NO_STACK_IDS = fc.oneof(
  fc.constantFrom('', '22').map((account) => RESOURCE.StackId.replace(PROTECTED, account)),
  fc.constantFrom<any>(
    [RESOURCE.StackId], `${RESOURCE.StackId}\n`, ` ${RESOURCE.StackId}`, RESOURCE.StackId.replace('cloudformation', 's3'), RESOURCE.StackId.split('/')[0], 'Protected',
    long(RESOURCE.StackId, 100),
  ),
);

const NO_PHYSICAL_IDS = fc.oneof(
  fc.constantFrom('#', `#${OWNER}`, `${KEY_ARN}#`, `${KEY_ARN}#${OTHER_OWNER}`, `nothing-written#${OTHER_OWNER}`, `nothing-written#${OWNER.slice(0, -1)}`),
  fc.constantFrom<any>(`${KEY_ARN}#${OWNER}#`, `${KEY_ARN}#${OWNER}\n`, `${KEY_ARN}#${OWNER}x`, `x${KEY_ARN}#${OWNER}`, [`${KEY_ARN}#${OWNER}`]),
  fc.constantFrom(KEY_ID, ALIAS_ARN, KEY_ARN.replace(KEY_ID, '*'), KEY_ARN.replace(PROTECTED, OTHER_ACCOUNT), KEY_ARN.replace('arn:aws:', 'arn:evil:'), 'arn:aws:s3:::bucket')
    .map((key) => `${key}#${OWNER}`),
);

const NO_URLS = fc.oneof(
  fc.constantFrom('', ' ', 'x', '/answer', '//cloudformation.example', 'https://', 'https:', 'https://exa mple', '\uD800', 'https://user:password@cloudformation.example/'),
  fc.constantFrom('ftp://cloudformation.example/', 'data:,x', 'file:///dev/null', 'javascript:0', 'about:blank', 'blob:https://x'),
  fc.constantFrom<any>(['https://cloudformation.example/'], { href: 'https://cloudformation.example/' }, long('x', 100_000)),
);

/** Ways in which an event can be wrong, in the order in which they are used: the whole after its parts. */
export const EVENT_KINDS: Record<string, Kind<any>> = {
  ...STATEMENT_KINDS,
  'a Sid twice': {
    of: 'Sid',
    values: fc.constant('twice'),
    corrupt: ({ ResourceProperties: { Statements } }, Sid) => { Statements.push({ ...Statements[0], Sid }, { ...Statements[0], Sid }); },
    verdict: ofProperties,
  },
  'a statement that is none': {
    of: 'Statements',
    values: placed(anyJson.filter((value) => !isRecord(value))),
    corrupt: ({ ResourceProperties: { Statements } }, { place, value }) => { Statements.splice(place % (Statements.length + 1), 0, made(value)); },
    verdict: ofProperties,
  },
  'statements that are none': property('Statements', orMissing(anyJson.filter((value) => !isListOfRecords(value)))),
  'very many statements': {
    of: 'Statements',
    values: fc.oneof({ weight: 20, arbitrary: fc.constant(1_000) }, { weight: 1, arbitrary: fc.constant(100_000) }),
    corrupt: ({ ResourceProperties: all }, count) => { all.Statements = [...all.Statements, ...Array.from({ length: count }, () => ({}))]; },
    verdict: ({ request }) => request === 'Delete' ? 'in order' : 'refused',
  },
  'a key that is none': property('Key', orMissing(almost(NO_KEYS, anyJson)), ofKey),
  'an unknown MissingKey': property('MissingKey', fc.oneof(anyJson, fc.constantFrom<any>('skip', 'SKIP ', ['SKIP'], { SKIP: true }))),
  'unknown properties': property('Unknown', anyJson, always('in order')),
  'properties that are none': ofEvent('ResourceProperties', noText.filter((value) => !isRecord(value)), ofKey),
  'old properties of any kind': ofEvent('OldResourceProperties', fc.oneof(anyJson, tooDeep), always('in order')),
  'a resource type of any kind': ofEvent('ResourceType', anyJson, always('in order')),
  'an unknown field': ofEvent('Unknown', anyJson, always('in order')),
  'a request of an unknown type': ofEvent('RequestType', fc.oneof(
    anyJson, fc.constantFrom<any>('create', 'DELETE', 'Delete ', 'Create\n', 'Read', ['Create'], { toString: 'Create' }),
  )),
  'no request id': ofEvent('RequestId', fc.oneof(noText, noId)),
  'no logical id': ofEvent('LogicalResourceId', fc.oneof(noText, noId)),
  'no stack id': ofEvent('StackId', almost(NO_STACK_IDS, anyJson, noId)),
  'no physical id of this resource\'s': ofEvent('PhysicalResourceId', almost(NO_PHYSICAL_IDS, noText, noId),
    ({ request }) => request === 'Create' ? 'in order' : 'refused at once'),
  'no place for an answer': ofEvent('ResponseURL', almost(NO_URLS, noText), always('unanswerable')),
};
