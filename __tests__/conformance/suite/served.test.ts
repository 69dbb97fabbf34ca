// What the files describe of what is served: the list comes from the simulator, so a new route cannot be forgotten.
import { expect, test } from '@jest/globals';
import { compare } from '../../../conformance/suite/served.ts';
import type { ServedOperation } from '../../../runner/simulator-process.ts';
import { GROUP, operationsOf } from './toy-suite.ts';

const operations = operationsOf();
const arm = (method: string, path: string): ServedOperation => ({
  service: 'arm',
  method,
  path,
  query: {},
  headers: {},
});

test('an operation is found whatever its parameters are called, without regard to case', () => {
  const { described, standings, unserved } = compare(
    [
      arm('GET', '/subscriptions/{sub}/resourcegroups/{rg}/providers/Microsoft.Toys/toys/{toy}'),
      arm('PUT', `${GROUP}/providers/Microsoft.Toys/toys/{toy}`),
    ],
    operations,
  );
  expect(described.map(({ id }) => id)).toEqual(['Toys_Get', 'Toys_Put']);
  expect(standings.map(({ kind, service }) => [kind, service])).toEqual([
    ['described', 'Microsoft.Toys'],
    ['described', 'Microsoft.Toys'],
  ]);
  expect([...unserved]).toEqual([['Microsoft.Toys', 1]]);
});

test('what the files do not describe has a reason', () => {
  const { standings, described } = compare(
    [
      arm('PATCH', `${GROUP}/providers/Microsoft.Toys/toys/{toy}`),
      arm('GET', '/subscriptions/{subscription}'),
      arm('GET', '{scope}/providers/Microsoft.Authorization/locks/{lock}'),
      { service: 'batch', method: 'GET', path: '/pools/{pool}/nodes/{node}/files/{...path}', query: {}, headers: {} },
    ],
    operations,
  );
  expect(described).toEqual([]);
  expect(standings.map((one) => (one.kind === 'undescribed' ? one.why : one.kind))).toEqual([
    'the files of Microsoft.Toys at hand do not have it',
    'no file of Microsoft.Resources is at hand',
    'no file of Microsoft.Authorization is at hand',
    'no file of Azure Batch is at hand',
  ]);
});

/** A service of its own with two operations at one address, which a header tells apart, in two versions. */
const blobs = (version: string) => {
  const action = (value: string) => ({
    name: 'x-ms-lease-action',
    in: 'header',
    required: true,
    type: 'string',
    enum: [value],
  });
  const comp = { name: 'comp', in: 'query', required: true, type: 'string', enum: ['lease'] };
  const operationOf = (id: string) => ({
    put: {
      operationId: `Blob_${id}`,
      parameters: [comp, action(id), { name: 'x-ms-lease-id', in: 'header', required: true, type: 'string' }],
      responses: {},
    },
  });
  return {
    swagger: '2.0',
    info: { title: 'Azure Blob Storage', version },
    'x-ms-parameterized-host': {},
    paths: {
      '/{containerName}/{blob}?comp=lease&renew': operationOf('renew'),
      '/{containerName}/{blob}?comp=lease&release': operationOf('release'),
    },
  };
};

test('query and headers tell operations at one address apart, in every version of the files', () => {
  const files = { 'a/blob.json': blobs('2020-01-01'), 'b/blob.json': blobs('2024-01-01') };
  const renew: ServedOperation = {
    service: 'blob',
    method: 'PUT',
    path: '/{container}/{blob}',
    query: { comp: 'lease' },
    headers: { 'x-ms-lease-action': 'renew' },
  };
  const { described, unserved } = compare([renew], operationsOf(files));
  expect(described.map(({ id, version }) => [id, version])).toEqual([
    ['Blob_renew', '2020-01-01'],
    ['Blob_renew', '2024-01-01'],
  ]);
  expect([...unserved]).toEqual([['Azure Blob Storage', 2]]);
});
