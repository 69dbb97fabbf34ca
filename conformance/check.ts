// Holds exchanges against the OpenAPI files of a directory.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { writeAdapted } from './adapt.ts';
import { nameOf, type Exchange } from './exchange.ts';
import type { Fault, Finding } from './finding.ts';
import { brief, isObject, objectOf } from './json.ts';
import { knownReason } from './known.ts';
import { createMatcher, type Match } from './match.ts';
import { createOfficialValidator, type OfficialValidator } from './official-validator.ts';
import { declaredAnswer, type Documents, type Located, type Specifications } from './openapi.ts';
import { strictFaults } from './strict-checks.ts';
import { whyUncovered } from './uncovered.ts';
import { standInFor, type StandIn } from './versions.ts';
import { parseXml, xmlToJson } from './xml.ts';

export interface OperationCount {
  readonly service: string;
  readonly id: string;
  /** As spoken. */
  readonly version: string;
  readonly requests: number;
  /** Fewer than the requests where a connection was broken. */
  readonly answers: number;
  readonly findings: number;
}

export interface Report {
  readonly operations: readonly OperationCount[];
  /** What the calls are, and how many there were. */
  readonly uncovered: ReadonlyMap<string, number>;
  /** Reasons for which a deviation is no finding, and how often that was so. */
  readonly known: ReadonlyMap<string, number>;
  readonly standIns: readonly StandIn[];
  /** References of the files to files that are not there. */
  readonly dangling: readonly string[];
  readonly validated: number;
  readonly findings: readonly Finding[];
}

export async function check(specifications: Specifications, exchanges: readonly Exchange[]): Promise<Report> {
  const { directory, documents, operations } = specifications;
  const match = createMatcher(operations);
  const matched = exchanges.map((exchange) => ({ exchange, match: match(exchange) }));
  const copies = mkdtempSync(join(tmpdir(), 'conformance-'));
  try {
    const nameInCopies = (file: string): string => relative(directory, file);
    const dangling = writeAdapted(documents, copies, nameInCopies);
    const files = new Set(matched.flatMap((one) => (one.match.kind === 'operation' ? [one.match.operation.file] : [])));
    const validate = await createOfficialValidator(copies, [...files], nameInCopies);
    return await checkAll(matched, documents, validate, dangling);
  } finally {
    rmSync(copies, { recursive: true, force: true });
  }
}

interface Matched {
  readonly exchange: Exchange;
  readonly match: Match;
}

async function checkAll(
  matched: readonly Matched[],
  documents: Documents,
  validate: OfficialValidator,
  dangling: readonly string[],
): Promise<Report> {
  const findings: Finding[] = [];
  const uncovered = new Map<string, number>();
  const known = new Map<string, number>();
  const standIns = new Set<StandIn>();
  const counts = new Map<string, OperationCount>();
  for (const { exchange, match } of matched) {
    const name = nameOf(exchange);
    if (match.kind !== 'operation') {
      const why = match.kind === 'none' ? whyUncovered(exchange) : undefined;
      if (why === undefined) findings.push({ exchange: name, operation: 'none', ...unknownCall(exchange, match) });
      else count(uncovered, why);
      continue;
    }
    const { operation } = match;
    const faults = await faultsOf(documents, validate, exchange, match);
    let found = 0;
    for (const fault of faults) {
      const reason = knownReason(operation, fault);
      if (reason !== undefined) {
        count(known, reason);
        continue;
      }
      found += 1;
      findings.push({ exchange: name, operation: operation.id, ...fault });
    }
    const spoken = new URL(exchange.url).searchParams.get('api-version') ?? operation.version;
    const standIn = standInFor(operation.service, spoken);
    if (standIn !== undefined) standIns.add(standIn);
    const key = `${operation.service} ${operation.id} ${spoken}`;
    const before = counts.get(key);
    counts.set(key, {
      service: operation.service,
      id: operation.id,
      version: spoken,
      requests: (before?.requests ?? 0) + 1,
      answers: (before?.answers ?? 0) + (exchange.status === 0 ? 0 : 1),
      findings: (before?.findings ?? 0) + found,
    });
  }
  const operations = [...counts.values()].sort((a, b) =>
    `${a.service} ${a.id}`.localeCompare(`${b.service} ${b.id}`, 'en'),
  );
  return {
    operations,
    uncovered,
    known,
    standIns: [...standIns],
    dangling,
    validated: operations.reduce((sum, one) => sum + one.requests, 0),
    findings,
  };
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function unknownCall({ method, url }: Exchange, match: Exclude<Match, { kind: 'operation' }>): Fault {
  const { origin, pathname } = new URL(url);
  const found = `${method} ${origin}${pathname}`;
  return match.kind === 'none'
    ? { side: 'request', code: 'UNKNOWN_OPERATION', path: 'path', found, expected: 'an operation of the OpenAPI files' }
    : {
        side: 'request',
        code: 'UNKNOWN_VERSION',
        path: 'version',
        found: match.spoken,
        expected: `a version that the files have of ${match.operation.id}, as ${match.operation.version}`,
      };
}

async function faultsOf(
  documents: Documents,
  validate: OfficialValidator,
  exchange: Exchange,
  { operation, path }: Extract<Match, { kind: 'operation' }>,
): Promise<readonly Fault[]> {
  const declared = declaredAnswer(documents, operation, exchange.status);
  const answer = bodyOf(documents, 'answer', exchange.responseBody, exchange.responseHeaders, schemaOf(declared));
  const asked = operation.parameters.find((one) => one.in === 'body')?.schema;
  const request = bodyOf(documents, 'request', exchange.requestBody, exchange.requestHeaders, asked);
  const official = await validate(exchange, operation, path, {
    request: request.kind === 'value' ? request.value : undefined,
    answer: answer.kind === 'value' ? answer.value : undefined,
  });
  const strict = strictFaults(documents, operation, exchange);
  const { type, format } = objectOf(declared?.value['schema']);
  const isFile = type === 'file' || format === 'file';
  return [
    ...strict,
    ...[request, answer].flatMap((one) => (one.kind === 'malformed' ? [one.fault] : [])),
    ...official.filter(
      ({ code, path: place }) =>
        // Found by the strict checks, of every operation: the validator forgets it of a parameter that several share.
        !(code === 'MISSING_REQUIRED_PARAMETER' && /^(?:query|header) /.test(place)) &&
        !(isFile && code === 'INVALID_CONTENT_TYPE') &&
        // The validator was given no body in place of one that cannot be read.
        !(request.kind === 'malformed' && code === 'MISSING_REQUIRED_PARAMETER' && place === '$') &&
        !(answer.kind === 'malformed' && code === 'INVALID_RESPONSE_BODY'),
    ),
  ];
}

type Body = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'malformed'; readonly fault: Fault };

function schemaOf(declared: Located | undefined): Located | undefined {
  const schema = declared?.value['schema'];
  return declared !== undefined && isObject(schema) ? { file: declared.file, value: schema } : undefined;
}

/** XML becomes the JSON that its schema describes. */
function bodyOf(
  documents: Documents,
  side: Fault['side'],
  body: unknown,
  headers: Exchange['requestHeaders'],
  schema: Located | undefined,
): Body {
  if (typeof body !== 'string' || !/\bxml\b/.test(headers['content-type'] ?? '') || schema === undefined)
    return { kind: 'value', value: body ?? undefined };
  try {
    return { kind: 'value', value: xmlToJson(documents, parseXml(body), schema) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      kind: 'malformed',
      fault: { side, code: 'MALFORMED_XML', path: '$', found: brief(body), expected: why },
    };
  }
}
