/** What a command writes to, and what it needs to know of the process. */
export interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: NodeJS.ProcessEnv;
  /** The working directory. */
  readonly folder: string;
}

/** A stream of a process. */
export interface Output {
  readonly isTTY?: boolean;
  /** The width, on a terminal. */
  readonly columns?: number;
  write(text: string): unknown;
}
