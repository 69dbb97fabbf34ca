// Evaluates template language expressions, wherever they stand in a JSON value.
import { arrayOf, isObject, objectOf, stringOf, type Json, type JsonObject } from '../kernel/json.ts';
import { ExpressionError, expressionIn, parseExpression, type Expression } from './expression-syntax.ts';
import { FUNCTIONS, isTrue } from './expression-functions.ts';

/** What an expression can refer to. */
export interface Scope {
  readonly parameter: (name: string) => Json;
  readonly variable: (name: string) => Json;
  readonly subscription: JsonObject;
  readonly resourceGroup: JsonObject;
  readonly deployment: JsonObject;
  /** The properties of a resource by ID or name; absent where nothing is deployed yet. */
  readonly reference?: (resource: string) => Json;
}

/** A function of the template language that is none of ours: refused as not simulated. */
export class UnknownFunction extends Error {
  readonly functionName: string;

  constructor(functionName: string) {
    super(`The template function '${functionName}' is not simulated.`);
    this.name = 'UnknownFunction';
    this.functionName = functionName;
  }
}

/** A copy of the value in which every expression is replaced by what it says. */
export function evaluated(value: Json, scope: Scope): Json {
  if (typeof value === 'string') {
    const text = expressionIn(value);
    if (text === undefined) return value.startsWith('[[') ? value.slice(1) : value;
    return evaluate(parseExpression(text), scope);
  }
  if (Array.isArray(value)) return arrayOf(value).map((one) => evaluated(one, scope));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, one === undefined ? undefined : evaluated(one, scope)]),
  );
}

function evaluate(expression: Expression, scope: Scope): Json {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'member':
      return memberOf(evaluate(expression.of, scope), evaluate(expression.key, scope));
    case 'call':
      return call(expression.name, expression.args, scope);
  }
}

function memberOf(value: Json, key: Json): Json {
  const name = typeof key === 'string' ? key : JSON.stringify(key);
  const found =
    typeof key === 'number'
      ? arrayOf(value)[key]
      : Object.entries(objectOf(value)).find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1];
  if (found !== undefined) return found;
  throw new ExpressionError(
    `The language expression property '${name}' doesn't exist, available properties are '${Object.keys(objectOf(value)).join(', ')}'.`,
  );
}

function areThree<T>(values: readonly T[]): values is readonly [T, T, T] {
  return values.length === 3;
}

function call(name: string, args: readonly Expression[], scope: Scope): Json {
  const text = (index: number): string => {
    const expression = args[index];
    const value = expression === undefined ? undefined : evaluate(expression, scope);
    if (typeof value === 'string') return value;
    throw new ExpressionError(
      `Unable to evaluate template language function '${name}'. Function expects a string as its argument.`,
    );
  };
  switch (name.toLowerCase()) {
    case 'parameters':
      return scope.parameter(text(0));
    case 'variables':
      return scope.variable(text(0));
    case 'subscription':
      return scope.subscription;
    case 'resourcegroup':
      return scope.resourceGroup;
    case 'deployment':
      return scope.deployment;
    case 'reference':
      if (scope.reference === undefined) throw new UnknownFunction('reference() outside of outputs');
      return scope.reference(text(0));
    case 'if': {
      if (!areThree(args)) {
        throw new ExpressionError("Unable to evaluate template language function 'if'. Function expects 3 arguments.");
      }
      const [condition, yes, no] = args;
      // Only one side is evaluated: the other may not make sense.
      return evaluate(isTrue(evaluate(condition, scope)) ? yes : no, scope);
    }
    default: {
      const known = FUNCTIONS[name.toLowerCase()];
      if (known === undefined) throw new UnknownFunction(name);
      const ids = {
        subscription: stringOf(scope.subscription['subscriptionId']) ?? '',
        group: stringOf(scope.resourceGroup['name']) ?? '',
      };
      return known(
        args.map((one) => evaluate(one, scope)),
        ids,
      );
    }
  }
}
