// The functions of the template language that depend on their arguments alone: the common ones, not all.
import { arrayOf, isObject, type Json } from '../kernel/json.ts';
import { ExpressionError } from './expression-syntax.ts';

export interface DeploymentIds {
  readonly subscription: string;
  readonly group: string;
}

type TemplateFunction = (args: readonly Json[], ids: DeploymentIds) => Json;

export function isTrue(value: Json): boolean {
  if (typeof value === 'boolean') return value;
  throw new ExpressionError(`The value ${JSON.stringify(value)} is not of the expected type 'Boolean'.`);
}

function textOf(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  throw new ExpressionError(`The value ${JSON.stringify(value ?? null)} is not of the expected type 'String'.`);
}

function wholeOf(value: Json | undefined): number {
  const number = typeof value === 'string' ? Number(value) : value;
  if (Number.isInteger(number)) return Number(number);
  throw new ExpressionError(`The value ${JSON.stringify(value ?? null)} is not of the expected type 'Integer'.`);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function concat(args: readonly Json[]): Json {
  if (args.every(isList)) return args.flatMap((one) => arrayOf(one));
  return args.map(textOf).join('');
}

function sizeOf(value: Json | undefined): number {
  if (typeof value === 'string') return value.length;
  if (isList(value)) return value.length;
  if (isObject(value)) return Object.keys(value).length;
  throw new ExpressionError("Unable to evaluate template language function 'length'.");
}

function contains(container: Json | undefined, item: Json | undefined): boolean {
  if (typeof container === 'string') return container.includes(textOf(item));
  if (isList(container)) return container.some((one) => JSON.stringify(one) === JSON.stringify(item));
  const name = textOf(item).toLowerCase();
  return isObject(container) && Object.keys(container).some((key) => key.toLowerCase() === name);
}

/** Strings of the template language compare without regard to case in names only; `equals` is exact. */
function equals([one, other]: readonly Json[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** `Microsoft.A/b/c` and the names `x`, `y` make `Microsoft.A/b/x/c/y`. */
export function typeAndNames(type: string, names: readonly string[]): string {
  const [namespace = '', ...types] = type.split('/');
  if (types.length === 0 || types.length !== names.length) {
    throw new ExpressionError(
      `Unable to evaluate template language function 'resourceId': the type '${type}' requires '${types.length}' resource name argument(s). Please see https://aka.ms/arm-template-expressions/#resourceid for usage details.`,
    );
  }
  return [namespace, ...types.flatMap((one, index) => [one, names[index] ?? ''])].join('/');
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `resourceId([subscription], [group], type, name, ...)`: the type is the first argument with a slash. */
function resourceId(args: readonly Json[], ids: DeploymentIds): string {
  const texts = args.map(textOf);
  const at = texts.findIndex((text) => text.includes('/'));
  const before = texts.slice(0, Math.max(at, 0));
  const subscription = before.find((text) => GUID.test(text)) ?? ids.subscription;
  const group = before.find((text) => !GUID.test(text)) ?? ids.group;
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/${typeAndNames(texts[at] ?? '', texts.slice(at + 1))}`;
}

function format([pattern, ...values]: readonly Json[]): string {
  return textOf(pattern).replace(/\{(\d+)\}/g, (_, index: string) => textOf(values[Number(index)]));
}

export const FUNCTIONS: Readonly<Record<string, TemplateFunction>> = {
  concat,
  format,
  resourceid: resourceId,
  and: (args) => args.every(isTrue),
  or: (args) => args.some(isTrue),
  not: ([value]) => !isTrue(value ?? null),
  equals,
  contains: ([container, item]) => contains(container, item),
  coalesce: (args) => args.find((one) => one !== null) ?? null,
  createarray: (args) => args,
  empty: ([value]) => value === null || value === undefined || sizeOf(value) === 0,
  length: ([value]) => sizeOf(value),
  string: ([value]) => (typeof value === 'object' ? JSON.stringify(value) : textOf(value)),
  int: ([value]) => wholeOf(value),
  bool: ([value]) => (typeof value === 'string' ? value.toLowerCase() === 'true' : value === true || value === 1),
  add: ([one, other]) => wholeOf(one) + wholeOf(other),
  sub: ([one, other]) => wholeOf(one) - wholeOf(other),
  tolower: ([value]) => textOf(value).toLowerCase(),
  toupper: ([value]) => textOf(value).toUpperCase(),
  trim: ([value]) => textOf(value).trim(),
  replace: ([text, from, to]) => textOf(text).replaceAll(textOf(from), textOf(to)),
  split: ([text, by]) => textOf(text).split(textOf(by)),
  join: ([list, by]) => arrayOf(list).map(textOf).join(textOf(by)),
  substring: ([text, start, length]) => {
    const from = wholeOf(start);
    return textOf(text).slice(from, length === undefined ? undefined : from + wholeOf(length));
  },
  startswith: ([text, start]) => textOf(text).toLowerCase().startsWith(textOf(start).toLowerCase()),
  endswith: ([text, end]) => textOf(text).toLowerCase().endsWith(textOf(end).toLowerCase()),
  base64: ([value]) => Buffer.from(textOf(value)).toString('base64'),
  true: () => true,
  false: () => false,
  null: () => null,
};
