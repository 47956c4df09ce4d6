import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { isText } from './fixtures/source-texts';

const SRC = join(__dirname, '../src');

/** `check` writes reports, whose texts have another form. */
const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts') && !path.startsWith('check/'));

/** A text of several words in the sources. What is filled in at run time stands in `«»`. */
interface Text {
  readonly file: string;
  readonly text: string;
}

const TEXTS: Text[] = FILES.flatMap((file) => {
  const source = ts.createSourceFile(file, readFileSync(join(SRC, file), 'utf8'), ts.ScriptTarget.Latest, true);
  return textsIn(source).filter((text) => wordsOf(text) >= 4).map((text) => ({ file, text }));
});

function wordsOf(text: string): number {
  return text.replace(/«[^«»]*»/g, '').split(/\s+/).filter((word) => /[a-z]/i.test(word)).length;
}

function textsIn(node: ts.Node): string[] {
  return isText(node) ? variantsOf(node) : node.getChildren().flatMap(textsIn);
}

/** What an expression may come to: each branch of a choice. */
function variantsOf(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) { return [node.text]; }
  if (ts.isParenthesizedExpression(node)) { return variantsOf(node.expression); }
  if (ts.isConditionalExpression(node)) { return [node.whenTrue, node.whenFalse].flatMap(variantsOf); }
  if (ts.isTemplateExpression(node)) {
    return node.templateSpans.reduce(
      (texts, { expression, literal }) => texts.flatMap((text) => variantsOf(expression).map((part) => text + part + literal.text)), [node.head.text],
    );
  }
  if (ts.isBinaryExpression(node) && isText(node)) {
    const { left, right } = node;
    return variantsOf(left).flatMap((text) => variantsOf(right).map((part) => text + part));
  }
  return [`«${node.getText()}»`];
}

/** What a message, and a remedy, may begin with: names, and verbs in the imperative. */
const NAMES = /^(?:PROTECTED|StackSet|VaultReplicaKeys|ProtectedKeyAccess) /;
const VERBS = [
  'add', 'adopt', 'allow', 'bring', 'call', 'cancel', 'change', 'check', 'choose', 'correct', 'create', 'deny', 'deploy', 'enable', 'encrypt', 'find', 'fix', 'give', 'import', 'let',
  'list', 'move', 'name', 'pass', 'put', 'remove', 'replace', 'report', 'restrict', 'run', 'set', 'shorten', 'use', 'write',
];

const PART = 'Part of a message, which is complete with what is around it.';
const SID = 'A Sid.';
const DESCRIPTION = 'A description in AWS.';
const RECORD = 'A kind of record.';
const EVENT = 'A type of event, as EventBridge spells it.';
const LOGGED = 'In the log of a function only.';

/** Texts that are neither a message nor a remedy, and why. */
const OTHERS: Record<string, string> = {
  'all 12 digits as a string, such as "012345678901"': PART,
  'Key.fromCfnKey(…) of the CfnKey "«path»"': PART,
  'an instance of another class': PART,
  'from the env of stack "«node.path»"': PART,
  'is empty, but CloudFormation requires a name': PART,
  'contains the character «JSON.stringify(forbidden)», but CloudFormation accepts only ASCII letters, digits and hyphens': PART,
  'begins with "«name[0]»", but CloudFormation requires a letter first': PART,
  'has «name.length» characters, but the limit is «MAX_LENGTH»': PART,
  'several principals, of the types «types»': PART,
  'a principal of the type «types»': PART,
  'a role, or another principal with an IAM policy': PART,
  'the construct of the role, and not its ARN': PART,
  'statements for the policy of one key have': PART,
  'StackSet name "«name»", which is the path of "«owner.node.path»",': PART,
  'a whole number from 0 to 100': PART,
  'from the accounts of deployment': PART,
  'region «names» is an opt-in Region': PART,
  'regions «names» are opt-in Regions': PART,
  'when it rolls back the creation of the stack': PART,
  'the path of a directory': PART,
  'from the env of Stage "«node.path»"': PART,
  'the Stage "«stageName»" and the construct id "«id»"': PART,
  'stack name "«name»", which comes from «source»,': PART,
  'stack name "«name»", which comes from stackNamePrefix "«stackNamePrefix»",': PART,
  'a statement without Sid': PART,
  ' (statements with a Sid that begins with "«progress.owner»" may remain in the policy)': PART,
  'a deeply nested value': PART,
  'in a statement that is not from this stack': PART,
  '«service» sent an invalid response': PART,
  'for the policy of key "«Key»"': PART,
  'Enable IAM User Permissions': SID,
  'Allow access for Key Administrators': SID,
  'Allow access for Key Administrators by pattern': SID,
  'Allow use of the key': SID,
  'Allow key users to describe the key': SID,
  'Allow attachment of persistent resources': SID,
  'Allow break-glass access by pattern': SID,
  'Deny deletion of the key': SID,
  ' by the VAULT role': SID,
  'Allow use of the key by «who»': SID,
  'Allow grants for AWS services by «who»': SID,
  'Changes key policies for KeyPolicyStatements': DESCRIPTION,
  'Adds statements to policies of KMS keys, and removes them again': DESCRIPTION,
  'Lets the AutoBackup VAULT role use keys of PROTECTED accounts': DESCRIPTION,
  'replica keys of a StackSet': RECORD,
  'source keys of a StackSet': RECORD,
  'Copy Job State Change': EVENT,
  'RDS DB Snapshot Event': EVENT,
  'AWS API Call via CloudTrail': EVENT,
  'CloudFormation Stack Status Change': EVENT,
  'Key Policy Statements Not Restored': EVENT,
  'Restores statements in policies of KMS keys that somebody replaced': DESCRIPTION,
  'Restores key policies for KeyPolicyStatements': DESCRIPTION,
  'Times of the last restorations of a key policy': DESCRIPTION,
  'resource "«reference.LogicalResourceId»" of stack "«StackName»" has no statements to restore': LOGGED,
  'statements of resource "«reference.LogicalResourceId»" were deployed again': LOGGED,
  'resource "«LogicalResourceId»" of stack "«StackName»" is in «toDisplayText(detail.ResourceStatus)»': LOGGED,
  'event was not accepted (EventBridge says «answer»)': LOGGED,
  'restored, «progress.counter.count» of at most «MAX_RESTORATIONS» times within an hour': LOGGED,
  'policy is read again, as others may have written it while this was asked': LOGGED,
  'CloudFormation rejected the response with «answer.status» «answer.statusText»': LOGGED,
};

/** What is filled in without quotes though its name is that of a value. */
const UNQUOTED = ['account in arns/names/account-id.ts', 'name in key-policy-statements/handler/policy/assert-writable.ts', 'name in key-policy-statements/handler/event/event.ts'];

const VALUE = /^(?!remedies|perRegion)(?:\w+[.!])*(?:\w*[aA]ccount|\w*[rR]egion|\w*[pP]artition|\w*[pP]ath|\w*[aA]rn|\w*[nN]ame|alias|id|KeyId|StackName|[sS]id)$/;

const others = new Set(Object.keys(OTHERS));
const isRemedy = (text: string) => !text.includes(';') && VERBS.includes(text.split(' ')[0]);
const MESSAGES = TEXTS.filter(({ text }) => !others.has(text) && !isRemedy(text));

test('the messages of the library are found', () => {
  expect(MESSAGES.length).toBeGreaterThan(130);
  expect(MESSAGES.map(({ text }) => text)).toContain('«given» is reserved for AWS managed keys; choose a name that does not start with "aws/"');
});

test('every message says what is wrong, and after one semicolon what to do', () => {
  const wrong = MESSAGES.filter(({ text }) => {
    const [problem, remedy = '', ...rest] = text.split('; ');
    return rest.length > 0 || problem.includes(';') || !(remedy.startsWith('«') || VERBS.includes(remedy.split(' ')[0]));
  });
  expect(wrong).toEqual([]);
});

test('every message and every remedy is a sentence in lower case without a full stop', () => {
  const wrong = TEXTS.filter(({ text }) => !others.has(text)
    && ((/^[A-Z]/.test(text) && !NAMES.test(text)) || /[.:;,]$/.test(text) || /\s{2}|\n/.test(text) || /: [a-z]/.test(text)));
  expect(wrong).toEqual([]);
});

test('every value in a message is in double quotes', () => {
  const wrong = TEXTS.flatMap(({ file, text }) => [...text.matchAll(/«([^«»]*)»/g)]
    .filter(({ index, 1: code }) => VALUE.test(code) && (text.slice(0, index).split('"').length - 1) % 2 === 0)
    .map(([, code]) => `${code} in ${file}`));
  expect(new Set(wrong)).toEqual(new Set(UNQUOTED));
});

test('no message has the words that the documentation avoids', () => {
  const avoided = /\b(?:shall|anew|beside|bears?|lets? in|takes?|holds?|alone|of its own alone|mends?|without a word|of theirs|in its place|at deployment only|made)\b/i;
  expect(MESSAGES.filter(({ text }) => avoided.test(text))).toEqual([]);
});

test('every text that is excused is there', () => {
  const texts = new Set(TEXTS.map(({ text }) => text));
  expect([...others].filter((text) => !texts.has(text))).toEqual([]);
});

/** The messages that a document quotes: code in the first cell of a row, in which `…` is what is filled in or left out. */
function quotedIn(document: string): string[] {
  return [...readFileSync(join(__dirname, '..', document), 'utf8').matchAll(/^\| (`[^|]+) \|/gm)]
    .flatMap(([, cell]) => [...cell.matchAll(/`([^`]+ [^`]+…)`/g)].map(([, quoted]) => quoted));
}

/** Parts of up to three words may be filled in, such as the kind of a thing, and one word of a longer part. */
function isQuoted(quoted: string, text: string): boolean {
  const words = new Set(wordsIn(text.replace(/«[^«»]*»/g, ' ')));
  const parts = quoted.split('…').map(wordsIn);
  const longest = Math.max(...parts.map(({ length }) => length));
  return parts.every((part) => part.filter((word) => !words.has(word)).length <= (part.length === longest || part.length > 3 ? 1 : part.length));
}

function wordsIn(text: string): string[] {
  return text.match(/[\w-]{2,}/g) ?? [];
}

test.each(['README.md', 'docs/guides/troubleshooting.md'])('%s quotes messages as they are', (document) => {
  const quoted = quotedIn(document);
  expect(quoted.length).toBeGreaterThanOrEqual(5);
  expect(quoted.filter((message) => !TEXTS.some(({ text }) => isQuoted(message, text)))).toEqual([]);
});
