// Azure's own validator (oav) over the OpenAPI files: bodies, and the types of parameters and headers.
import 'reflect-metadata';
import { LiveValidator, type LiveValidationIssue } from 'oav';
import type { Exchange } from './exchange.ts';
import type { Fault } from './finding.ts';
import { brief, isObject } from './json.ts';
import type { Operation } from './openapi.ts';

export interface Bodies {
  readonly request: unknown;
  readonly answer: unknown;
}

/** `path` is the request's path with one segment for each placeholder. */
export type OfficialValidator = (
  exchange: Exchange,
  operation: Operation,
  path: string,
  bodies: Bodies,
) => Promise<readonly Fault[]>;

/** `nameOf` gives the path, relative to the directory, of the copy of an operation's file. */
export async function createOfficialValidator(
  directory: string,
  files: readonly string[],
  nameOf: (file: string) => string,
): Promise<OfficialValidator> {
  const complaints: string[] = [];
  const validator = new LiveValidator(
    {
      directory,
      swaggerPaths: files.map((file) => `${directory}/${nameOf(file)}`),
      swaggerPathsPattern: [],
      loadValidatorInBackground: false,
      loadValidatorInInitialize: false,
      isArmCall: true,
    },
    (message, level) => {
      if (level === 'error') complaints.push(message);
    },
  );
  await validator.initialize();
  if (complaints.length > 0) throw new Error(`The OpenAPI files cannot be loaded: ${complaints.join(' ')}`);
  const loaded = new Map(
    [...validator.operationSearcher.cache.values()]
      .flatMap((versions) => [...versions.values()])
      .flatMap((methods) => [...methods])
      .flatMap(([method, operations]) =>
        operations.map((one) => [keyOf(one._path._spec._filePath, one._path._pathTemplate, method), one] as const),
      ),
  );

  return async (exchange, operation, path, bodies) => {
    const known = loaded.get(keyOf(nameOf(operation.file), operation.template, operation.method));
    const pathMatch = known?._path._pathRegex.exec(path) ?? undefined;
    if (known === undefined || pathMatch === undefined)
      throw new Error(`The validator does not find ${operation.id} for ${exchange.method} ${exchange.url}.`);
    // A context is used up by a validation.
    const context = (): Parameters<LiveValidator['validateLiveRequest']>[2] => ({
      operationId: operation.id,
      apiVersion: operation.version,
      operationMatch: { operation: known, pathRegex: known._path._pathRegex, pathMatch },
    });
    const { method, url, requestHeaders, responseHeaders, status } = exchange;
    const request = await validator.validateLiveRequest(
      { method, url, headers: { ...requestHeaders }, ...bodyOf(bodies.request) },
      {},
      context(),
    );
    // Where the connection was broken there is only a request.
    const answer =
      status === 0
        ? undefined
        : await validator.validateLiveResponse(
            { statusCode: String(status), headers: { ...responseHeaders }, ...bodyOf(bodies.answer) },
            { method, url },
            {},
            context(),
          );
    const failure = request.runtimeException ?? answer?.runtimeException;
    if (failure !== undefined) throw new Error(`${operation.id}: the validator failed: ${failure.message}`);
    return [
      ...request.errors.flatMap((issue) => faultsOf('request', issue, requestParts(exchange, bodies.request))),
      ...(answer?.errors ?? [])
        // A HEAD has no body, whatever is declared for it.
        .filter(({ code }) => method !== 'HEAD' || !['INVALID_RESPONSE_BODY', 'INVALID_CONTENT_TYPE'].includes(code))
        .flatMap((issue) =>
          issue.code === 'INVALID_RESPONSE_CODE'
            ? [undeclaredStatus(operation, status)]
            : faultsOf('answer', issue, { header: responseHeaders, body: bodies.answer }),
        ),
    ];
  };
}

function keyOf(file: string, template: string, method: string): string {
  return `${method} ${template} of ${file}`;
}

/** Without a body there is no member: the validator takes `null` for one. */
function bodyOf(body: unknown): { readonly body?: Record<string, unknown> } {
  return body === undefined ? {} : { body: body as Record<string, unknown> };
}

function undeclaredStatus({ responses }: Operation, status: number): Fault {
  const expected = `one of ${Object.keys(responses).join(', ')}`;
  return { side: 'answer', code: 'INVALID_RESPONSE_CODE', path: `status ${status}`, found: String(status), expected };
}

/** Where a finding's value is looked up. */
interface Parts {
  readonly query?: Readonly<Record<string, string>>;
  readonly header: Readonly<Record<string, string>>;
  readonly body: unknown;
}

function requestParts({ url, requestHeaders }: Exchange, body: unknown): Parts {
  return { query: Object.fromEntries(new URL(url).searchParams), header: requestHeaders, body };
}

function faultsOf(side: Fault['side'], issue: LiveValidationIssue, parts: Parts): readonly Fault[] {
  const paths = issue.jsonPathsInPayload.length === 0 ? [''] : issue.jsonPathsInPayload;
  return paths.map((raw) => {
    const path = place(raw);
    return { side, code: issue.code, path, found: brief(valueAt(parts, path)), expected: expectation(issue) };
  });
}

/** `.query.$expand`, `.headers['x-ms-range']` and `.path.name` as words. */
function place(raw: string): string {
  if (raw.startsWith('$')) return raw;
  if (raw === '' || raw === '.body') return '$';
  return raw
    .replace(/^\.headers?\b[.[]?'?/, 'header ')
    .replace(/^\.query\b[.[]?'?/, 'query ')
    .replace(/^\.path\b[.[]?'?/, 'path ')
    .replace(/'\]$/, '');
}

/** The message says what is wrong; lists of allowed values are only in its parameters. */
function expectation({ message, params }: LiveValidationIssue): string {
  const allowed: unknown = Array.isArray(params) ? params[1] : undefined;
  return Array.isArray(allowed) ? `${message}: one of ${allowed.join(', ')}` : message;
}

function valueAt({ query, header, body }: Parts, path: string): unknown {
  const [kind, name = ''] = path.split(' ');
  if (kind === 'query') return query?.[name];
  if (kind === 'header') return header[name.toLowerCase()];
  let value = body;
  for (const [, quoted, member, index] of path.slice(1).matchAll(/\['([^']*)'\]|\.([^.[]+)|\[(\d+)\]/g)) {
    if (index !== undefined) value = Array.isArray(value) ? (value[Number(index)] as unknown) : undefined;
    else value = isObject(value) ? value[quoted ?? member ?? ''] : undefined;
  }
  return value;
}
