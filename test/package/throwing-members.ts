import { dirname, join } from 'node:path';
import * as ts from 'typescript';

/**
 * The public methods from which a `throw` of the library's own can be reached, as `Class.method`, and the classes whose constructor
 * is such, as `Class`.
 */
export function throwingMembers(project: string): string[] {
  const { config } = ts.readConfigFile(join(project, 'tsconfig.dev.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, project);
  const index = join(project, 'src/index.ts');
  const program = ts.createProgram([index], options);
  const checker = program.getTypeChecker();
  const sources = dirname(index);
  const known = new Map<ts.Node, boolean>();

  const throws = (node: ts.Node): boolean => {
    if (ts.isThrowStatement(node)) { return true; }
    // What is thrown there goes no further, unless the handler throws in its turn.
    if (ts.isTryStatement(node) && node.catchClause) { return throws(node.catchClause); }
    return targets(node).some(functionThrows) || ts.forEachChild(node, (child) => throws(child) || undefined) === true;
  };

  const functionThrows = (declaration: ts.Node): boolean => {
    if (!known.has(declaration)) {
      known.set(declaration, false);
      known.set(declaration, ts.forEachChild(declaration, (child) => throws(child) || undefined) === true);
    }
    return known.get(declaration)!;
  };

  /** The functions of the library that a node calls, or hands on by their names. */
  const targets = (node: ts.Node): ts.Node[] => {
    const called = ts.isCallExpression(node) || ts.isNewExpression(node) ? checker.getResolvedSignature(node)?.declaration : undefined;
    const named = ts.isIdentifier(node) ? declarationOf(node) : undefined;
    return [called, named].filter((declaration): declaration is ts.FunctionLikeDeclaration => declaration !== undefined
      && ts.isFunctionLike(declaration) && declaration.getSourceFile().fileName.startsWith(sources));
  };

  const declarationOf = (identifier: ts.Identifier): ts.Declaration | undefined => {
    const symbol = checker.getSymbolAtLocation(identifier);
    return (symbol?.declarations?.some(ts.isImportSpecifier) ? checker.getAliasedSymbol(symbol) : symbol)?.valueDeclaration;
  };

  /** The members of a class, those of its base in the library included. */
  const membersOf = (declaration: ts.ClassDeclaration): ts.ClassElement[] => {
    const base = declaration.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0].expression;
    const above = base && ts.isIdentifier(base) ? declarationOf(base) : undefined;
    const isOurs = above && ts.isClassDeclaration(above) && above.getSourceFile().fileName.startsWith(sources);
    return [...declaration.members, ...isOurs ? membersOf(above) : []];
  };

  return checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(index)!)!)
    .map((symbol) => checker.getAliasedSymbol(symbol).valueDeclaration)
    .filter((declaration): declaration is ts.ClassDeclaration => declaration !== undefined && ts.isClassDeclaration(declaration))
    .flatMap((declaration) => {
      const name = declaration.name!.text;
      const isPublic = (method: ts.MethodDeclaration) => !method.name.getText().startsWith('_')
        && !method.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword || kind === ts.SyntaxKind.ProtectedKeyword);
      return [
        ...declaration.members.filter(ts.isConstructorDeclaration).filter(functionThrows).map(() => name),
        ...membersOf(declaration).filter(ts.isMethodDeclaration).filter(isPublic).filter(functionThrows)
          .map((method) => `${name}.${method.name.getText()}`),
      ];
    });
}
