// Services that are not behind Resource Manager: a blob service with XML, and a Batch service with its content type.
import { describe, expect, test } from '@jest/globals';
import type { Exchange } from '../../conformance/exchange.ts';
import type { Report } from '../../conformance/check.ts';
import { checkAgainst, read } from './toys.ts';

const text = (name: string, place: string, rest: object = {}): object => ({ name, in: place, type: 'string', ...rest });
const VERSION = text('x-ms-version', 'header', { required: true, enum: ['2024-08-04'] });
const path = {
  parameters: [text('containerName', 'path', { required: true }), text('blob', 'path', { required: true })],
};
const action = (value: string): object => text('x-ms-lease-action', 'header', { required: true, enum: [value] });
const lease = text('comp', 'query', { required: true, enum: ['lease'] });

const BLOBS = {
  'blob.json': {
    swagger: '2.0',
    info: { title: 'Azure Blob Storage', version: '2024-08-04' },
    'x-ms-parameterized-host': { hostTemplate: '{url}', useSchemePrefix: false, parameters: [] },
    consumes: ['application/xml'],
    produces: ['application/xml'],
    paths: {},
    'x-ms-paths': {
      '/{containerName}/{blob}': {
        ...path,
        get: {
          operationId: 'Blob_Download',
          parameters: [VERSION],
          responses: { 200: { description: 'OK', schema: { type: 'object', format: 'file' } } },
        },
      },
      '/{containerName}/{blob}?comp=lease&acquire': {
        ...path,
        put: {
          operationId: 'Blob_AcquireLease',
          parameters: [lease, action('acquire'), VERSION],
          responses: { 201: { description: 'OK' } },
        },
      },
      '/{containerName}/{blob}?comp=lease&release': {
        ...path,
        put: {
          operationId: 'Blob_ReleaseLease',
          parameters: [lease, action('release'), text('x-ms-lease-id', 'header', { required: true }), VERSION],
          responses: { 200: { description: 'OK' } },
        },
      },
      '/{containerName}/{blob}?comp=tags': {
        ...path,
        put: {
          operationId: 'Blob_SetTags',
          parameters: [
            text('comp', 'query', { required: true, enum: ['tags'] }),
            VERSION,
            { name: 'tags', in: 'body', required: true, schema: { $ref: '#/definitions/Tags' } },
          ],
          responses: { 204: { description: 'No content' } },
        },
      },
      '/{containerName}/{blob}?comp=pagelist': {
        ...path,
        get: {
          operationId: 'PageBlob_GetPageRanges',
          parameters: [text('comp', 'query', { required: true, enum: ['pagelist'] }), VERSION],
          responses: { 200: { description: 'OK', schema: { $ref: '#/definitions/PageList' } } },
        },
      },
    },
    definitions: {
      Tags: {
        type: 'object',
        required: ['Tag'],
        properties: { Tag: { type: 'array', items: { type: 'string', enum: ['red', 'blue'], xml: { name: 'Tag' } } } },
      },
      PageList: {
        type: 'object',
        properties: { PageRange: { type: 'array', items: { $ref: '#/definitions/PageRange' } } },
      },
      PageRange: {
        type: 'object',
        required: ['Start'],
        xml: { name: 'PageRange' },
        properties: { Start: { type: 'integer', format: 'int64' } },
      },
    },
  },
};

const URL_OF_BLOB = 'https://account.blob.core.windows.net/system/Images/a-b.c.vhd';

function blob(changes: Partial<Exchange>): Exchange {
  return read({
    url: URL_OF_BLOB,
    requestHeaders: { 'x-ms-version': '2024-08-04' },
    responseHeaders: { 'content-type': 'application/octet-stream' },
    responseBody: { bytes: 512, sha256: '0' },
    ...changes,
  });
}

function leased(status: number, headers: Readonly<Record<string, string>>): Exchange {
  return blob({
    method: 'PUT',
    url: `${URL_OF_BLOB}?comp=lease`,
    requestHeaders: { 'x-ms-version': '2024-08-04', ...headers },
    status,
    responseHeaders: {},
    responseBody: null,
  });
}

function brief({ findings }: Report): readonly string[] {
  return findings.map(({ operation, code, path: place }) => `${operation} ${code} ${place}`);
}

describe('the blob service', () => {
  test('has operations at one address that headers and queries tell apart', async () => {
    const report = await checkAgainst(BLOBS, [
      blob({}),
      leased(201, { 'x-ms-lease-action': 'acquire' }),
      leased(200, { 'x-ms-lease-action': 'release', 'x-ms-lease-id': '1' }),
    ]);
    expect(report.findings).toEqual([]);
    expect(report.operations.map(({ id }) => id)).toEqual(['Blob_AcquireLease', 'Blob_Download', 'Blob_ReleaseLease']);
  });

  test('has findings for a missing lease, an unknown action, another version and an undeclared status', async () => {
    const report = await checkAgainst(BLOBS, [
      leased(200, { 'x-ms-lease-action': 'release' }),
      leased(201, { 'x-ms-lease-action': 'steal' }),
      leased(201, { 'x-ms-lease-action': 'acquire', 'x-ms-version': '2015-01-01' }),
      leased(200, { 'x-ms-lease-action': 'acquire' }),
    ]);
    expect(brief(report)).toEqual([
      'Blob_ReleaseLease MISSING_REQUIRED_PARAMETER header x-ms-lease-id',
      'none UNKNOWN_OPERATION path',
      'none UNKNOWN_VERSION version',
      'Blob_AcquireLease INVALID_RESPONSE_CODE status 200',
    ]);
  });

  test('may be asked with a shared access signature, but with no other parameter', async () => {
    expect(brief(await checkAgainst(BLOBS, [blob({ url: `${URL_OF_BLOB}?sv=1&sr=b&sig=***&colour=red` })]))).toEqual([
      'Blob_Download UNKNOWN_QUERY_PARAMETER query colour',
    ]);
  });

  test.each([
    ['<PageList><PageRange><Start>0</Start></PageRange></PageList>', []],
    ['<PageList/>', []],
    ['<PageList><PageRange><End>0</End></PageRange></PageList>', ['$.PageRange[0].Start', '$.PageRange[0].End']],
    ['<PageList><PageRange><Start>first</Start></PageRange></PageList>', ['$.PageRange[0].Start']],
    ['<PageList><Page>1</Page></PageList>', ['$.Page']],
    ['<PageList>', ['$']],
  ])('is held to the schema of its XML: %s', async (responseBody, expected) => {
    const report = await checkAgainst(BLOBS, [
      blob({
        url: `${URL_OF_BLOB}?comp=pagelist`,
        responseBody,
        responseHeaders: { 'content-type': 'application/xml' },
      }),
    ]);
    expect([...new Set(report.findings.map(({ path: place }) => place))].sort()).toEqual([...expected].sort());
  });

  test.each([
    ['<Tags><Tag>red</Tag></Tags>', []],
    ['<Tags><Tag>green</Tag></Tags>', ['request ENUM_MISMATCH $.Tag[0]']],
    ['<Tags/>', ['request OBJECT_MISSING_REQUIRED_PROPERTY $.Tag']],
    ['<Tags>', ['request MALFORMED_XML $']],
  ])('is held to the schema of the XML that it is sent: %s', async (requestBody, expected) => {
    const report = await checkAgainst(BLOBS, [
      blob({
        method: 'PUT',
        url: `${URL_OF_BLOB}?comp=tags`,
        requestHeaders: { 'x-ms-version': '2024-08-04', 'content-type': 'application/xml' },
        requestBody,
        status: 204,
        responseHeaders: {},
        responseBody: null,
      }),
    ]);
    expect(report.findings.map(({ side, code, path: place }) => `${side} ${code} ${place}`)).toEqual(expected);
  });
});

describe('the Batch service', () => {
  const consumes = ['application/json; odata=minimalmetadata'];
  const files = {
    'batch.json': {
      swagger: '2.0',
      info: { title: 'Azure Batch', version: '2024-07-01.20.0' },
      'x-ms-parameterized-host': { hostTemplate: '{endpoint}', useSchemePrefix: false, parameters: [] },
      produces: ['application/json'],
      paths: {
        '/pools': {
          post: {
            operationId: 'Pools_CreatePool',
            consumes,
            parameters: [
              text('api-version', 'query', { required: true }),
              {
                name: 'pool',
                in: 'body',
                required: true,
                schema: { type: 'object', properties: { id: { type: 'string' } } },
              },
            ],
            responses: { 201: { description: 'Created' } },
          },
        },
      },
      definitions: {},
    },
  };
  const created = (type: string): Exchange =>
    read({
      method: 'POST',
      url: 'https://account.westeurope.batch.azure.com/pools?api-version=2024-07-01.20.0',
      requestHeaders: { 'content-type': type },
      requestBody: { id: 'p' },
      status: 201,
      responseHeaders: {},
      responseBody: null,
    });

  test('is one service, whatever its older files call it', async () => {
    const older = { ...files['batch.json'], info: { title: 'BatchServiceClient', version: '2022-10-01.16.0' } };
    const { operations } = await checkAgainst({ 'batch.json': older }, [
      {
        ...created('application/json; odata=minimalmetadata'),
        url: 'https://account.westeurope.batch.azure.com/pools?api-version=2022-10-01.16.0',
      },
    ]);
    expect(operations).toMatchObject([{ service: 'Azure Batch', version: '2022-10-01.16.0', requests: 1 }]);
  });

  test('takes only the content type with its parameter', async () => {
    const report = await checkAgainst(files, [
      created('application/json; odata=minimalmetadata; charset=utf-8'),
      created('application/json'),
    ]);
    expect(brief(report)).toEqual(['Pools_CreatePool CONTENT_TYPE header content-type']);
  });
});
