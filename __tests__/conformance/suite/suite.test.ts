// The whole suite against a simulator, on a file that describes a little of it, well and wrongly.
import { describe, expect, test } from '@jest/globals';
import { check } from '../../../conformance/check.ts';
import { cover, type Coverage } from '../../../conformance/suite/coverage.ts';
import { none, refused, type Plays } from '../../../conformance/suite/play.ts';
import { recordSuite } from '../../../conformance/suite/suite.ts';
import { readSpecifications } from '../../../conformance/openapi.ts';
import { writeFiles } from '../toys.ts';
import { rmSync } from 'node:fs';

const ACCOUNTS =
  '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts';
const parameter = (name: string, place: string) => ({ name, in: place, required: true, type: 'string' });
const SHARED = [
  parameter('subscriptionId', 'path'),
  parameter('resourceGroupName', 'path'),
  parameter('api-version', 'query'),
];
const ONE = [...SHARED, parameter('accountName', 'path')];
const answer = (schema: object) => ({ 200: { description: 'OK', schema } });
const open = { type: 'object', additionalProperties: true };
const body = { name: 'parameters', in: 'body', required: true, schema: open };
const example = (name: string) => ({ [name]: { $ref: `./examples/${name}.json` } });

const FILES = {
  'storage.json': {
    swagger: '2.0',
    info: { title: 'Storage', version: '2023-05-01' },
    consumes: ['application/json'],
    produces: ['application/json'],
    paths: {
      [ACCOUNTS]: {
        get: {
          operationId: 'StorageAccounts_ListByResourceGroup',
          parameters: SHARED,
          // In truth it is a list.
          responses: answer({ type: 'object', properties: { value: { type: 'string' } } }),
        },
      },
      [`${ACCOUNTS}/{accountName}`]: {
        get: { operationId: 'StorageAccounts_GetProperties', parameters: ONE, responses: answer(open) },
        put: {
          operationId: 'StorageAccounts_Create',
          'x-ms-long-running-operation': true,
          'x-ms-examples': { ...example('Plain'), ...example('Edge') },
          parameters: [...ONE, body],
          responses: { ...answer(open), 202: { description: 'Accepted' } },
        },
        delete: {
          operationId: 'StorageAccounts_Delete',
          parameters: ONE,
          responses: { 200: { description: 'OK' }, 204: { description: 'None' } },
        },
      },
      [`${ACCOUNTS}/{accountName}/failover`]: {
        post: { operationId: 'StorageAccounts_Failover', parameters: ONE, responses: answer(open) },
      },
    },
  },
  'examples/Plain.json': {
    parameters: {
      subscriptionId: '{subscription}',
      resourceGroupName: 'res1',
      accountName: 'made1',
      parameters: { location: 'eastus', sku: { name: 'Standard_LRS' }, kind: 'StorageV2' },
    },
  },
  'examples/Edge.json': {
    parameters: {
      subscriptionId: '{subscription}',
      resourceGroupName: 'res1',
      accountName: 'made2',
      parameters: {
        location: 'eastus',
        sku: { name: 'Standard_LRS' },
        extendedLocation: { name: 'x', type: 'EdgeZone' },
      },
    },
  },
};

async function coverageOf(plays: Plays): Promise<Coverage> {
  const directory = writeFiles(FILES);
  try {
    const specifications = readSpecifications(directory);
    const suite = await recordSuite(specifications, { 'Microsoft.Storage': plays }, 1);
    const report = await check(specifications, suite.exchanges);
    return cover(suite.tried, [...report.findings, ...suite.findings], suite.stale);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

describe('the suite', () => {
  test('follows an operation to its end, looks at what was made, and tells what is missing or wrong', async () => {
    const { operations, failures, findings } = await coverageOf({
      StorageAccounts_GetProperties: none(),
      StorageAccounts_ListByResourceGroup: none(),
      StorageAccounts_Failover: none(),
      StorageAccounts_Create: { refused: refused('NotSimulated', 'edge zones', ['Edge.json']) },
    });
    const of = (id: string) => operations.find(({ operation }) => operation.id === id);
    expect(of('StorageAccounts_GetProperties')).toMatchObject({ isValidated: true, own: ['a request of the suite'] });
    expect(of('StorageAccounts_Create')).toMatchObject({
      isValidated: true,
      used: ['Plain.json'],
      refused: [{ example: 'Edge.json', why: 'NotSimulated: edge zones' }],
    });
    expect(failures).toEqual([
      'Microsoft.Storage StorageAccounts_Failover at 2023-05-01: the suite has an entry for it, and it is not served',
      'Microsoft.Storage StorageAccounts_ListByResourceGroup at 2023-05-01, a request of the suite: 1 findings in the answer',
      'Microsoft.Storage StorageAccounts_ListByResourceGroup at 2023-05-01: no success of it was validated',
      'Microsoft.Storage StorageAccounts_Delete at 2023-05-01: the suite has no entry for it',
    ]);
    expect(findings).toMatchObject([
      { operation: 'StorageAccounts_ListByResourceGroup', code: 'INVALID_TYPE', path: '$.value' },
    ]);
  });

  test('fails where the state before an operation cannot be made', async () => {
    const { failures } = await coverageOf({
      StorageAccounts_GetProperties: none(
        {},
        { before: (stage) => stage.arm('GET', '/subscriptions/unknown/x').then(() => undefined) },
      ),
    });
    expect(failures).toContainEqual(
      expect.stringMatching(
        /StorageAccounts_GetProperties at 2023-05-01, a request of the suite: GET https:\/\/management\.azure\.com\/subscriptions\/unknown\/x.* answered \d+/,
      ),
    );
  });
});
