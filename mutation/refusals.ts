// What counts as a refusal in the source, by its syntax and its type: something thrown, an error given back as a value, an
// answer with a status of 400 or more.
import ts from 'typescript';

/** `throw error` of something that was caught hands another's refusal on and is none of its own. */
export function isRethrow(statement: ts.ThrowStatement, checker: ts.TypeChecker): boolean {
  if (!ts.isIdentifier(statement.expression)) return false;
  const declaration = checker.getSymbolAtLocation(statement.expression)?.valueDeclaration;
  if (declaration === undefined) return false;
  return ts.isParameter(declaration) || ts.isCatchClause(declaration.parent);
}

/** `throw new Error(...)` says that the simulator itself is wrong; what a client can meet has a class of its own. */
export function isInvariant(statement: ts.ThrowStatement): boolean {
  const { expression } = statement;
  return (
    ts.isNewExpression(expression) &&
    ts.isIdentifier(expression.expression) &&
    /^(Type|Range)?Error$/.test(expression.expression.text)
  );
}

/** An error class, an object of code and message, or an object that has one of these as its `problem`. */
export function isRefusalType(type: ts.Type, checker: ts.TypeChecker): boolean {
  if (type.isUnion()) return type.types.every((one) => isRefusalType(one, checker));
  if ((type.flags & ts.TypeFlags.Object) === 0) return false;
  const has = (name: string): boolean => checker.getPropertyOfType(type, name) !== undefined;
  if (has('message') && (has('code') || has('stack'))) return true;
  const problem = checker.getPropertyOfType(type, 'problem');
  return problem !== undefined && isRefusalType(checker.getTypeOfSymbol(problem), checker);
}

/** Whether a function of this type gives back either a refusal or nothing. */
export function mayBeRefusal(type: ts.Type, checker: ts.TypeChecker): boolean {
  if (!type.isUnion()) return false;
  const isNothing = (one: ts.Type): boolean => (one.flags & ts.TypeFlags.Undefined) !== 0;
  const others = type.types.filter((one) => !isNothing(one));
  return others.length < type.types.length && others.every((one) => isRefusalType(one, checker));
}

/** An answer whose status is written down as 400 or more, in place or by a function that makes nothing else. */
export function isRefusingAnswer(node: ts.Node, checker: ts.TypeChecker): boolean {
  if (ts.isObjectLiteralExpression(node)) {
    return node.properties.some(
      (one) => ts.isPropertyAssignment(one) && one.name.getText() === 'status' && isErrorStatus(one.initializer),
    );
  }
  if (!ts.isCallExpression(node)) return false;
  if (node.arguments.slice(0, 2).some(isErrorStatus)) return true;
  const made = declarationOf(node, checker);
  const only = made?.body !== undefined && ts.isBlock(made.body) ? made.body.statements[0] : undefined;
  return only !== undefined && ts.isReturnStatement(only) && only.expression !== undefined
    ? isRefusingAnswer(only.expression, checker)
    : false;
}

function isErrorStatus(node: ts.Expression): boolean {
  return ts.isNumericLiteral(node) && Number(node.text) >= 400 && Number(node.text) < 600;
}

/** The function that a call leads to, when it is written in the program itself. */
export function declarationOf(
  call: ts.CallExpression,
  checker: ts.TypeChecker,
): ts.FunctionLikeDeclaration | undefined {
  const declaration = checker.getResolvedSignature(call)?.declaration;
  if (declaration === undefined || declaration.getSourceFile().isDeclarationFile) return undefined;
  return ts.isFunctionLike(declaration) && 'body' in declaration ? declaration : undefined;
}

function throws(node: ts.Node): boolean {
  if (ts.isThrowStatement(node)) return true;
  return ts.forEachChild(node, (child) => (throws(child) ? true : undefined)) ?? false;
}

/** Whether the body of a function, or of a function that it calls, refuses by throwing. */
export function createMayRefuse(checker: ts.TypeChecker): (made: ts.FunctionLikeDeclaration) => boolean {
  const known = new Map<ts.Node, boolean>();
  const mayRefuse = (made: ts.FunctionLikeDeclaration): boolean => {
    const before = known.get(made);
    if (before !== undefined) return before;
    // A function that leads to itself refuses by what else is in it.
    known.set(made, false);
    const found = made.body !== undefined && refuses(made.body);
    known.set(made, found);
    return found;
  };
  const refuses = (node: ts.Node): boolean => {
    if (ts.isThrowStatement(node)) return !isRethrow(node, checker) && !isInvariant(node);
    // What is caught and not thrown again does not leave the function.
    if (ts.isTryStatement(node) && node.catchClause !== undefined && !throws(node.catchClause.block)) {
      return refuses(node.catchClause.block) || (node.finallyBlock !== undefined && refuses(node.finallyBlock));
    }
    if (ts.isCallExpression(node)) {
      const called = declarationOf(node, checker);
      if (called !== undefined && mayRefuse(called)) return true;
    }
    return ts.forEachChild(node, (child) => (refuses(child) ? true : undefined)) ?? false;
  };
  return mayRefuse;
}
