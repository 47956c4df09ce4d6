import type { Terminal } from './terminal';

/** How long work takes before somebody wonders, in milliseconds. */
const INTERVAL = 1000;

/** Goes to the start of the line and clears it. */
const START = '\r\u001b[K';

/**
 * Does work, and while it takes long says on a terminal what it is. The line is gone before anything else is written. In a pipe, a file, and CI,
 * which would keep every line, nothing is said.
 */
export async function withProgress<T>({ stderr, env }: Terminal, text: string, work: () => Promise<T>): Promise<T> {
  if (!stderr.isTTY || env.CI || env.TERM === 'dumb') { return work(); }
  let seconds = 0;
  const clear = () => { if (seconds > 0) { stderr.write(START); } };
  const timer = setInterval(() => {
    seconds += INTERVAL / 1000;
    // A line that fills the terminal would wrap, and the part above would stay.
    stderr.write(`${START}${`${text} (${seconds} s)`.slice(0, (stderr.columns ?? 80) - 1)}`);
  }, INTERVAL);
  // The default of Node ends the process and leaves the line.
  const interrupted = () => {
    clear();
    process.kill(process.pid, 'SIGINT');
  };
  process.once('SIGINT', interrupted);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    process.off('SIGINT', interrupted);
    clear();
  }
}
