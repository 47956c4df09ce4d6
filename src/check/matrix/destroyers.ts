import { withAllOfKms, type Actor } from './actor';
import { answerFor, ATTEMPTS } from './attempts';
import { questionsOf, type Question } from './questions';
import type { Expectation } from '../expectation';
import type { Destroyers } from '../report/access-table';

const DELETE = ATTEMPTS.find(({ name }) => name === 'delete')!;
const CHANGE = { ...ATTEMPTS.find(({ name }) => name === 'administer')!, actions: ['kms:PutKeyPolicy'] };

/** Who may destroy replica keys, as the policies say that should be live: by deleting them, or by a change of their policy that allows it. */
export function destroyersOf(expectation: Expectation): Destroyers[] {
  return questionsOf({ ...expectation, sourceKeys: [] }).map((question) => {
    const { subject, key, actors } = question;
    return {
      subject,
      actors: [...actors, callersAllowedByIam(question)].flatMap((actor) => {
        const [deletes, changes] = [DELETE, CHANGE].map((attempt) => answerFor(key, actor, attempt).answer);
        if (deletes === 'yes' || deletes === 'partly') { return [actor.name]; }
        if (changes === 'yes') { return [`${actor.name}, after a change of the key policy`]; }
        return deletes === 'unknown' || changes === 'unknown' ? [`${actor.name} (cannot tell)`] : [];
      }),
    };
  });
}

/** Whoever is left to the IAM of the account that has the key, where the key policy leaves anything to it. */
function callersAllowedByIam({ key, account }: Question): Actor {
  const [, partition] = key.arn.split(':');
  return withAllOfKms(
    `every role and user of account ${account} whose IAM policies allow it`, `arn:${partition}:iam::${account}:role/WhomIamAllows`,
    // Of no organization that a policy could name.
    [{ 'aws:PrincipalOrgID': [], 'aws:PrincipalOrgPaths': [] }],
  );
}
