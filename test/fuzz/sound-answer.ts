import { TIMEOUT, type Run } from './virtual-function';
import type { Answer } from '../key-policy-statements/handler/cloud-formation';

/**
 * What no error message contains: JavaScript's text for missing values, and its own errors.
 * All of it is long enough not to come up by chance in the texts that are sent.
 */
const NO_SENTENCE = new RegExp([
  'undefined', '\\[object', 'NaN bytes', '(?:Type|Range|Syntax|Reference)Error', 'Cannot (?:read|convert|destructure|set)', 'call stack', 'is not a function',
  'is not iterable', '[Uu]nexpected (?:token|end|non|string)', 'JSON at position', 'Deserialization', '\\$response', '\\.js:\\d+', 'error in this function',
].join('|'));

const IDS = ['StackId', 'RequestId', 'LogicalResourceId'] as const;

/**
 * The one answer of the run.
 *
 * @throws unless CloudFormation accepts it, and people understand it.
 */
export function soundAnswer({ answers, error, log, milliseconds }: Run, event: any): Answer {
  if (error) { throw new Error(`the function failed: ${error.stack}`); }
  expectThat(answers.length === 1, `${answers.length} answers`);
  expectThat(milliseconds <= TIMEOUT, `an answer after ${milliseconds} ms, when Lambda has stopped the function`);
  expectThat(answers[0].length <= 4096, `an answer of ${answers[0].length} bytes`);
  expectThat(typeof event.ResponseURL !== 'string' || !log.includes(event.ResponseURL), 'the URL in the log');
  const text = new TextDecoder('utf-8', { fatal: true }).decode(answers[0]);
  const answer: Answer = JSON.parse(text);
  const { Status, Reason, PhysicalResourceId } = answer;
  expectThat(Status === 'SUCCESS' || Status === 'FAILED', `the status ${Status}`);
  expectThat(typeof PhysicalResourceId === 'string' && /^[^]{1,1024}$/.test(PhysicalResourceId), `the physical id ${PhysicalResourceId}`);
  // What CloudFormation gives is short and plain, and comes back as it was.
  for (const id of IDS) { expectThat(!isPlain(event[id]) || answer[id] === event[id], `the ${id} ${answer[id]}`); }
  if (Status === 'FAILED') { expectSentence(Reason); }
  return answer;
}

const isPlain = (id: unknown) => typeof id === 'string' && /^[\w:/-]{1,255}$/.test(id);

/** Lower case, one line, no full stop, what is wrong and after a semicolon what to do. */
function expectSentence(reason: unknown): void {
  if (typeof reason !== 'string') { throw new Error(`no reason but ${reason}`); }
  expectThat(/^(?:key|policy|statements?|two statements|event|property) .+; .*[^.\s]$/.test(reason), `the reason ${reason}`);
  expectThat(!/[\p{C}\u2028\u2029]/u.test(reason), `control characters in the reason ${reason}`);
  expectThat(!NO_SENTENCE.test(reason), `the reason ${reason}`);
}

export function expectThat(condition: boolean, otherwise: string): void {
  if (!condition) { throw new Error(otherwise); }
}
