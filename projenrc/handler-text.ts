import { readFileSync, rmSync, writeFileSync } from 'node:fs';

// JSON, so that the construct requires it like a module. A bundler of an app then carries it along, which it does not do with a file
// that is read.
const [file] = process.argv.slice(2);
writeFileSync(file.replace(/\.js$/, '.json'), JSON.stringify(readFileSync(file, 'utf8')));
// The package holds the handler once.
rmSync(file);
