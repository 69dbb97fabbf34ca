// The reads of an inspection: which, in how many waves, how many at once, and what becomes of those that are refused.
import { describe, expect, test } from '@jest/globals';
import { setImmediate } from 'node:timers/promises';
import type { JsonObject } from '../../src/azure/arm.ts';
import type { Pool } from '../../src/azure/batch-service.ts';
import { AzureServiceError, type AzureErrorFacts } from '../../src/azure/errors.ts';
import { sameId } from '../../src/azure/resource-id.ts';
import { surveyAccount } from '../../src/inspect/survey.ts';
import type { InspectRequest } from '../../src/inspect/request.ts';
import type { Clients } from '../../src/release/clients.ts';
import { fakeHost } from '../azure/fake-host.ts';
import { fakeArm } from '../azure/fake-arm.ts';
import { aPool, fakeBatch } from '../pool/fake-batch.ts';
import { ACCOUNT, aBlob, definitionId, GALLERY, MANAGED, poolOf, STORAGE } from './a-survey.ts';

const OTHER = GALLERY.replace('renders', 'others');

interface World {
  readonly pools?: readonly Pool[];
  /** Definitions by gallery ID. */
  readonly galleries?: Readonly<Record<string, readonly string[]>>;
  /** Errors by the beginning of what is asked. */
  readonly errors?: Readonly<Record<string, Partial<AzureErrorFacts>>>;
  readonly autoStorage?: boolean;
}

/** Clients whose answers are all held back until the whole wave of questions is in. */
function clientsOf(world: World): {
  readonly clients: Clients;
  readonly waves: readonly (readonly string[])[];
  readonly play: (work: Promise<unknown>) => Promise<void>;
} {
  const host = fakeHost();
  const waves: string[][] = [];
  let asked: { readonly name: string; readonly go: () => void }[] = [];
  const answer = async <T>(name: string, value: () => T): Promise<T> => {
    await new Promise<void>((go) => asked.push({ name, go }));
    const [, facts] = Object.entries(world.errors ?? {}).find(([start]) => name.startsWith(start)) ?? [];
    if (facts !== undefined) {
      throw new AzureServiceError({
        service: 'ARM',
        status: 403,
        code: 'AuthorizationFailed',
        serviceMessage: 'No.',
        operation: name,
        ...facts,
      });
    }
    return value();
  };
  const bodies: Readonly<Record<string, JsonObject>> = {
    [ACCOUNT]: {
      id: ACCOUNT,
      location: 'westeurope',
      properties: {
        accountEndpoint: 'batchrender.westeurope.batch.azure.com',
        ...(world.autoStorage === false ? {} : { autoStorage: { storageAccountId: STORAGE } }),
      },
    },
    [STORAGE]: { id: STORAGE, properties: { primaryEndpoints: { blob: 'https://strender.blob/' } } },
    [MANAGED]: { id: MANAGED, properties: {} },
  };
  const brief = (path: string): string => path.split('/').slice(-3).join('/');
  const notFound = (name: string): never => {
    throw new AzureServiceError({
      service: 'ARM',
      status: 404,
      code: 'ResourceNotFound',
      serviceMessage: '',
      operation: name,
    });
  };
  const clients: Clients = {
    host,
    caller: async () => undefined,
    arm: {
      ...fakeArm(host, []),
      read: async (path) => answer(brief(path), () => bodies[path]),
      list: async (path) =>
        answer(brief(path), () => {
          if (path.endsWith('/versions')) return [{ name: '1.0.0' }];
          const [id, kind] = [path.slice(0, -'/images'.length), path.slice(path.lastIndexOf('/'))];
          const [, definitions] = Object.entries(world.galleries ?? {}).find(([one]) => sameId(one, id)) ?? [];
          return definitions?.map((name) => ({ id: `${id}${kind.toUpperCase()}/${name}`, name })) ?? notFound(path);
        }),
    },
    blobs: {
      open: async (name) => notFound(name),
      openUrl: async (name) => notFound(name),
      openShared: async (name) => notFound(name),
      token: async () => 'token',
      ensureContainer: async (name) => notFound(name),
      list: async (_endpoint, container, prefix) => answer(`blobs ${container}/${prefix}`, () => [aBlob('a.vhd')]),
    },
    batch: async () =>
      fakeBatch([], {
        listPools: async () => answer('pools', () => world.pools ?? []),
        listNodeCounts: async () => answer('node counts', () => new Map()),
        supportedImages: async () => answer('supported images', () => []),
        listNodeImages: async (id) => answer(`nodes ${id}`, () => []),
      }),
  };
  return {
    clients,
    waves,
    async play(work) {
      const end = work.then(
        () => true,
        () => true,
      );
      // Everything that can go on has done so when the event loop turns.
      while (!(await Promise.race([end, setImmediate(false)]))) {
        waves.push(asked.map(({ name }) => name).sort());
        const wave = asked;
        asked = [];
        for (const { go } of wave) go();
      }
    },
  };
}

const REQUEST: InspectRequest = { subscriptionId: 's', batchAccountId: ACCOUNT };
const withNodes = { currentDedicatedNodes: 1 };
const POOLS: readonly Pool[] = [
  poolOf('pinned', `${definitionId('a')}/versions/1.0.0`),
  poolOf('follows', definitionId('b'), withNodes),
  poolOf('empty', definitionId('b'), { currentDedicatedNodes: 0 }),
  poolOf('elsewhere', `${definitionId('c', OTHER)}/versions/1.0.0`),
  poolOf('managed', MANAGED),
  poolOf('managed-too', MANAGED.toUpperCase()),
  aPool({ id: 'market', image: { kind: 'marketplace', urn: 'p:o:s:latest' }, ...withNodes }),
  aPool({ id: 'fixed', image: { kind: 'marketplace', urn: 'p:o:s:1' }, ...withNodes }),
];
const GALLERIES = { [GALLERY]: ['a', 'b'], [OTHER]: ['c'] };

async function surveyed(world: World, request: InspectRequest = REQUEST) {
  const { clients, waves, play } = clientsOf(world);
  const work = surveyAccount(request, clients);
  await play(work);
  return { survey: await work, waves };
}

describe('the reads of an inspection', () => {
  test('are made in four waves, each thing once', async () => {
    const { waves } = await surveyed({ pools: POOLS, galleries: GALLERIES });
    expect(waves).toEqual([
      ['Microsoft.Batch/batchAccounts/batchrender'],
      ['Microsoft.Storage/storageAccounts/strender', 'node counts', 'pools', 'supported images'],
      [
        'Microsoft.Compute/images/golden',
        'blobs system/Microsoft.Compute/Images/',
        'galleries/others/images',
        'galleries/renders/images',
        'nodes follows',
        'nodes market',
      ],
      ['IMAGES/a/versions', 'IMAGES/b/versions', 'IMAGES/c/versions'],
    ]);
  });

  test('of what inputs name need no pool, and a gallery that pools point to as well is read once', async () => {
    const { waves } = await surveyed(
      { pools: POOLS.slice(0, 1), galleries: GALLERIES },
      { ...REQUEST, galleryId: GALLERY.toUpperCase(), storageAccountId: STORAGE },
    );
    expect(waves).toEqual([
      [
        'GALLERIES/RENDERS/images',
        'Microsoft.Batch/batchAccounts/batchrender',
        'Microsoft.Storage/storageAccounts/strender',
      ],
      [
        'IMAGES/a/versions',
        'IMAGES/b/versions',
        'blobs system/Microsoft.Compute/Images/',
        'node counts',
        'pools',
        'supported images',
      ],
    ]);
  });

  test('are eight at once at most', async () => {
    const many = Array.from({ length: 30 }, (_, index) => `d${index}`);
    const { waves, survey } = await surveyed({ galleries: { [GALLERY]: many } }, { ...REQUEST, galleryId: GALLERY });
    expect(Math.max(...waves.map((wave) => wave.length))).toBe(8);
    expect(survey.galleries.get(GALLERY.toLowerCase())?.versions.size).toBe(30);
  });

  test('stop at the storage account where there is none', async () => {
    const { survey, waves } = await surveyed({ autoStorage: false });
    expect(waves.flat().filter((name) => /storage|blobs/.test(name))).toEqual([]);
    expect(survey.storage).toEqual({ id: undefined, account: { kind: 'absent' }, blobs: { kind: 'absent' } });
  });
});

describe('a read that is refused', () => {
  test.each([
    ['node counts', 'node counts'],
    ['supported images', 'supported images'],
    ['nodes', 'nodes'],
    ['Microsoft.Storage', 'storage account'],
    ['blobs', 'VHDs'],
    ['galleries/others', 'gallery'],
    ['IMAGES/c/versions', 'image versions'],
    ['Microsoft.Compute/images', 'managed image'],
    ['pools', 'pools'],
    ['Microsoft.Batch', 'account'],
  ])('(%s) is noted as %s, and the rest is read', async (start, part) => {
    const { survey } = await surveyed({ pools: POOLS, galleries: GALLERIES, errors: { [start]: {} } });
    expect([...new Set(survey.unread.map((one) => one.part))]).toEqual([part]);
    expect(survey.pools.kind).toBe(part === 'pools' || part === 'account' ? 'unread' : 'found');
  });

  test('for want of an answer is no different, but account and pools fail the run', async () => {
    const error = { status: 503, code: 'ServerBusy' };
    const { survey } = await surveyed({ pools: POOLS, galleries: GALLERIES, errors: { 'galleries/others': error } });
    expect(survey.unread).toMatchObject([{ part: 'gallery', what: OTHER, error }]);
    await expect(surveyed({ errors: { pools: error } })).rejects.toMatchObject(error);
    await expect(surveyed({ errors: { 'Microsoft.Batch': error } })).rejects.toMatchObject(error);
  });

  test('because there is no such thing is no refusal', async () => {
    const { survey } = await surveyed({ pools: POOLS, galleries: { [GALLERY]: ['a', 'b'] } });
    expect(survey.unread).toEqual([]);
    expect(survey.galleries.get(OTHER.toLowerCase())?.definitions).toEqual({ kind: 'absent' });
  });

  test('because the subscription cannot be seen is one', async () => {
    const errors = { 'galleries/others': { status: 404, code: 'SubscriptionNotFound' } };
    const { survey } = await surveyed({ pools: POOLS, galleries: GALLERIES, errors });
    expect(survey.unread).toMatchObject([{ part: 'gallery', what: OTHER }]);
  });

  test.each(['Entra', 'GitHub'] as const)('because %s gives no token fails the run', async (service) => {
    const errors = { 'galleries/others': { service, status: 400, code: 'AADSTS700024' } };
    await expect(surveyed({ pools: POOLS, galleries: GALLERIES, errors })).rejects.toMatchObject({ service });
  });
});
