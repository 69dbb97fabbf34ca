// The HTTP request that values for an operation's parameters make.
import type { ClientRequest } from '../../runner/azure-client.ts';
import { brief, isObject, textOf, type JsonObject } from '../json.ts';
import type { Operation, Parameter } from '../openapi.ts';

export interface BuiltRequest {
  readonly url: string;
  readonly request: ClientRequest;
  /** Values for which the operation has no parameter: they were not sent. */
  readonly unknown: readonly string[];
}

/** The value of the body, whatever the operation calls it. */
export const BODY = '$body';

/** Parameters of the host, which the client fills in, and what every client makes up for itself. */
const NOT_SENT = new Set(['endpoint', 'batchUrl', 'client-request-id']);

export function buildRequest(operation: Operation, origin: string, given: JsonObject): BuiltRequest {
  const { parameters, template } = operation;
  const valueOf = (parameter: Parameter): unknown =>
    (parameter.in === 'body' ? given[BODY] : undefined) ?? given[parameter.name] ?? constantOf(operation, parameter);
  const path = (template.split('?')[0] ?? '').replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    if (given[name] === undefined) throw new Error(`${operation.id}: no value for ${name} of its path.`);
    return encodeURIComponent(text(given[name]));
  });
  const url = new URL(path, origin);
  const headers: Record<string, string> = {};
  let body: ClientRequest['body'];
  for (const parameter of parameters) {
    const value = valueOf(parameter);
    if (value === undefined) continue;
    if (parameter.in === 'query') url.searchParams.set(parameter.name, text(value));
    if (parameter.in === 'header') headers[parameter.name.toLowerCase()] = text(value);
    if (parameter.in === 'body') body = bodyOf(value);
  }
  const [type] = operation.consumes;
  if (body !== undefined) headers['content-type'] ??= type ?? 'application/json';
  const known = new Set([...parameters.map(({ name }) => name), ...NOT_SENT, BODY]);
  for (const [name, value] of prefixed(operation, given)) {
    headers[name] = value;
    known.add(name);
  }
  return {
    url: url.href,
    request: { method: operation.method.toUpperCase(), headers, ...(body !== undefined && { body }) },
    unknown: Object.keys(given).filter((name) => !known.has(name)),
  };
}

function constantOf({ version }: Operation, { name, required, constant }: Parameter): string | undefined {
  if (name === 'api-version' || name === 'x-ms-version') return version;
  return required ? constant : undefined;
}

/** Headers that one parameter stands for, as those of metadata. */
function prefixed({ parameters }: Operation, given: JsonObject): readonly (readonly [string, string])[] {
  const prefixes = parameters.flatMap(({ prefix }) => (prefix === undefined ? [] : [prefix.toLowerCase()]));
  return Object.entries(given)
    .filter(([name]) => prefixes.some((prefix) => name.startsWith(prefix)))
    .map(([name, value]) => [name, text(value)]);
}

function text(value: unknown): string {
  return textOf(value) ?? brief(value);
}

function bodyOf(value: unknown): ClientRequest['body'] {
  if (Buffer.isBuffer(value) || typeof value === 'string') return value;
  if (isObject(value)) return value;
  throw new Error(`A body is an object, a text or bytes, not ${brief(value)}.`);
}
