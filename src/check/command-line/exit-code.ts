/** How the command ends: all works, something fails, it cannot be told, a usage error, a bug. */
export const EXIT = { works: 0, fails: 1, unknown: 2, usage: 64, bug: 70 } as const;

/** The exit code of a command. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
