/** A usage error of the command: one sentence that says what is wrong, the rule, and what to do. */
export class UsageError extends Error {}
