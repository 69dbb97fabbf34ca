// A made-up service behind Resource Manager, described as the official files describe theirs, and exchanges with it.
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { check, type Report } from '../../conformance/check.ts';
import { readSpecifications } from '../../conformance/openapi.ts';
import type { Exchange } from '../../conformance/exchange.ts';

const GROUP = '/subscriptions/{subscriptionId}/resourceGroups/{group}';
const TOY = `${GROUP}/providers/Microsoft.Toys/toys/{name}`;

const pathParameter = (name: string): object => ({ name, in: 'path', required: true, type: 'string' });
const SHARED = ['subscriptionId', 'group', 'name', 'version'].map((name) => ({
  $ref: `./types.json#/parameters/${name}`,
}));
const toy = { schema: { $ref: '#/definitions/Toy' } };
const errors = { default: { description: 'Error', schema: { $ref: './types.json#/definitions/Error' } } };

export const TOYS = {
  'toys/toys.json': {
    swagger: '2.0',
    info: { title: 'ToysClient', version: '2020-01-01' },
    host: 'management.azure.com',
    consumes: ['application/json'],
    produces: ['application/json'],
    paths: {
      [TOY]: {
        get: {
          operationId: 'Toys_Get',
          parameters: [...SHARED, { name: '$expand', in: 'query', type: 'string', enum: ['owner'] }],
          responses: {
            200: { description: 'OK', ...toy, headers: { 'x-ms-toy-count': { type: 'integer' } } },
            ...errors,
          },
        },
        put: {
          operationId: 'Toys_Put',
          'x-ms-long-running-operation': true,
          parameters: [
            ...SHARED,
            { name: 'x-ms-toy-box', in: 'header', required: true, type: 'string' },
            { name: 'toy', in: 'body', required: true, ...toy },
          ],
          responses: { 200: { description: 'OK', ...toy }, 202: { description: 'Accepted' }, ...errors },
        },
        delete: {
          operationId: 'Toys_Delete',
          parameters: SHARED,
          responses: { 204: { description: 'Gone' } },
        },
      },
    },
    definitions: {
      Toy: {
        'x-ms-azure-resource': true,
        type: 'object',
        allOf: [{ $ref: './types.json#/definitions/Resource' }],
        properties: {
          properties: {
            type: 'object',
            required: ['size'],
            properties: {
              size: { type: 'integer', format: 'int32', minimum: 1 },
              colour: { type: 'string', enum: ['Red', 'Blue'], 'x-ms-enum': { name: 'Colour', modelAsString: true } },
              made: { type: 'string', format: 'date-time' },
              provisioningState: { type: 'string', readOnly: true },
              // A type that is used as it is, and that others extend.
              shop: { $ref: './types.json#/definitions/Resource' },
            },
          },
        },
      },
    },
  },
  'toys/types.json': {
    swagger: '2.0',
    info: { title: 'Common types', version: '1.0' },
    paths: {},
    parameters: {
      subscriptionId: pathParameter('subscriptionId'),
      group: pathParameter('group'),
      name: pathParameter('name'),
      version: { name: 'api-version', in: 'query', required: true, type: 'string' },
    },
    definitions: {
      Resource: {
        type: 'object',
        properties: { id: { type: 'string', readOnly: true }, location: { type: 'string' } },
      },
      Error: {
        type: 'object',
        properties: {
          error: {
            type: 'object',
            required: ['code'],
            properties: { code: { type: 'string' }, message: { type: 'string' } },
          },
        },
      },
    },
  },
};

const ID = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Toys/toys/bear';
export const URL_OF_TOY = `https://management.azure.com${ID}?api-version=2020-01-01`;
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

/** An exchange that keeps to the file. */
export function read(changes: Partial<Exchange> = {}): Exchange {
  return {
    n: 7,
    t: '2026-01-01T00:00:00Z',
    method: 'GET',
    url: URL_OF_TOY,
    requestHeaders: { accept: 'application/json' },
    requestBody: null,
    status: 200,
    responseHeaders: { ...JSON_TYPE, 'x-ms-toy-count': '1' },
    responseBody: { id: ID, location: 'westeurope', properties: { size: 3, colour: 'Red' } },
    durationMs: 1,
    ...changes,
  };
}

/** Another one. */
export function write(changes: Partial<Exchange> = {}): Exchange {
  return read({
    method: 'PUT',
    requestHeaders: { ...JSON_TYPE, 'x-ms-toy-box': 'left' },
    requestBody: { location: 'westeurope', properties: { size: 3, made: '2026-01-01T00:00:00Z' } },
    responseHeaders: JSON_TYPE,
    ...changes,
  });
}

/** Writes the files, by path, to a directory of their own and holds the exchanges against them. */
export async function checkAgainst(
  files: Readonly<Record<string, object>>,
  exchanges: readonly Exchange[],
): Promise<Report> {
  const directory = writeFiles(files);
  try {
    return await check(readSpecifications(directory), exchanges);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

export function writeFiles(files: Readonly<Record<string, object>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'toys-'));
  for (const [name, value] of Object.entries(files)) {
    const path = join(directory, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(value));
  }
  return directory;
}

/** `answer OBJECT_MISSING_REQUIRED_PROPERTY $.properties.size` */
export async function faults(...exchanges: readonly Exchange[]): Promise<readonly string[]> {
  const { findings } = await checkAgainst(TOYS, exchanges);
  return findings.map(({ side, code, path }) => `${side} ${code} ${path}`);
}
