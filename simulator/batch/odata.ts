// The list options of Batch: $filter (comparisons, startswith, and/or/not), $select, maxresults, and pages.
import { at, isObject } from '../kernel/json.ts';
import type { Json, JsonObject } from '../kernel/json.ts';
import { refusal } from './refusals.ts';

type Test = (item: JsonObject) => boolean;

/** The parameter $filter as a test; `allowed` are the properties that can be filtered by. */
export function filterOf(filter: string | null, allowed: readonly string[]): Test {
  if (filter === null || filter.trim() === '') return () => true;
  const tokens = tokensOf(filter);
  let position = 0;
  const fail = (reason: string): Error => badFilter(filter, reason);
  const peek = (): string | undefined => tokens[position];
  const take = (expected?: string): string => {
    const token = tokens[position];
    if (token === undefined || (expected !== undefined && token.toLowerCase() !== expected)) {
      throw fail(`Expected '${expected ?? 'a value'}'.`);
    }
    position += 1;
    return token;
  };
  /** Over the token that `peek` has shown. */
  const skip = (): void => {
    position += 1;
  };
  const property = (): string => {
    const name = take();
    if (!allowed.includes(name)) throw fail(`The property '${name}' cannot be filtered by.`);
    return name;
  };
  const either = (): Test => {
    let left = both();
    while (peek()?.toLowerCase() === 'or') {
      skip();
      const [one, other] = [left, both()];
      left = (item) => one(item) || other(item);
    }
    return left;
  };
  const both = (): Test => {
    let left = single();
    while (peek()?.toLowerCase() === 'and') {
      skip();
      const [one, other] = [left, single()];
      left = (item) => one(item) && other(item);
    }
    return left;
  };
  const single = (): Test => {
    const first = peek()?.toLowerCase();
    if (first === 'not') {
      skip();
      const inner = single();
      return (item) => !inner(item);
    }
    if (first === '(') {
      skip();
      const inner = either();
      take(')');
      return inner;
    }
    if (first === 'startswith') {
      skip();
      take('(');
      const name = property();
      take(',');
      const prefix = literal(take(), fail);
      take(')');
      return (item) =>
        String(valueAt(item, name) ?? '')
          .toLowerCase()
          .startsWith(String(prefix).toLowerCase());
    }
    const name = property();
    const operator = take();
    const holds = OPERATORS.get(operator.toLowerCase());
    if (holds === undefined) throw fail(`'${operator}' is not an operator.`);
    const right = fold(literal(take(), fail));
    return (item) => {
      const left = valueAt(item, name);
      return holds(left === undefined ? undefined : fold(left), right);
    };
  };
  const test = either();
  if (position < tokens.length) throw fail('There is more than one expression.');
  return test;
}

function tokensOf(filter: string): readonly string[] {
  return filter.match(/datetime'[^']*'|'(?:[^']|'')*'|[(),]|[^\s(),]+/gi) ?? [];
}

function literal(token: string, fail: (reason: string) => Error): string | number | boolean {
  const quoted = /^(?:datetime)?'([\s\S]*)'$/i.exec(token)?.[1];
  if (quoted !== undefined) return quoted.replaceAll("''", "'");
  if (token === 'true' || token === 'false') return token === 'true';
  if (/^-?\d+(\.\d+)?$/.test(token)) return Number(token);
  throw fail(`'${token}' is not a value.`);
}

function valueAt(item: JsonObject, path: string): string | number | boolean | undefined {
  const value = at(item, ...path.split('/'));
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

/** Texts compare without regard to case, times as times. */
function fold(value: string | number | boolean): string | number {
  if (typeof value !== 'string') return Number(value);
  return /^\d{4}-\d\d-\d\d/.test(value) ? Date.parse(value) : value.toLowerCase();
}

type Holds = (left: string | number | undefined, right: string | number) => boolean;

const OPERATORS: ReadonlyMap<string, Holds> = new Map<string, Holds>([
  ['eq', (left, right) => left === right],
  ['ne', (left, right) => left !== right],
  ['lt', (left, right) => left !== undefined && left < right],
  ['le', (left, right) => left !== undefined && left <= right],
  ['gt', (left, right) => left !== undefined && left > right],
  ['ge', (left, right) => left !== undefined && left >= right],
]);

function badFilter(filter: string, reason: string): Error {
  return refusal('InvalidQueryParameterValue', {
    QueryParameterName: '$filter',
    QueryParameterValue: filter,
    Reason: reason,
  });
}

/** $select keeps the named properties; `a/b` reaches into `a`. */
export function selected(item: JsonObject, select: string | null): JsonObject {
  if (select === null || select.trim() === '') return item;
  const result: Record<string, Json> = {};
  for (const path of select.split(',').map((one) => one.trim())) {
    const [first = '', ...rest] = path.split('/');
    const value = item[first];
    if (value === undefined) continue;
    if (rest.length === 0 || !isObject(value)) result[first] = value;
    else {
      const known = result[first];
      result[first] = { ...(isObject(known) ? known : {}), ...selected(value, rest.join('/')) };
    }
  }
  return result;
}

export interface Page {
  readonly items: readonly JsonObject[];
  /** Where the next page starts, if there is one. */
  readonly next: number | undefined;
}

export function pageOf(items: readonly JsonObject[], query: URLSearchParams, maximum = 1000): Page {
  const wanted = query.get('maxresults') ?? query.get('maxResults');
  const size = wanted === null ? maximum : Number(wanted);
  if (!Number.isInteger(size) || size < 1 || size > maximum) {
    throw refusal('InvalidQueryParameterValue', {
      QueryParameterName: 'maxresults',
      QueryParameterValue: wanted ?? '',
      Reason: `The value must be between 1 and ${maximum}.`,
    });
  }
  const start = Number(query.get('$skiptoken') ?? '0') || 0;
  const end = start + size;
  return { items: items.slice(start, end), next: end < items.length ? end : undefined };
}
