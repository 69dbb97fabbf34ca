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
  const property = (): string => {
    const name = take();
    if (!allowed.includes(name)) throw fail(`The property '${name}' cannot be filtered by.`);
    return name;
  };
  const either = (): Test => {
    let left = both();
    while (peek()?.toLowerCase() === 'or') {
      take();
      const [one, other] = [left, both()];
      left = (item) => one(item) || other(item);
    }
    return left;
  };
  const both = (): Test => {
    let left = single();
    while (peek()?.toLowerCase() === 'and') {
      take();
      const [one, other] = [left, single()];
      left = (item) => one(item) && other(item);
    }
    return left;
  };
  const single = (): Test => {
    const first = peek()?.toLowerCase();
    if (first === 'not') {
      take();
      const inner = single();
      return (item) => !inner(item);
    }
    if (first === '(') {
      take();
      const inner = either();
      take(')');
      return inner;
    }
    if (first === 'startswith') {
      take();
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
    const operator = take().toLowerCase();
    const value = literal(take(), fail);
    return (item) => compare(valueAt(item, name), operator, value, fail);
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

function compare(
  found: string | number | boolean | undefined,
  operator: string,
  value: string | number | boolean,
  fail: (reason: string) => Error,
): boolean {
  const fold = (one: string | number | boolean): string | number => {
    if (typeof one !== 'string') return Number(one);
    return /^\d{4}-\d\d-\d\d/.test(one) ? Date.parse(one) : one.toLowerCase();
  };
  const left = found === undefined ? undefined : fold(found);
  const right = fold(value);
  switch (operator) {
    case 'eq':
      return left === right;
    case 'ne':
      return left !== right;
    case 'lt':
      return left !== undefined && left < right;
    case 'le':
      return left !== undefined && left <= right;
    case 'gt':
      return left !== undefined && left > right;
    case 'ge':
      return left !== undefined && left >= right;
    default:
      throw fail(`'${operator}' is not an operator.`);
  }
}

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
