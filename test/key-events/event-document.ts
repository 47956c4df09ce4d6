import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const DIRECTORY = join(__dirname, 'documents');

/** The account, Region, key and alias that all documents are about. */
export const ACCOUNT = '111122223333';
export const REGION = 'us-west-2';
export const KEY_ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const ALIAS_NAME = 'alias/my_alias';
export const ALIAS_ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:${ALIAS_NAME}`;

/**
 * An event as a rule sees it, with the fields and the kinds of values that a page of the AWS documentation shows for it. The pages of
 * KMS and of RAM show what CloudTrail logs, which EventBridge delivers as `detail`.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-kms.html
 */
export interface EventDocument {
  readonly page: string;
  readonly event: any;
}

/** The names of all documents. */
export const DOCUMENT_NAMES = readdirSync(DIRECTORY).map((file) => file.replace(/\.json$/, '')).sort();

/** A copy of a document. */
export function eventDocument(name: string): EventDocument {
  return JSON.parse(readFileSync(join(DIRECTORY, `${name}.json`), 'utf8'));
}
