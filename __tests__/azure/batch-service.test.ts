import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/azure/arm.ts';
import { createBatchClient, type BatchResponse, type BatchTransport } from '../../src/azure/batch-client.ts';
import { createBatchService } from '../../src/azure/batch-operations.ts';
import { fakeHost } from './fake-host.ts';

const ENDPOINT = 'https://acct.westeurope.batch.azure.com';
type Asked = Parameters<BatchTransport>[0];
type Answer = { status?: number; headers?: Record<string, string>; body?: JsonObject; text?: string } | Error;

function batch(answers: readonly Answer[]) {
  const host = fakeHost();
  const asked: Asked[] = [];
  const forgotten: number[] = [];
  const transport: BatchTransport = async (request) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    asked.push(request);
    if (answer instanceof Error) throw answer;
    const text = answer?.text ?? (answer?.body === undefined ? '' : JSON.stringify(answer.body));
    return { status: answer?.status ?? 200, headers: answer?.headers ?? {}, text } satisfies Omit<
      BatchResponse,
      'body'
    >;
  };
  const client = createBatchClient(host, ENDPOINT, transport, () => forgotten.push(asked.length));
  const calls = () => asked.map(({ method, url }) => `${method} ${decodeURIComponent(url.replace(ENDPOINT, ''))}`);
  return { host, asked, forgotten, calls, service: createBatchService(ENDPOINT, client) };
}

const V = 'api-version=2024-07-01.20.0';
const error = (status: number, code: string): Answer => ({
  status,
  body: { code, message: { lang: 'en', value: code } },
});
const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET' });

describe('a pool', () => {
  test('is read into what matters', async () => {
    const { service, calls } = batch([
      {
        body: {
          id: 'Render',
          eTag: '0x8',
          state: 'active',
          allocationState: 'steady',
          vmSize: 'standard_d2s_v3',
          virtualMachineConfiguration: {
            imageReference: { virtualMachineImageId: '/img/versions/1.0.0' },
            nodeAgentSKUId: 'agent',
          },
          metadata: [{ name: 'a', value: 'b' }],
          targetDedicatedNodes: 2,
          resizeErrors: [{ code: 'AllocationFailed', message: 'm', values: [{ name: 'Reason', value: 'r' }] }],
          autoScaleFormula: '$x=1',
          autoScaleRun: { error: { code: 'F', message: { value: 'bad' }, values: [] } },
        },
      },
    ]);
    expect(await service.readPool('Render')).toMatchObject({
      id: 'Render',
      etag: '0x8',
      image: { kind: 'resource', id: '/img/versions/1.0.0' },
      nodeAgentSku: 'agent',
      metadata: { a: 'b' },
      targetDedicatedNodes: 2,
      currentDedicatedNodes: 0,
      resizeErrors: [{ code: 'AllocationFailed', values: { Reason: 'r' } }],
      autoScaleFormula: '$x=1',
      autoScaleError: { code: 'F', message: 'bad' },
    });
    expect(calls()).toEqual([`GET /pools/Render?${V}`]);
  });
  test('may be absent', async () => {
    expect(await batch([error(404, 'PoolNotFound')]).service.readPool('x')).toBeUndefined();
  });
  test('of a marketplace image names it', async () => {
    const imageReference = { publisher: 'p', offer: 'o', sku: 's', version: 'latest' };
    const { service } = batch([{ body: { virtualMachineConfiguration: { imageReference } } }]);
    expect((await service.readPool('x'))?.image).toEqual({ kind: 'marketplace', urn: 'p:o:s:latest' });
  });
  test.each<[string, JsonObject, object]>([
    [
      'a shared image',
      { imageReference: { sharedGalleryImageId: '/sharedGalleries/g/images/i' } },
      { kind: 'shared-gallery', id: '/sharedGalleries/g/images/i' },
    ],
    [
      'a community image',
      { imageReference: { communityGalleryImageId: '/communityGalleries/g/images/i' } },
      { kind: 'community-gallery', id: '/communityGalleries/g/images/i' },
    ],
    [
      'VHDs, whose signatures are left out',
      { imageReference: {}, osDisk: { imageUris: ['https://a/c/b.vhd?sv=1&sig=s', 'https://a/c/d.vhd'] } },
      { kind: 'vhds', urls: ['https://a/c/b.vhd', 'https://a/c/d.vhd'] },
    ],
    ['nothing', { osDisk: {} }, { kind: 'unknown' }],
  ])('of %s says so', async (_, virtualMachineConfiguration, image) => {
    const { service } = batch([{ body: { virtualMachineConfiguration } }]);
    expect((await service.readPool('x'))?.image).toEqual(image);
  });
  test('in a list comes without what nobody reads', async () => {
    const { service, calls } = batch([{ body: { value: [{ id: 'a' }] } }]);
    expect(await service.listPools()).toMatchObject([{ id: 'a' }]);
    expect(calls()).toEqual([expect.stringMatching(/^GET \/pools\?\$select=id,[\w,]*virtualMachineConfiguration,/)]);
    expect(calls()[0]).not.toContain('startTask');
  });
  test('is added with the whole body', async () => {
    const body = { id: 'p', vmSize: 's', somethingNew: { kept: true } };
    const { service, asked } = batch([{ status: 201 }]);
    await service.addPool(body);
    expect([asked[0]?.method, asked[0]?.body]).toEqual(['POST', body]);
  });
  test('whose answer was lost is found by its metadata and not added twice', async () => {
    const metadata = [{ name: 'abip_key', value: 'k' }];
    const { service, calls } = batch([reset, { body: { id: 'p', metadata } }]);
    await service.addPool({ id: 'p', metadata });
    expect(calls()).toEqual([`POST /pools?${V}`, `GET /pools/p?${V}`]);
  });
  test('of someone else under the same ID is a refusal', async () => {
    const { service } = batch([reset, { body: { id: 'p', metadata: [] } }, error(409, 'PoolExists')]);
    await expect(service.addPool({ id: 'p', metadata: [{ name: 'abip_key', value: 'k' }] })).rejects.toMatchObject({
      code: 'PoolExists',
    });
  });
});

describe('metadata', () => {
  const pool = (eTag: string, ...metadata: JsonObject[]): Answer => ({ body: { id: 'p', eTag, metadata } });

  test('is merged under the ETag, again when someone was faster', async () => {
    const { service, asked } = batch([
      pool('1', { name: 'a', value: '1' }),
      error(412, 'ConditionNotMet'),
      pool('2', { name: 'a', value: '1' }, { name: 'theirs', value: '2' }, { name: 'old', value: '3' }),
      { status: 200 },
    ]);
    await service.patchPoolMetadata('p', { a: 'new', old: undefined });
    expect(asked[3]?.headers['If-Match']).toBe('2');
    expect(asked[3]?.body).toEqual({
      metadata: [
        { name: 'theirs', value: '2' },
        { name: 'a', value: 'new' },
      ],
    });
  });
  test('gives up after a while', async () => {
    const answers = Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? pool('1') : error(412, 'ConditionNotMet')));
    const { service, asked } = batch(answers);
    await expect(service.patchPoolMetadata('p', { a: '1' })).rejects.toMatchObject({ status: 412 });
    expect(asked).toHaveLength(10);
  });
});

describe('nodes', () => {
  test('of all pools are counted in one list, page by page, whatever the case of their IDs', async () => {
    const next = `${ENDPOINT}/nodecounts?$skiptoken=1&${V}`;
    const { service, calls } = batch([
      { body: { value: [{ poolId: 'Render', dedicated: { idle: 2 } }], 'odata.nextLink': next } },
      { body: { value: [{ poolId: 'b', lowPriority: { startTaskFailed: 1 } }] } },
    ]);
    expect(await service.listNodeCounts()).toEqual(
      new Map([
        ['render', { dedicated: { idle: 2 }, lowPriority: {} }],
        ['b', { dedicated: {}, lowPriority: { starttaskfailed: 1 } }],
      ]),
    );
    expect(calls()).toEqual([`GET /nodecounts?${V}`, `GET /nodecounts?$skiptoken=1&${V}`]);
  });
  test('tell the version that they run, by its name or by the ID of the image', async () => {
    const image = (imageReference: JsonObject): JsonObject => ({ id: 'n', virtualMachineInfo: { imageReference } });
    const { service, calls } = batch([
      {
        body: {
          value: [
            image({ publisher: 'p', version: 'latest', exactVersion: '24.04.1' }),
            image({ virtualMachineImageId: '/g/images/i/versions/1.2.0' }),
            image({ virtualMachineImageId: '/g/images/i' }),
            { id: 'n' },
          ],
        },
      },
    ]);
    expect(await service.listNodeImages('p')).toEqual([
      { nodeId: 'n', exactVersion: '24.04.1' },
      { nodeId: 'n', exactVersion: '1.2.0' },
      { nodeId: 'n' },
      { nodeId: 'n' },
    ]);
    expect(calls()).toEqual([`GET /pools/p/nodes?$select=id,virtualMachineInfo&${V}`]);
  });
  test('are counted by state, zero left out', async () => {
    const counts = {
      creating: 0,
      idle: 2,
      startTaskFailed: 1,
      waitingForStartTask: 3,
      upgradingOS: 4,
      leavingPool: 5,
      total: 15,
    };
    const { service, calls } = batch([
      { body: { value: [{ poolId: 'p', dedicated: counts, lowPriority: { idle: 1, total: 1 } }] } },
    ]);
    expect(await service.readNodeCounts('p')).toEqual({
      dedicated: { idle: 2, starttaskfailed: 1, waitingforstarttask: 3, upgradingos: 4, leavingpool: 5 },
      lowPriority: { idle: 1 },
    });
    expect(calls()).toEqual([`GET /nodecounts?$filter=poolId eq 'p'&${V}`]);
  });
  test('of a pool that is not counted yet are none', async () => {
    expect(await batch([{ body: { value: [] } }]).service.readNodeCounts('p')).toEqual({
      dedicated: {},
      lowPriority: {},
    });
  });
  test('are listed over pages, no more than wanted', async () => {
    const page = (...ids: string[]): Answer => ({
      body: {
        value: ids.map((id) => ({ id, state: 'unusable' })),
        'odata.nextLink': `${ENDPOINT}/pools/p/nodes?$skiptoken=x`,
      },
    });
    const { service, calls } = batch([page('1', '2'), page('3', '4'), page('5')]);
    const nodes = await service.listNodes('p', { filter: "state eq 'unusable'", max: 3 });
    expect(nodes.map(({ id }) => id)).toEqual(['1', '2', '3']);
    expect(calls()[0]).toContain("$filter=state eq 'unusable'");
    expect(calls()[1]).toBe('GET /pools/p/nodes?$skiptoken=x');
    expect(calls()).toHaveLength(2);
  });
  test('tell why they failed', async () => {
    const node = {
      id: 'n',
      state: 'starttaskfailed',
      isDedicated: false,
      errors: [{ code: 'DiskFull', message: 'm', errorDetails: [{ name: 'Free', value: '0' }] }],
      startTaskInfo: {
        exitCode: 3,
        failureInfo: { code: 'FailureExitCode', message: 'm', details: [{ name: 'Message', value: 'x' }] },
      },
    };
    expect(await batch([{ body: { value: [node] } }]).service.listNodes('p')).toEqual([
      {
        id: 'n',
        state: 'starttaskfailed',
        dedicated: false,
        errors: [{ code: 'DiskFull', message: 'm', values: { Free: '0' } }],
        startTask: { exitCode: 3, failure: { code: 'FailureExitCode', message: 'm', values: { Message: 'x' } } },
      },
    ]);
  });
});

describe('a node’s file', () => {
  test('is read by its end when it is long', async () => {
    const { service, asked } = batch([{ headers: { 'content-length': '1000' } }, { text: 'tail' }]);
    expect(await service.readNodeFile('p', 'n', 'startup/stderr.txt', { tailBytes: 100 })).toBe('tail');
    expect(asked.map(({ method }) => method)).toEqual(['HEAD', 'GET']);
    expect(asked[1]?.headers['ocp-range']).toBe('bytes=900-999');
    expect(asked[1]?.url).toContain('/files/startup%2Fstderr.txt?');
  });
  test('is read whole when it is short', async () => {
    const { service, asked } = batch([{ headers: { 'content-length': '100' } }, { text: 'all' }]);
    expect(await service.readNodeFile('p', 'n', 'f', { tailBytes: 100 })).toBe('all');
    expect(asked[1]?.headers['ocp-range']).toBeUndefined();
  });
  test('may be gone', async () => {
    expect(
      await batch([error(404, 'FileNotFound')]).service.readNodeFile('p', 'n', 'f', { tailBytes: 1 }),
    ).toBeUndefined();
  });
});

describe('requests', () => {
  test('a token called invalid is replaced once', async () => {
    const good = batch([error(401, 'InvalidAuthenticationInfo'), { body: { value: [] } }]);
    expect(await good.service.supportedImages()).toEqual([]);
    expect(good.forgotten).toEqual([1]);
    const bad = batch([error(401, 'InvalidAuthenticationInfo')]);
    await expect(bad.service.supportedImages()).rejects.toMatchObject({ status: 401 });
    expect(bad.asked).toHaveLength(2);
  });
  test('a busy service is asked again when it says', async () => {
    const { service, host } = batch([{ ...{ status: 503, headers: { 'retry-after': '6' } } }, { body: { value: [] } }]);
    await service.listPools();
    expect(host.waits).toEqual([6000]);
  });
  test('no answer within the limit is tried again, a cancelled run is not', async () => {
    const silent = Object.assign(new Error('The request was aborted'), { code: 'REQUEST_ABORTED_ERROR' });
    const { service, asked } = batch([silent, { body: { value: [] } }]);
    await service.listPools();
    expect(asked).toHaveLength(2);
    const cancelled = batch([{ body: { value: [] } }]);
    cancelled.host.cancel(new Error('cancelled'));
    await expect(cancelled.service.listPools()).rejects.toThrow('cancelled');
    expect(cancelled.asked).toHaveLength(0);
  });
  test('carry an ID to quote to support', async () => {
    const { service, asked } = batch([{ body: { value: [] } }]);
    await service.listPools();
    expect(asked[0]?.headers['client-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

test('jobs that bring their own pool are told apart', async () => {
  const { service, calls } = batch([
    {
      body: {
        value: [
          { id: 'a', state: 'active', poolInfo: { poolId: 'p' } },
          { id: 'b', state: 'disabled', poolInfo: { autoPoolSpecification: {} } },
        ],
      },
    },
  ]);
  expect(await service.listJobsOf('p')).toMatchObject([
    { id: 'a', state: 'active', autoPool: false },
    { id: 'b', autoPool: true },
  ]);
  await service.listJobsOf('p', { state: 'active' });
  expect(calls()).toEqual([
    `GET /jobs?$filter=executionInfo/poolId eq 'p'&${V}`,
    `GET /jobs?$filter=executionInfo/poolId eq 'p' and state eq 'active'&${V}`,
  ]);
});

test('resizing and autoscale send what the service expects', async () => {
  const { service, asked, calls } = batch([{ status: 202 }]);
  await service.resize('p', { targetDedicatedNodes: 1, targetLowPriorityNodes: 0, resizeTimeout: 'PT20M' });
  await service.stopResize('p');
  await service.disableAutoScale('p');
  await service.enableAutoScale('p', '$x=1', 'PT5M');
  expect(calls().map((call) => call.split('?')[0])).toEqual([
    'POST /pools/p/resize',
    'POST /pools/p/stopresize',
    'POST /pools/p/disableautoscale',
    'POST /pools/p/enableautoscale',
  ]);
  expect(asked.map(({ body }) => body)).toEqual([
    { targetDedicatedNodes: 1, targetLowPriorityNodes: 0, resizeTimeout: 'PT20M' },
    undefined,
    undefined,
    { autoScaleFormula: '$x=1', autoScaleEvaluationInterval: 'PT5M' },
  ]);
});
