import { readFileSync, writeFileSync } from 'node:fs';
import * as ts from 'typescript';

/** The values that one module of the library exports to its users. */
interface ReExport {
  readonly module: string;
  readonly names: string[];
}

/** Reads the re-exports off an index file. Types are left out: they leave nothing to load. */
function reExportsOf(file: string): ReExport[] {
  const { statements } = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  return statements.flatMap((statement) => {
    if (
      !ts.isExportDeclaration(statement) || !statement.exportClause || !ts.isNamedExports(statement.exportClause)
      || !statement.moduleSpecifier || !ts.isStringLiteral(statement.moduleSpecifier)
    ) {
      throw new Error(`${file} contains a "${ts.SyntaxKind[statement.kind]}"; write only named re-exports there`);
    }
    const values = statement.isTypeOnly ? [] : statement.exportClause.elements.filter(({ isTypeOnly }) => !isTypeOnly);
    if (values.some(({ propertyName }) => propertyName)) { throw new Error(`${file} renames what it exports; export it by its own name`); }
    return values.length > 0 ? [{ module: statement.moduleSpecifier.text, names: values.map(({ name }) => name.text) }] : [];
  });
}

/** A CommonJS module that loads each module when a name from it is first read, and only looks the name up from then on. */
function lazyIndex(reExports: ReExport[]): string {
  const assignments = reExports.flatMap(({ names }) => names).map((name) => `exports.${name} = `);
  return `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
// Node.js finds the names that an ES module can import by these assignments, without running them.
${assignments.join('')}void 0;
function lazily(names, load) {
  for (const name of names) {
    const get = () => {
      const value = load()[name];
      Object.defineProperty(exports, name, { value });
      return value;
    };
    Object.defineProperty(exports, name, { configurable: true, enumerable: true, get });
  }
}
${reExports.map(({ module, names }) => `lazily(${JSON.stringify(names)}, () => require(${JSON.stringify(module)}));`).join('\n')}
`;
}

const [index, compiled] = process.argv.slice(2);
writeFileSync(compiled, lazyIndex(reExportsOf(index)));
