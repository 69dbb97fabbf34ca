// Finds the preconditions of a program: every place where it refuses, and every statement that only asks another function
// whether to refuse. docs/mutation.md says what counts.
import { relative } from 'node:path';
import ts from 'typescript';
import { guardOf, reasonsOf } from './guards.ts';
import {
  createMayRefuse,
  declarationOf,
  isInvariant,
  isRefusalType,
  isRefusingAnswer,
  isRethrow,
  mayBeRefusal,
} from './refusals.ts';

/** How a precondition is switched off; the range is what the switch is put around. */
export type Switch =
  | { readonly kind: 'reason'; readonly refusesWhen: boolean }
  | { readonly kind: 'statement'; readonly endsClause: boolean }
  | { readonly kind: 'value' }
  | { readonly kind: 'check' }
  | { readonly kind: 'finding' };

export interface Precondition {
  readonly id: number;
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly off: Switch;
}

export interface Found {
  readonly preconditions: readonly Precondition[];
  /** Places that no request should reach: `throw new Error(...)`. */
  readonly invariants: readonly { readonly file: string; readonly line: number; readonly text: string }[];
}

export function findPreconditions(root: string, files: readonly string[], options: ts.CompilerOptions): Found {
  const program = ts.createProgram([...files], options);
  const checker = program.getTypeChecker();
  const mayRefuse = createMayRefuse(checker);
  const preconditions: Precondition[] = [];
  const invariants: Found['invariants'][number][] = [];

  const placeOf = (node: ts.Node): { file: string; line: number; text: string } => {
    const source = node.getSourceFile();
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    return { file: relative(root, source.fileName), line: line + 1, text: oneLine(node) };
  };
  const add = (node: ts.Node, off: Switch, context?: ts.Node): void => {
    const place = placeOf(node);
    const text = context === undefined ? place.text : `${place.text} -> ${oneLine(context)}`;
    preconditions.push({ id: preconditions.length, ...place, text, start: node.getStart(), end: node.end, off });
  };

  const refuse = (exit: ts.Statement): void => {
    const guard = guardOf(exit);
    if (guard === undefined) {
      add(exit, { kind: 'statement', endsClause: ts.isCaseOrDefaultClause(exit.parent) });
      return;
    }
    for (const { condition, refusesWhen } of reasonsOf(guard, checker)) {
      add(condition, { kind: 'reason', refusesWhen }, exit);
    }
  };

  const visit = (node: ts.Node): void => {
    if (ts.isThrowStatement(node)) {
      if (isInvariant(node)) invariants.push(placeOf(node));
      else if (!isRethrow(node, checker)) refuse(node);
    } else if (ts.isReturnStatement(node)) {
      if (returnsRefusal(node, checker)) refuse(node);
    } else if (ts.isConditionalExpression(node)) {
      const branch = refusedBranch(node, checker);
      if (branch !== undefined) add(branch, { kind: 'value' }, node.condition);
    } else if (ts.isExpressionStatement(node) && !ts.isSourceFile(node.parent)) {
      const call = ts.isAwaitExpression(node.expression) ? node.expression.expression : node.expression;
      const called = ts.isCallExpression(call) ? declarationOf(call, checker) : undefined;
      if (called !== undefined && mayRefuse(called)) add(node, { kind: 'check' });
    } else if (ts.isCallExpression(node) && declarationOf(node, checker) !== undefined) {
      if (mayBeRefusal(checker.getTypeAtLocation(node), checker)) add(node, { kind: 'finding' });
    }
    ts.forEachChild(node, visit);
  };
  for (const file of files) {
    const source = program.getSourceFile(file);
    if (source !== undefined) visit(source);
  }
  return { preconditions, invariants };
}

/** A function that gives back nothing but refusals makes them for others to throw; the others are what counts. */
function returnsRefusal(statement: ts.ReturnStatement, checker: ts.TypeChecker): boolean {
  const { expression } = statement;
  if (expression === undefined) return refusesBefore(statement, checker);
  if (isRefusingAnswer(expression, checker)) return !isOnlyStatement(statement);
  if (!isRefusalType(checker.getTypeAtLocation(expression), checker)) return false;
  const made = ts.findAncestor(statement, ts.isFunctionLike);
  const signature = made === undefined ? undefined : checker.getSignatureFromDeclaration(made);
  if (signature === undefined) return false;
  const result = checker.getReturnTypeOfSignature(signature);
  return !isRefusalType(checker.getAwaitedType(result) ?? result, checker);
}

/** An answer that is written by hand: `send(response, 400, ...); return;`. */
function refusesBefore(statement: ts.ReturnStatement, checker: ts.TypeChecker): boolean {
  const { parent } = statement;
  if (!ts.isBlock(parent) || !ts.isIfStatement(parent.parent)) return false;
  const answers = (node: ts.Node): boolean =>
    isRefusingAnswer(node, checker) || (ts.forEachChild(node, (child) => (answers(child) ? true : undefined)) ?? false);
  return parent.statements.some(answers);
}

function isOnlyStatement({ parent }: ts.ReturnStatement): boolean {
  return ts.isBlock(parent) && parent.statements.length === 1 && ts.isFunctionLike(parent.parent);
}

/** The branch with the refusal of `fine ? undefined : refusal`. */
function refusedBranch(node: ts.ConditionalExpression, checker: ts.TypeChecker): ts.Expression | undefined {
  const isNothing = (one: ts.Expression): boolean => ts.isIdentifier(one) && one.text === 'undefined';
  const isRefusal = (one: ts.Expression): boolean => isRefusalType(checker.getTypeAtLocation(one), checker);
  if (isNothing(node.whenTrue) && isRefusal(node.whenFalse)) return node.whenFalse;
  return isNothing(node.whenFalse) && isRefusal(node.whenTrue) ? node.whenTrue : undefined;
}

function oneLine(node: ts.Node): string {
  return node.getText().replace(/\s+/g, ' ');
}
