import { describe, expect, test } from '@jest/globals';
import { checkAgainst, faults, read, TOYS, URL_OF_TOY, write } from './toys.ts';

const body = (properties: object): object => ({ location: 'westeurope', properties });

describe('an exchange that keeps to the file', () => {
  test('has no findings, and is counted', async () => {
    const report = await checkAgainst(TOYS, [
      read(),
      write(),
      read({
        status: 404,
        responseBody: { error: { code: 'NotFound' } },
        responseHeaders: { 'content-type': 'application/json' },
      }),
    ]);
    expect(report.findings).toEqual([]);
    expect(report.validated).toBe(3);
    expect(report.operations).toEqual([
      { service: 'Microsoft.Toys', id: 'Toys_Get', version: '2020-01-01', requests: 2, answers: 2, findings: 0 },
      { service: 'Microsoft.Toys', id: 'Toys_Put', version: '2020-01-01', requests: 1, answers: 1, findings: 0 },
    ]);
  });

  test('counts as a request alone when the connection was broken', async () => {
    const report = await checkAgainst(TOYS, [read({ status: 0, responseHeaders: {}, responseBody: null })]);
    expect(report.findings).toEqual([]);
    expect(report.operations).toMatchObject([{ requests: 1, answers: 0 }]);
  });
});

describe('in a request it finds', () => {
  test.each([
    ['a wrong type', { size: 'big' }, 'INVALID_TYPE $.properties.size'],
    ['a missing required property', { colour: 'Red' }, 'OBJECT_MISSING_REQUIRED_PROPERTY $.properties.size'],
    ['a value out of bounds', { size: 0 }, 'MINIMUM $.properties.size'],
    [
      'a value that an extensible enumeration does not have',
      { size: 1, colour: 'Green' },
      'ENUM_MISMATCH $.properties.colour',
    ],
    ['a value in other letters', { size: 1, colour: 'red' }, 'ENUM_CASE_MISMATCH $.properties.colour'],
    ['a wrong format', { size: 1, made: 'yesterday' }, 'INVALID_FORMAT $.properties.made'],
    [
      'a read-only property',
      { size: 1, provisioningState: 'Succeeded' },
      'READONLY_PROPERTY_NOT_ALLOWED_IN_REQUEST $.properties.provisioningState',
    ],
    ['an unknown property', { size: 1, wheels: 4 }, 'OBJECT_ADDITIONAL_PROPERTIES $.properties.wheels'],
    [
      'an unknown property of a type that others extend',
      { size: 1, shop: { floor: 2 } },
      'OBJECT_ADDITIONAL_PROPERTIES $.properties.shop.floor',
    ],
  ])('%s', async (_, properties, expected) => {
    expect(await faults(write({ requestBody: body(properties) }))).toEqual([`request ${expected}`]);
  });

  test('a missing body', async () => {
    expect(await faults(write({ requestBody: null }))).toEqual(['request MISSING_REQUIRED_PARAMETER $']);
  });

  test('an unknown query parameter', async () => {
    expect(await faults(read({ url: `${URL_OF_TOY}&$filter=a` }))).toEqual([
      'request UNKNOWN_QUERY_PARAMETER query $filter',
    ]);
  });

  test('a wrong query parameter', async () => {
    expect(await faults(read({ url: `${URL_OF_TOY}&$expand=parts` }))).toEqual(['request ENUM_MISMATCH query $expand']);
  });

  test('a missing query parameter, also where operations share it', async () => {
    const url = URL_OF_TOY.split('?')[0] ?? '';
    expect(await faults(read(), write(), write({ url }), read({ url }))).toEqual([
      'request MISSING_REQUIRED_PARAMETER query api-version',
      'request MISSING_REQUIRED_PARAMETER query api-version',
    ]);
  });

  test('a missing header, and one that nobody declared', async () => {
    const requestHeaders = { 'content-type': 'application/json', 'x-ms-toy-bag': 'left' };
    expect(await faults(write({ requestHeaders }))).toEqual([
      'request MISSING_REQUIRED_PARAMETER header x-ms-toy-box',
      'request UNKNOWN_HEADER header x-ms-toy-bag',
    ]);
  });

  test('a wrong content type', async () => {
    const requestHeaders = { 'content-type': 'text/plain', 'x-ms-toy-box': 'left' };
    expect(await faults(write({ requestHeaders }))).toEqual(['request INVALID_CONTENT_TYPE $']);
  });

  test('a path and a method that the files do not have', async () => {
    expect(await faults(read({ url: URL_OF_TOY.replace('toys/', 'toy/') }))).toEqual([
      'request UNKNOWN_OPERATION path',
    ]);
    expect(await faults(read({ method: 'PATCH' }))).toEqual(['request UNKNOWN_OPERATION path']);
  });

  test('a version that the files do not have', async () => {
    const { findings, validated } = await checkAgainst(TOYS, [read({ url: URL_OF_TOY.replace('2020', '2031') })]);
    expect(findings).toMatchObject([
      { code: 'UNKNOWN_VERSION', found: '2031-01-01', expected: expect.stringContaining('2020-01-01') },
    ]);
    expect(validated).toBe(0);
  });
});

describe('in an answer it finds', () => {
  test('a missing required property, and says where', async () => {
    const responseBody = { id: '/toy', properties: { colour: 'Red' } };
    const { findings } = await checkAgainst(TOYS, [{ ...read({ responseBody }), scenario: 'play' }]);
    expect(findings).toEqual([
      {
        exchange: 'play #7',
        operation: 'Toys_Get',
        side: 'answer',
        code: 'OBJECT_MISSING_REQUIRED_PROPERTY',
        path: '$.properties.size',
        found: 'nothing',
        expected: 'Missing required property: size',
      },
    ]);
  });

  test.each([
    ['a wrong type', { id: '/toy', properties: { size: '3' } }, 'INVALID_TYPE $.properties.size'],
    [
      'a wrong enumeration value',
      { id: '/toy', properties: { size: 3, colour: 'Green' } },
      'ENUM_MISMATCH $.properties.colour',
    ],
    [
      'an unknown property',
      { id: '/toy', properties: { size: 3 }, wheels: 4 },
      'OBJECT_ADDITIONAL_PROPERTIES $.wheels',
    ],
    ['a resource without its ID', { properties: { size: 3 } }, 'MISSING_RESOURCE_ID $'],
    ['no body', null, 'INVALID_RESPONSE_BODY $'],
  ])('%s', async (_, responseBody, expected) => {
    expect(await faults(read({ responseBody }))).toEqual([`answer ${expected}`]);
  });

  test('a status that is not declared', async () => {
    expect(await faults(read({ status: 206 }))).toEqual(['answer INVALID_RESPONSE_CODE status 206']);
  });

  test('a status of an error where the operation declares none', async () => {
    const gone = read({ method: 'DELETE', status: 409, responseBody: { error: { code: 'Conflict', message: 'No.' } } });
    expect(await faults(gone)).toEqual(['answer INVALID_RESPONSE_CODE status 409']);
  });

  test('an error that is not in its envelope', async () => {
    expect(await faults(read({ method: 'DELETE', status: 409, responseBody: { error: { at: 1 }, why: 2 } }))).toEqual([
      'answer ERROR_ENVELOPE $.error.code',
      'answer ERROR_ENVELOPE $.error.message',
      'answer ERROR_ENVELOPE $.why',
      'answer ERROR_ENVELOPE $.error.at',
      'answer INVALID_RESPONSE_CODE status 409',
    ]);
    const status404 = read({
      status: 404,
      responseBody: { error: { message: 'No.' } },
      responseHeaders: { 'content-type': 'application/json' },
    });
    expect(await faults(status404)).toEqual(['answer OBJECT_MISSING_REQUIRED_PROPERTY $.error.code']);
  });

  test('a body where none is declared', async () => {
    const gone = read({ method: 'DELETE', status: 204, responseBody: { done: true } });
    expect(await faults(gone)).toEqual(['answer UNDECLARED_BODY $']);
  });

  test('a missing header, and one of a wrong type', async () => {
    const type = { 'content-type': 'application/json' };
    expect(await faults(read({ responseHeaders: type }))).toEqual(['answer MISSING_HEADER header x-ms-toy-count']);
    expect(await faults(read({ responseHeaders: { ...type, 'x-ms-toy-count': 'many' } }))).toEqual([
      'answer INVALID_TYPE header x-ms-toy-count',
    ]);
  });

  test('a long-running operation that cannot be polled', async () => {
    const accepted = (responseHeaders: Record<string, string>): Promise<readonly string[]> =>
      faults(write({ status: 202, responseBody: null, responseHeaders }));
    expect(await accepted({ location: 'https://management.azure.com/operations/1', 'retry-after': '10' })).toEqual([]);
    expect(await accepted({ 'azure-asyncoperation': 'https://management.azure.com/operations/1' })).toEqual([]);
    expect(await accepted({})).toEqual(['answer LRO_HEADER header azure-asyncoperation']);
    expect(await accepted({ location: '/operations/1' })).toEqual(['answer LRO_HEADER header location']);
    expect(await accepted({ location: 'https://management.azure.com/o', 'retry-after': 'soon' })).toEqual([
      'answer LRO_HEADER header retry-after',
    ]);
  });
});

describe('a call that no file describes', () => {
  test('is counted when it is known to be none of theirs, and never as validated', async () => {
    const poll = read({
      url: 'https://management.azure.com/subscriptions/s/providers/Microsoft.Toys/locations/westeurope/operations/1?api-version=2020-01-01',
    });
    const signIn = read({ method: 'POST', url: 'https://login.microsoftonline.com/t/oauth2/v2.0/token' });
    const report = await checkAgainst(TOYS, [poll, poll, signIn]);
    expect(report).toMatchObject({ validated: 0, findings: [] });
    expect([...report.uncovered]).toEqual([
      ['Poll of a long-running operation', 2],
      ['Sign-in at Microsoft Entra ID', 1],
    ]);
  });
});

describe('the files', () => {
  test('must be there', async () => {
    await expect(checkAgainst({ 'a.json': { swagger: '2.0' }, 'b.json': [] }, [])).rejects.toThrow(/no OpenAPI/);
  });

  test('are named where they refer to a file that is not there', async () => {
    const one = { ...TOYS['toys/toys.json'], paths: {}, definitions: { A: { $ref: './gone.json#/definitions/A' } } };
    const report = await checkAgainst({ ...TOYS, 'toys/more.json': one }, [read()]);
    expect(report.dangling).toEqual(['./gone.json#/definitions/A of toys/more.json']);
    expect(report.validated).toBe(1);
  });

  test('of another version stand in where that is known, and what they do not know is a finding', async () => {
    const renamed = JSON.parse(
      JSON.stringify(TOYS).replaceAll('Microsoft.Toys', 'Microsoft.Batch').replaceAll('2020-01-01', '2023-11-01'),
    ) as typeof TOYS;
    const url = URL_OF_TOY.replace('Microsoft.Toys', 'Microsoft.Batch').replace('2020-01-01', '2024-07-01');
    const responseBody = { id: '/toy', properties: { size: 3, newer: true } };
    const report = await checkAgainst(renamed, [read({ url }), read({ url, responseBody })]);
    expect(report.standIns).toMatchObject([{ spoken: '2024-07-01', file: '2023-11-01' }]);
    expect(report.operations).toMatchObject([{ version: '2024-07-01', requests: 2, findings: 1 }]);
    expect(report.findings).toMatchObject([{ code: 'OBJECT_ADDITIONAL_PROPERTIES', path: '$.properties.newer' }]);
  });
});
