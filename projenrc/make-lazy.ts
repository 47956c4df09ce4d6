import { readFileSync, writeFileSync } from 'node:fs';

/** Rewrites the re-exports of a compiled index file, so that a module is loaded when a name of its is first read. */
function makeLazy(code: string): string {
  const lazy = code
    .replace(/^var (\w+) = (require\(".+"\));$/gm, 'let $1 = () => { const loaded = $2; $1 = () => loaded; return loaded; };')
    .replace(/(get: function \(\) \{ return \w+)(\.\w+; \})/g, '$1()$2')
    // Node.js reads off the code which names an ES module can import, and leaves out any whose getter calls something. So the
    // definitions are to escape it, and the names are found in the line above them all, which assigns to each.
    .replace(/^Object\.defineProperty\(exports, ("\w+"), \{ enumerable/gm, 'Object.defineProperty(exports, (0, $1), { enumerable');
  const names = code.match(/get: function/g)?.length;
  // The compiler may one day write other code, and half a rewrite would break every export.
  if (!names || lazy.match(/get: function \(\) \{ return \w+\(\)\./g)?.length !== names || /^(var|const|let) \w+ = require/m.test(lazy)) {
    throw new Error('index.js is not what this script knows how to make lazy: see projenrc/make-lazy.ts');
  }
  return lazy;
}

const [file] = process.argv.slice(2);
writeFileSync(file, makeLazy(readFileSync(file, 'utf8')));
