#!/usr/bin/env node
import { run } from './command-line/run';

for (const stream of [process.stdout, process.stderr]) {
  // Whoever reads may have enough, as `head` does.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') { throw error; }
  });
}

// Each command is loaded when it is run, so that help comes at once.
void run(process.argv.slice(2), { stdout: process.stdout, stderr: process.stderr, env: process.env, folder: process.cwd() }, {
  check: async () => (await import('./commands/check-of-aws.js')).check,
  matrix: async () => (await import('./commands/offline.js')).matrix,
  policy: async () => (await import('./commands/offline.js')).policy,
  permissions: async () => (await import('./commands/offline.js')).permissions,
}).then((exitCode) => { process.exitCode = exitCode; });
