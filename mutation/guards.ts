// The guard of a refusal: the `if` that leads to it, or the `if (fine) return` right before it. Where the guard names several
// reasons to refuse (`a || b`, or `return` only when `a && b`), each is a precondition of its own.
import ts from 'typescript';

/** A condition, and which outcome of it refuses. */
export interface Reason {
  readonly condition: ts.Expression;
  readonly refusesWhen: boolean;
}

export function guardOf(exit: ts.Statement): Reason | undefined {
  const { parent } = exit;
  if (ts.isIfStatement(parent)) return { condition: parent.expression, refusesWhen: parent.thenStatement === exit };
  if (!ts.isBlock(parent) && !ts.isCaseOrDefaultClause(parent)) return undefined;
  const before = parent.statements[parent.statements.indexOf(exit) - 1];
  if (before !== undefined && ts.isIfStatement(before) && before.elseStatement === undefined) {
    return leaves(before.thenStatement) ? { condition: before.expression, refusesWhen: false } : undefined;
  }
  return ts.isBlock(parent) && ts.isIfStatement(parent.parent) ? guardOf(parent) : undefined;
}

function leaves(statement: ts.Statement): boolean {
  if (ts.isBlock(statement)) {
    const last = statement.statements.at(-1);
    return last !== undefined && leaves(last);
  }
  return ts.isReturnStatement(statement) || ts.isContinueStatement(statement);
}

export function reasonsOf({ condition, refusesWhen }: Reason, checker: ts.TypeChecker): readonly Reason[] {
  const whole = withoutParentheses(condition);
  const inner = (operand: ts.Expression, when: boolean): readonly Reason[] =>
    reasonsOf({ condition: operand, refusesWhen: when }, checker);
  const orWhole = (several: readonly Reason[]): readonly Reason[] =>
    several.length > 1 ? several : [{ condition: whole, refusesWhen }];

  if (ts.isPrefixUnaryExpression(whole) && whole.operator === ts.SyntaxKind.ExclamationToken) {
    return orWhole(inner(whole.operand, !refusesWhen));
  }
  if (ts.isIdentifier(whole)) {
    const named = onlyUsedHere(whole, checker);
    return named === undefined ? [{ condition: whole, refusesWhen }] : orWhole(inner(named, refusesWhen));
  }
  const operator = ts.isBinaryExpression(whole) ? whole.operatorToken.kind : undefined;
  if (
    !ts.isBinaryExpression(whole) ||
    (operator !== ts.SyntaxKind.BarBarToken && operator !== ts.SyntaxKind.AmpersandAmpersandToken)
  ) {
    return [{ condition: whole, refusesWhen }];
  }
  const sides = [inner(whole.left, refusesWhen), inner(whole.right, refusesWhen)];
  if ((operator === ts.SyntaxKind.BarBarToken) === refusesWhen) return sides.flat();
  // Both sides together are one reason, unless one of them names several.
  return orWhole(sides.filter((side) => side.length > 1).flat());
}

function withoutParentheses(expression: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(expression) ? withoutParentheses(expression.expression) : expression;
}

/** The condition behind `const isFine = a && b; if (!isFine) throw ...`. */
function onlyUsedHere(name: ts.Identifier, checker: ts.TypeChecker): ts.Expression | undefined {
  const declaration = checker.getSymbolAtLocation(name)?.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  const scope = ts.findAncestor(declaration, ts.isFunctionLike);
  if (scope === undefined) return undefined;
  let uses = 0;
  const count = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name.text) uses += 1;
    ts.forEachChild(node, count);
  };
  count(scope);
  return uses === 2 ? declaration.initializer : undefined;
}
