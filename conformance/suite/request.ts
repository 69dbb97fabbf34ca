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
  const { values, unknown } = assigned(operation, given);
  const path = (operation.template.split('?')[0] ?? '').replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    if (values.get(name) === undefined) throw new Error(`${operation.id}: no value for ${name} of its path.`);
    return encodeURIComponent(text(values.get(name)));
  });
  const url = new URL(path, origin);
  const headers: Record<string, string> = {};
  let body: ClientRequest['body'];
  for (const parameter of operation.parameters) {
    const value = values.get(parameter.name) ?? constantOf(operation, parameter);
    if (value === undefined) continue;
    if (parameter.in === 'query') url.searchParams.set(parameter.name, text(value));
    if (parameter.in === 'header') headers[parameter.name.toLowerCase()] = text(value);
    if (parameter.in === 'body') body = bodyOf(value);
  }
  const [type] = operation.consumes;
  if (body !== undefined) headers['content-type'] ??= type ?? 'application/json';
  const prefixed = unknown.filter((name) => isPrefixed(operation, name));
  for (const name of prefixed) headers[name] = text(given[name]);
  return {
    url: url.href,
    request: { method: operation.method.toUpperCase(), headers, ...(body !== undefined && { body }) },
    unknown: unknown.filter((name) => !NOT_SENT.has(name) && !prefixed.includes(name)),
  };
}

/** Values by the names of the parameters, whose case examples do not always keep. */
function assigned(
  { parameters }: Operation,
  given: JsonObject,
): { readonly values: ReadonlyMap<string, unknown>; readonly unknown: readonly string[] } {
  const values = new Map<string, unknown>();
  const body = parameters.find((one) => one.in === 'body');
  const unknown = Object.entries(given).flatMap(([name, value]) => {
    const parameter = name === BODY ? body : parameters.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (parameter === undefined) return [name];
    values.set(parameter.name, value);
    return [];
  });
  // Files rename their body in a new version and leave it in their examples as it was: the only object is meant.
  const [renamed, ...more] = unknown.filter((name) => isObject(given[name]));
  if (body === undefined || values.has(body.name) || renamed === undefined || more.length > 0)
    return { values, unknown };
  return { values: values.set(body.name, given[renamed]), unknown: unknown.filter((name) => name !== renamed) };
}

function constantOf({ version }: Operation, { name, required, constant }: Parameter): string | undefined {
  if (name === 'api-version' || name === 'x-ms-version') return version;
  return required ? constant : undefined;
}

/** Headers that one parameter stands for, as those of metadata. */
function isPrefixed({ parameters }: Operation, name: string): boolean {
  return parameters.some(({ prefix }) => prefix !== undefined && name.startsWith(prefix.toLowerCase()));
}

function text(value: unknown): string {
  return textOf(value) ?? brief(value);
}

function bodyOf(value: unknown): ClientRequest['body'] {
  if (Buffer.isBuffer(value) || typeof value === 'string') return value;
  if (isObject(value)) return value;
  throw new Error(`A body is an object, a text or bytes, not ${brief(value)}.`);
}
