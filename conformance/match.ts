// Which operation of the OpenAPI files a recorded exchange is.
import type { Exchange } from './exchange.ts';
import type { Operation, Parameter } from './openapi.ts';
import { standInFor } from './versions.ts';

export type Match =
  | {
      readonly kind: 'operation';
      readonly operation: Operation;
      /** The request's path with one segment for each placeholder: a blob's name may hold slashes. */
      readonly path: string;
    }
  /** The files know the operation, but not in the version that the request names. */
  | { readonly kind: 'otherVersion'; readonly operation: Operation; readonly spoken: string }
  | { readonly kind: 'none' };

/** What tells one operation from another. */
export type RequestLine = Pick<Exchange, 'method' | 'url' | 'requestHeaders'>;

export type Matcher = (exchange: RequestLine) => Match;

interface Asked {
  readonly host: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly method: string;
  readonly version: string | undefined;
}

interface Candidate {
  readonly operation: Operation;
  readonly regex: RegExp;
  readonly placeholders: number;
}

/** Headers that tell one operation from another at the same address; the version is not among them. */
const VERSION_HEADER = 'x-ms-version';

export function createMatcher(operations: readonly Operation[]): Matcher {
  const candidates = operations.map(candidateOf);
  return (exchange) => {
    const asked = read(exchange);
    const fitting = fittingOf(candidates, asked);
    const spoken = fitting.find(({ operation }) => speaks(operation, asked.version));
    if (spoken !== undefined)
      return { kind: 'operation', operation: spoken.operation, path: segmented(spoken, asked.path) };
    const [other] = fitting;
    if (other === undefined) return { kind: 'none' };
    return { kind: 'otherVersion', operation: other.operation, spoken: asked.version ?? '' };
  };
}

/** What the files have for a kind of request in each of their versions. */
export function createFinder(operations: readonly Operation[]): (kind: RequestLine) => readonly Operation[] {
  const candidates = operations.map(candidateOf);
  return (kind) => {
    const found = new Map<string, Operation>();
    for (const { operation } of fittingOf(candidates, read(kind), looseDistance)) {
      const key = `${operation.service} ${operation.version}`;
      if (!found.has(key)) found.set(key, operation);
    }
    return [...found.values()];
  };
}

/** The best first. */
function fittingOf(candidates: readonly Candidate[], asked: Asked, away = distance): readonly Candidate[] {
  return candidates
    .filter(({ operation, regex }) => isAddressed(operation, asked) && regex.test(asked.path))
    .sort((a, b) => a.placeholders - b.placeholders || away(a.operation, asked) - away(b.operation, asked));
}

function read({ method, url, requestHeaders }: RequestLine): Asked {
  const { hostname, pathname, searchParams } = new URL(url);
  return {
    host: hostname,
    path: pathname.length > 1 ? pathname.replace(/\/$/, '') : pathname,
    query: searchParams,
    headers: requestHeaders,
    method: method.toLowerCase(),
    version: searchParams.get('api-version') ?? requestHeaders[VERSION_HEADER],
  };
}

/** A template's query part only tells operations apart in the file; their parameters say it too. */
function candidateOf(operation: Operation): Candidate {
  const parts = (operation.template.split('?')[0] ?? '').split(/\{[^{}]+\}/);
  const placeholders = parts.length - 1;
  const last = operation.isArm ? '([^/]+)' : '(.+)';
  const pattern = parts
    .map((text, index) => {
      const literal = text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
      if (index === 0) return literal;
      return `${index === placeholders && isBlob(operation) ? last : '([^/]+)'}${literal}`;
    })
    .join('');
  return { operation, regex: new RegExp(`^${pattern}$`, 'i'), placeholders };
}

function isBlob({ template }: Operation): boolean {
  return template.split('?')[0] === '/{containerName}/{blob}';
}

function isAddressed(operation: Operation, asked: Asked): boolean {
  if (operation.method !== asked.method) return false;
  if (operation.isArm) return asked.host.startsWith('management.');
  return operation.service.includes('Batch')
    ? asked.host.includes('.batch.')
    : asked.host.includes('.blob.') && isToldApart(operation, asked);
}

/** At one address of Blob Storage, `comp`, `restype` and headers with one possible value choose the operation. */
function isToldApart({ parameters }: Operation, { query, headers }: Asked): boolean {
  const constant = (place: string, name: string): string | undefined =>
    parameters.find((one) => one.in === place && one.name.toLowerCase() === name)?.constant;
  const isChosen = ['comp', 'restype'].every((name) => (query.get(name) ?? undefined) === constant('query', name));
  return (
    isChosen &&
    parameters.every((one) => {
      const name = one.name.toLowerCase();
      if (one.in !== 'header' || !one.required || name === VERSION_HEADER) return true;
      if (one.constant !== undefined) return headers[name] === one.constant;
      return name !== 'x-ms-copy-source' || headers[name] !== undefined;
    })
  );
}

/** How ill an operation suits: parameters it does not know, and required ones that are not there. */
function distance(operation: Operation, asked: Asked): number {
  const { unknown, missing, known } = countParameters(operation, asked);
  return unknown + missing - known / 100;
}

/** What a kind of request says sets it apart; it does not say all that a request needs. */
function looseDistance(operation: Operation, asked: Asked): number {
  const { unknown, missing, known } = countParameters(operation, asked);
  return unknown - known + missing / 100;
}

interface Counts {
  readonly unknown: number;
  readonly missing: number;
  /** Headers that are there. */
  readonly known: number;
}

function countParameters({ parameters }: Operation, { query, headers }: Asked): Counts {
  const isHere = ({ in: place, name }: Parameter): boolean =>
    place === 'query' ? query.has(name) : place === 'header' && headers[name.toLowerCase()] !== undefined;
  return {
    unknown: [...query.keys()].filter((name) => !parameters.some((one) => one.in === 'query' && one.name === name))
      .length,
    missing: parameters.filter((one) => one.required && (one.in === 'query' || one.in === 'header') && !isHere(one))
      .length,
    known: parameters.filter((one) => one.in === 'header' && isHere(one)).length,
  };
}

/** Without a version the parameter is missing, which is found later. */
function speaks({ service, version }: Operation, spoken: string | undefined): boolean {
  return spoken === undefined || version === spoken || version === standInFor(service, spoken)?.file;
}

function segmented({ operation, regex }: Candidate, path: string): string {
  if (!isBlob(operation)) return path;
  const [, container = '', blob = ''] = regex.exec(path) ?? [];
  return `/${container}/${blob.replaceAll('/', '%2F')}`;
}
