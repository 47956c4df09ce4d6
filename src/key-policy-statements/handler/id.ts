/** The ids that CloudFormation gives: short and plain, so that an answer has the space to repeat them as they are. */
const ID = /^[ !#-[\]-~]{1,512}$/;

export function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value);
}
