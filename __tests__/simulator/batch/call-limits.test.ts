// What the data plane refuses whatever a call is about: versions, timeouts, bodies, conditions, filters, pages, signatures.
import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import { refused } from './refusals.ts';
import { createTestWorld, ENDPOINT, poolBody, valueOf, VERSION } from './world.ts';

const HEADERS = { authorization: 'Bearer good', 'content-type': 'application/json; odata=minimalmetadata' };

/** A call as it stands, without anything that the test world would add. */
async function raw(request: {
  readonly url?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}): Promise<JsonObject> {
  const { batch } = createTestWorld();
  const { status, body } = await batch.service.handle({
    method: request.method ?? 'GET',
    url: new URL(request.url ?? `https://${ENDPOINT}/pools?api-version=${VERSION}`),
    headers: request.headers ?? HEADERS,
    body: Buffer.from(request.body ?? ''),
  });
  return refused({ status, headers: {}, body: body as JsonObject, text: '' });
}

const signature = (authorization: string, more: Readonly<Record<string, string>> = {}) => ({
  headers: { authorization, ...more },
});
const malformed = {
  code: '401 InvalidAuthenticationInfo',
  AuthenticationErrorDetail: 'The Authorization header is malformed.',
};
const timeout = (value: string): JsonObject => ({
  code: '400 InvalidQueryParameterValue',
  QueryParameterName: 'timeout',
  QueryParameterValue: value,
  Reason: 'The value must be between 1 and 30 seconds.',
});
const badBody = (Reason: string): JsonObject => ({ code: '400 InvalidRequestBody', Reason });

test.each<readonly [string, Parameters<typeof raw>[0], JsonObject]>([
  [
    'an account that is not there',
    { url: `https://other.westeurope.batch.azure.com/pools?api-version=${VERSION}` },
    { code: '501 NotSimulated' },
  ],
  [
    'no api-version',
    { url: `https://${ENDPOINT}/pools` },
    { code: '400 MissingRequiredQueryParameter', QueryParameterName: 'api-version' },
  ],
  ['a timeout of 0', { url: `https://${ENDPOINT}/pools?api-version=${VERSION}&timeout=0` }, timeout('0')],
  ['a timeout of 31', { url: `https://${ENDPOINT}/pools?api-version=${VERSION}&timeout=31` }, timeout('31')],
  ['no body', { method: 'POST' }, badBody('A request body is required.')],
  ['a body that is not JSON', { method: 'POST', body: '{' }, badBody('The body is not JSON.')],
  ['a list as body', { method: 'POST', body: '[]' }, badBody('The body is not a JSON object.')],
  ['a key without a signature', signature('SharedKey batchrender'), malformed],
  ['the key of another account', signature('SharedKey other:c2ln'), malformed],
  [
    'a signature without a date',
    signature('SharedKey batchrender:c2ln'),
    { code: '400 MissingRequiredHeader', HeaderName: 'ocp-date' },
  ],
])('a call with %s is refused', async (_, request, expected) => {
  expect(await raw(request)).toEqual(expected);
});

describe('conditions', () => {
  const EARLIER = 'Sun, 22 Nov 2026 00:00:00 GMT';

  test.each([
    ['a change since the time it names', { 'if-unmodified-since': EARLIER }],
    ['any version at all', { 'if-none-match': '*' }],
    ['the present time', { 'if-modified-since': 'Mon, 23 Nov 2026 00:00:00 GMT' }],
  ])('keep a pool that has %s', async (_, headers) => {
    const { call } = createTestWorld();
    await call('POST', '/pools', poolBody('render'));
    const answer = await call('DELETE', '/pools/render', undefined, { headers });
    expect(refused(answer)).toEqual({ code: '412 ConditionNotMet' });
    expect((await call('GET', '/pools/render')).status).toBe(200);
  });

  test.each([
    ['DELETE', '/jobs/nightly/tasks/t'],
    ['POST', '/jobs/nightly/tasks/t/terminate'],
  ])('hold for %s %s', async (method, path) => {
    const { call } = createTestWorld();
    await call('POST', '/jobs', { id: 'nightly', poolInfo: { poolId: 'render' } });
    await call('POST', '/jobs/nightly/tasks', { id: 't', commandLine: 'x' });
    const answer = await call(method, path, undefined, { headers: { 'if-match': '"0x8"' } });
    expect(refused(answer)).toEqual({ code: '412 ConditionNotMet' });
    expect((await call('GET', '/jobs/nightly/tasks/t')).body.state).toBe('active');
  });
});

describe('a filter', () => {
  test.each([
    ['id eq', "Expected 'a value'."],
    ['startswith', "Expected '('."],
    ["startswith[id,'a')", "The property 'startswith[id' cannot be filtered by."],
    ["startswith(id 'a')", "Expected ','."],
    ["startswith(id,'a' and", "Expected ')'."],
    ["(id eq 'a'", "Expected ')'."],
    ["id eq 'a' id", 'There is more than one expression.'],
    ["id like 'a'", "'like' is not an operator."],
    ['id eq a', "'a' is not a value."],
  ])('%s is refused', async (filter, Reason) => {
    const { call } = createTestWorld();
    expect(refused(await call('GET', `/pools?$filter=${encodeURIComponent(filter)}`))).toEqual({
      code: '400 InvalidQueryParameterValue',
      QueryParameterName: '$filter',
      QueryParameterValue: filter,
      Reason,
    });
  });

  test.each([
    ["id lt 'b'", ['a']],
    ["id le 'b'", ['a', 'b']],
    ["id gt 'b'", ['c']],
    ["id ge 'b' and not (id ne 'b')", ['b']],
    ["creationTime ge datetime'2026-11-22' and id eq 'A'", ['a']],
  ])('%s finds %j', async (filter, ids) => {
    const { call } = createTestWorld();
    for (const id of ['a', 'b', 'c']) await call('POST', '/pools', poolBody(id, { targetDedicatedNodes: 0 }));
    const found = valueOf(await call('GET', `/pools?$filter=${encodeURIComponent(filter)}`));
    expect(found.map(({ id }) => id)).toEqual(ids);
  });
});

test.each(['0', '1.5', '1001'])('a page of %s is refused', async (size) => {
  const { call } = createTestWorld();
  expect(refused(await call('GET', `/pools?maxresults=${size}`))).toEqual({
    code: '400 InvalidQueryParameterValue',
    QueryParameterName: 'maxresults',
    QueryParameterValue: size,
    Reason: 'The value must be between 1 and 1000.',
  });
});
