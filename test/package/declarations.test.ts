import { join } from 'node:path';
import * as ts from 'typescript';
import { Packed } from './packed';

const LIB = join(Packed.PROJECT, 'lib');
const program = ts.createProgram([join(LIB, 'index.d.ts')], { skipLibCheck: true, moduleResolution: ts.ModuleResolutionKind.Bundler, module: ts.ModuleKind.ESNext });
const checker = program.getTypeChecker();
const index = program.getSourceFile(join(LIB, 'index.d.ts'))!;
const classes = checker.getExportsOfModule(checker.getSymbolAtLocation(index)!)
  .map((symbol) => checker.getAliasedSymbol(symbol))
  .filter(({ declarations = [] }) => declarations.some(ts.isClassDeclaration));

const hasModifier = (declaration: ts.Declaration, modifier: ts.ModifierSyntaxKind) =>
  ts.canHaveModifiers(declaration) && (ts.getModifiers(declaration) ?? []).some(({ kind }) => kind === modifier);

/** What TypeScript users see of a class, static or not, as far as it is declared by the library. */
function membersOf(symbol: ts.Symbol): ts.Symbol[] {
  const types = [checker.getDeclaredTypeOfSymbol(symbol), checker.getTypeOfSymbol(symbol)];
  return types.flatMap((type) => checker.getPropertiesOfType(type)).filter(({ declarations = [] }) => declarations.some((declaration) => {
    return declaration.getSourceFile().fileName.startsWith(LIB) && !hasModifier(declaration, ts.SyntaxKind.PrivateKeyword);
  }));
}

test('there is something to look at', () => {
  expect(classes.length).toBeGreaterThan(10);
  expect(classes.flatMap(membersOf).length).toBeGreaterThan(50);
});

test('public classes show public members only, those that they inherit too', () => {
  const internal = classes.flatMap((symbol) => membersOf(symbol)
    .filter((member) => /^[_#]/.test(member.name) || member.getJsDocTags(checker).some(({ name }) => name === 'internal')
      || (member.declarations ?? []).some((declaration) => hasModifier(declaration, ts.SyntaxKind.ProtectedKeyword)))
    .map((member) => `${symbol.name}.${member.name}`));
  expect(internal).toEqual([]);
});
