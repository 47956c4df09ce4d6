import { Lazy } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { RECORD_TYPE, RECORD_VERSION, type AssemblyRecord } from './record';

/** A token in JSON: encoded in a text or a list, or as an object. */
const TOKEN = /\{Token\[|<unresolved-/;

/**
 * Leaves a record in the cloud assembly, as JSON in a text: the CDK checks the manifest against a schema, which for an object takes as
 * long as all else about a record.
 *
 * @param place a construct in the stack that the record is about: the CDK writes no metadata of what is above all stacks.
 * @param record asked for at synthesis, so that whatever is added until then counts.
 */
export function leaveRecord(place: IConstruct, record: () => AssemblyRecord): void {
  place.node.addMetadata(RECORD_TYPE, Lazy.uncachedAny({
    produce: (context) => {
      const versioned = { version: RECORD_VERSION, ...record() };
      const text = JSON.stringify(versioned);
      // To search each text for a token takes longer than to search all of them at once, and most records have none.
      return TOKEN.test(text) ? JSON.stringify(context.resolve(versioned)) : text;
    },
  }));
}
