// What the official validator leaves open: parameters nobody declared, headers that are missing, bodies where none is
// declared, and the headers of long-running operations.
import type { Exchange } from './exchange.ts';
import type { Fault } from './finding.ts';
import { brief, objectOf, textOf, type JsonObject } from './json.ts';
import { isConditionalHeader } from './known.ts';
import { declaredAnswer, type Documents, type Operation } from './openapi.ts';

/** Every Azure service takes these, and no file declares all of them. */
const COMMON_HEADERS = new Set([
  'x-ms-client-request-id',
  'x-ms-correlation-request-id',
  'x-ms-return-client-request-id',
  'x-ms-useragent',
  'x-ms-date',
  'x-ms-version',
]);

/** A shared access signature, in the query of any request to Blob Storage ("Create a service SAS"). */
const SIGNATURE = new Set(
  'sv sr si sig se sp st spr sip ss srt ses sdd skoid sktid skt ske sks skv saoid suoid scid rscc rscd rsce rscl rsct'.split(
    ' ',
  ),
);

export function strictFaults(documents: Documents, operation: Operation, exchange: Exchange): readonly Fault[] {
  return [
    ...parameterFaults(operation, exchange),
    ...contentTypeFaults(operation, exchange),
    ...answerFaults(documents, operation, exchange),
    ...longRunningFaults(operation, exchange),
  ];
}

function parameterFaults(operation: Operation, { url, requestHeaders }: Exchange): readonly Fault[] {
  const query = new URL(url).searchParams;
  const declared = operation.parameters;
  const missing = declared
    .filter(({ required }) => required)
    .filter(
      ({ in: place, name }) =>
        (place === 'query' && !query.has(name)) ||
        (place === 'header' && requestHeaders[name.toLowerCase()] === undefined),
    )
    .map(({ in: place, name }) =>
      fault('request', 'MISSING_REQUIRED_PARAMETER', `${place} ${name}`, undefined, 'a value'),
    );
  const unknownQuery = [...new Set(query.keys())]
    .filter((name) => !declared.some((one) => one.in === 'query' && one.name === name))
    .filter((name) => operation.isArm || !SIGNATURE.has(name))
    .map((name) =>
      fault('request', 'UNKNOWN_QUERY_PARAMETER', `query ${name}`, query.get(name), 'a parameter of the operation'),
    );
  const unknownHeaders = Object.keys(requestHeaders)
    .filter((name) => /^(?:x-ms-|ocp-)/.test(name) && !COMMON_HEADERS.has(name))
    .filter(
      (name) =>
        !declared.some(
          (one) =>
            one.in === 'header' &&
            (one.name.toLowerCase() === name ||
              (one.prefix !== undefined && name.startsWith(one.prefix.toLowerCase()))),
        ),
    )
    .map((name) =>
      fault('request', 'UNKNOWN_HEADER', `header ${name}`, requestHeaders[name], 'a header of the operation'),
    );
  return [...missing, ...unknownQuery, ...unknownHeaders];
}

/** The validator compares the type alone; Batch's service takes nothing without its `odata` parameter. */
function contentTypeFaults({ consumes }: Operation, { requestBody, requestHeaders }: Exchange): readonly Fault[] {
  if (requestBody === null || requestBody === undefined) return [];
  const plain = (type: string): string => type.toLowerCase().replaceAll(/\s/g, '');
  const sent = plain(requestHeaders['content-type'] ?? '');
  const withParameters = consumes.filter((type) => type.includes(';'));
  if (withParameters.length === 0 || withParameters.length < consumes.length) return [];
  if (withParameters.some((type) => sent.startsWith(plain(type)))) return [];
  return [
    fault(
      'request',
      'CONTENT_TYPE',
      'header content-type',
      requestHeaders['content-type'],
      withParameters.join(' or '),
    ),
  ];
}

function answerFaults(documents: Documents, operation: Operation, exchange: Exchange): readonly Fault[] {
  const { status, responseHeaders, responseBody, method } = exchange;
  const declared = declaredAnswer(documents, operation, status);
  if (declared === undefined) return operation.isArm && status >= 400 ? envelopeFaults(exchange) : [];
  const missing = Object.keys(objectOf(declared.value['headers']))
    .filter((name) => !name.toLowerCase().endsWith('-meta') && responseHeaders[name.toLowerCase()] === undefined)
    .filter((name) => !isConditionalHeader(operation, name.toLowerCase()))
    .map((name) => fault('answer', 'MISSING_HEADER', `header ${name}`, undefined, 'the header, as it is declared'));
  const hasBody = responseBody !== null && responseBody !== undefined && method !== 'HEAD';
  if (!hasBody || declared.value['schema'] !== undefined) return missing;
  return [...missing, fault('answer', 'UNDECLARED_BODY', '$', responseBody, `no body with status ${status}`)];
}

/** Some files declare no errors at all; Resource Manager's own envelope (`ErrorResponse` of its common types) holds. */
function envelopeFaults({ responseBody }: Exchange): readonly Fault[] {
  const error = objectOf(objectOf(responseBody)['error']);
  const missing = ['code', 'message'].filter((name) => textOf(error[name]) === undefined);
  return [
    ...missing.map((name) => fault('answer', 'ERROR_ENVELOPE', `$.error.${name}`, error[name], 'a text')),
    ...unknownMembers(objectOf(responseBody), '$', ['error']),
    ...unknownMembers(error, '$.error', ['code', 'message', 'target', 'details', 'innererror', 'additionalInfo']),
  ];
}

function unknownMembers(value: JsonObject, path: string, known: readonly string[]): readonly Fault[] {
  return Object.keys(value)
    .filter((name) => !known.includes(name))
    .map((name) => fault('answer', 'ERROR_ENVELOPE', `${path}.${name}`, value[name], `one of ${known.join(', ')}`));
}

function longRunningFaults(
  operation: Operation,
  { status, responseHeaders, responseBody }: Exchange,
): readonly Fault[] {
  if (!operation.longRunning || status < 200 || status > 299) return [];
  const polls = ['azure-asyncoperation', 'location'].filter((name) => responseHeaders[name] !== undefined);
  // The resource itself can be polled where it says that it is on its way.
  const state = objectOf(objectOf(responseBody)['properties'])['provisioningState'];
  const wait = responseHeaders['retry-after'];
  return [
    ...(status === 202 && polls.length === 0 && state === undefined
      ? [fault('answer', 'LRO_HEADER', 'header azure-asyncoperation', undefined, 'this header, or location')]
      : []),
    ...polls
      .filter((name) => !/^https:\/\/[^/]+\//.test(responseHeaders[name] ?? ''))
      .map((name) => fault('answer', 'LRO_HEADER', `header ${name}`, responseHeaders[name], 'an absolute https URL')),
    ...(wait === undefined || /^\d+$/.test(wait)
      ? []
      : [fault('answer', 'LRO_HEADER', 'header retry-after', wait, 'whole seconds')]),
  ];
}

function fault(side: Fault['side'], code: string, path: string, found: unknown, expected: string): Fault {
  return { side, code, path, found: brief(found ?? undefined), expected };
}
