import { readFileSync, rmSync, writeFileSync } from 'node:fs';

// JSON, so that the construct can require it like a module. A bundler then includes it in an app, which it does not do with a file
// that is read.
const [file] = process.argv.slice(2);
writeFileSync(file.replace(/\.js$/, '.json'), JSON.stringify(readFileSync(file, 'utf8')));
// The package contains the handler only once.
rmSync(file);
