import { describe, expect, test } from '@jest/globals';
import { parsePoolSpec } from '../../src/pool/pool-spec.ts';
import type { Provenance } from '../../src/provenance.ts';
import { buildRequest } from '../../src/release/build-request.ts';
import type { Inputs } from '../../src/release/inputs.ts';
import type { Request } from '../../src/release/request.ts';

const SUBSCRIPTION = '11111111-1111-1111-1111-111111111111';

const inputs: Inputs = {
  subscriptionId: SUBSCRIPTION,
  environment: 'AzureCloud',
  cloudEndpoints: {},
  resourceGroup: 'rg',
  source: { kind: 'vm', vmName: 'build-vm' },
  captureMode: 'snapshot',
  overwriteVhd: false,
  containerName: 'batchimages',
  exportVhd: true,
  dataDisks: 'include',
  gallery: 'gal',
  createGallery: false,
  replicaRegions: new Map(),
  batchAccount: 'batch1',
  poolSpec: 'pool.json',
  existingPool: 'fail',
  waitFor: 'ready',
  mode: 'release',
  timeoutMs: 3_600_000,
  tags: {},
};

const provenance: Provenance = {
  repository: 'octo/render',
  sha: 'abc',
  ref: 'refs/tags/v1.4.0',
  runId: '7',
  runNumber: 42,
  runAttempt: 1,
  runUrl: 'https://github.com/octo/render/actions/runs/7',
};

const DATA_PLANE = JSON.stringify({
  id: 'render',
  vmSize: 'STANDARD_D2S_V3',
  targetDedicatedNodes: 2,
  virtualMachineConfiguration: {
    imageReference: { publisher: 'canonical', offer: 'x', sku: 'y' },
    nodeAgentSKUId: 'batch.node.ubuntu 22.04',
  },
});

const ARM = JSON.stringify({
  properties: {
    vmSize: 'STANDARD_D2S_V3',
    deploymentConfiguration: {
      virtualMachineConfiguration: {
        imageReference: { publisher: 'canonical', offer: 'x', sku: 'y' },
        nodeAgentSkuId: 'batch.node.ubuntu 22.04',
      },
    },
    scaleSettings: { fixedScale: { targetDedicatedNodes: 1 } },
  },
});

interface Changes {
  readonly inputs?: Partial<Inputs>;
  readonly ref?: string;
  readonly runNumber?: number;
  readonly spec?: string;
}

function build({ inputs: changed = {}, ref, runNumber, spec = DATA_PLANE }: Changes = {}) {
  return buildRequest({
    inputs: { ...inputs, ...changed },
    provenance: { ...provenance, ref: ref ?? provenance.ref, runNumber: runNumber ?? provenance.runNumber },
    poolSpec: parsePoolSpec(spec, { file: 'pool.json' }),
    workspace: '/work',
    now: new Date('2026-11-23T00:00:00Z'),
  });
}

function requestOf(changes?: Changes): Request {
  const built = build(changes);
  if ('problems' in built) throw new Error(JSON.stringify(built.problems));
  return built.request;
}

function problemsOf(changes: Changes): readonly string[] {
  const built = build(changes);
  return 'problems' in built ? built.problems.map(({ code, input }) => `${code} ${input}`) : [];
}

describe('names and IDs', () => {
  test('a name is one in the run’s subscription and resource group', () => {
    const { source, image, pool, capture } = requestOf({ inputs: { storageAccount: 'store1' } });
    const base = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers`;
    expect(source).toEqual({ kind: 'vm', vmId: `${base}/Microsoft.Compute/virtualMachines/build-vm` });
    expect(image.galleryId).toBe(`${base}/Microsoft.Compute/galleries/gal`);
    expect(pool.batchAccountId).toBe(`${base}/Microsoft.Batch/batchAccounts/batch1`);
    expect(capture.storageAccountId).toBe(`${base}/Microsoft.Storage/storageAccounts/store1`);
  });

  test('an ID stays where it points, with its type spelt as Azure does', () => {
    const gallery =
      '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/images/providers/microsoft.compute/Galleries/shared';
    expect(requestOf({ inputs: { gallery } }).image.galleryId).toBe(
      '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/images/providers/Microsoft.Compute/galleries/shared',
    );
  });

  test.each<[string, Partial<Inputs>, string]>([
    [
      'of another type',
      { gallery: `/subscriptions/s/resourceGroups/g/providers/Microsoft.Batch/batchAccounts/b` },
      'resource-id-invalid gallery',
    ],
    ['half an ID', { source: { kind: 'vm', vmName: 'rg/vm' } }, 'resource-id-invalid vm-name'],
    ['a gallery name with a dash', { gallery: 'my-gal' }, 'name-invalid gallery'],
    ['a subscription that is no GUID', { subscriptionId: 'prod' }, 'name-invalid subscription-id'],
    ['a tenant that is nothing', { tenantId: 'x' }, 'name-invalid tenant-id'],
    ['a container in upper case', { containerName: 'Images' }, 'name-invalid container-name'],
    ['a reserved tag name', { tags: { abip_key: 'x' } }, 'tag-reserved tags'],
    ['a tag name that Azure reserves', { tags: { 'azure-x': 'x' } }, 'name-invalid tags'],
    ['a cloud that does not exist', { environment: 'AzureGermanCloud' }, 'input-invalid environment'],
    ['an endpoint without https', { environment: 'http://management.local' }, 'input-invalid environment'],
  ])('%s is refused', (_name, changed, expected) => expect(problemsOf({ inputs: changed })).toEqual([expected]));

  test('definition and VHD prefix are the VM’s name', () => {
    const { image, capture } = requestOf();
    expect([image.definitionName, capture.vhdPrefix]).toEqual(['build-vm', 'build-vm']);
  });

  test('an endpoint of a cloud is taken', () => {
    expect(problemsOf({ inputs: { environment: 'https://management.local.azurestack.external' } })).toEqual([]);
  });
});

describe('the image version', () => {
  test.each([
    ['refs/tags/v1.4.0', '1.4.0', false],
    ['refs/tags/1.4.0', '1.4.0', false],
    ['refs/heads/main', '0.0.42', true],
    ['refs/heads/1.4.0', '0.0.42', true],
    ['', '0.0.42', true],
  ])('from %s', (ref, version, excludeFromLatest) => {
    expect(requestOf({ ref }).image).toMatchObject({ version, excludeFromLatest });
  });

  test.each(['refs/tags/release-7', 'refs/tags/v1.4', 'refs/tags/v1.4.0-rc1', 'refs/tags/vv1.4.0'])(
    '%s is no version: the input is asked for',
    (ref) => expect(problemsOf({ ref })).toEqual(['image-version-invalid image-version']),
  );

  test('the input wins over the tag, and is checked', () => {
    expect(requestOf({ ref: 'refs/tags/latest', inputs: { imageVersion: '2.0.0' } }).image.version).toBe('2.0.0');
    expect(problemsOf({ inputs: { imageVersion: '2.0' } })).toEqual(['image-version-invalid image-version']);
  });

  test('exclude-from-latest says it, where given', () => {
    expect(requestOf({ ref: 'refs/heads/main', inputs: { excludeFromLatest: false } }).image.excludeFromLatest).toBe(
      false,
    );
    expect(requestOf({ inputs: { excludeFromLatest: true } }).image.excludeFromLatest).toBe(true);
  });

  test('outside of a workflow there is no version to take', () => {
    expect(problemsOf({ ref: '', runNumber: 0 })).toEqual(['image-version-invalid image-version']);
  });
});

describe('the pool', () => {
  test('its ID is the spec’s', () => expect(requestOf().pool).toMatchObject({ poolId: 'render', family: 'render' }));
  test('the input wins, with the version written out', () => {
    const { pool } = requestOf({ inputs: { poolId: 'farm-{version}' } });
    expect(pool).toMatchObject({ poolId: 'farm-1-4-0', family: 'farm' });
  });
  test('a spec in ARM’s shape needs the input', () => {
    expect(problemsOf({ spec: ARM })).toEqual(['pool-id-missing pool-id']);
    expect(requestOf({ spec: ARM, inputs: { poolId: 'farm' } }).pool.spec.kind).toBe('arm');
  });
  test('an ID that Batch refuses', () => {
    expect(problemsOf({ inputs: { poolId: 'a.b' } })).toEqual(['pool-id-invalid pool-id']);
  });
});

describe('contradictions', () => {
  test.each<[Partial<Inputs>, readonly string[]]>([
    [{ exportVhd: false, storageAccount: 'store1' }, ['inputs-contradict storage-account']],
    [{ exportVhd: false, vhdPrefix: 'x' }, ['inputs-contradict vhd-prefix']],
    [{ exportVhd: false, containerName: 'NOT checked' }, []],
    [{ waitFor: 'none', minReadyNodes: 1 }, ['inputs-contradict min-ready-nodes']],
    [{ endOfLifeDate: '2026-11-23' }, ['date-past end-of-life-date']],
    [{ endOfLifeDate: '2026-11-24' }, []],
    [{ tags: Object.fromEntries(Array.from({ length: 41 }, (_, index) => [`t${index}`, ''])) }, ['tags-too-many tags']],
  ])('%j', (changed, expected) => expect(problemsOf({ inputs: changed })).toEqual(expected));
});

test('everything that is wrong is told together, the pool spec included', () => {
  const found = problemsOf({
    inputs: { gallery: 'my-gal', waitFor: 'none', minReadyNodes: 2, subscriptionId: 'x' },
    ref: 'refs/tags/nightly',
    spec: '{"id": }',
  });
  expect(found.slice(0, 4)).toEqual([
    'inputs-contradict min-ready-nodes',
    'name-invalid subscription-id',
    'name-invalid gallery',
    'image-version-invalid image-version',
  ]);
  expect(found.slice(4).every((line) => line.endsWith('pool-spec'))).toBe(true);
  expect(found.length).toBeGreaterThan(4);
});

test('a VM whose name is refused is told once, not again for what is named after it', () => {
  expect(problemsOf({ inputs: { source: { kind: 'vm', vmName: 'vm?' } } })).toEqual(['name-invalid vm-name']);
});

describe('a request with problems', () => {
  const draftOf = (changes: Changes): Request | undefined => {
    const built = build(changes);
    return 'problems' in built ? built.draft : undefined;
  };
  const WRONG = JSON.stringify({ id: 'render', vmSize: 'STANDARD_D2S_V3', targetDedicatedNodes: 'two' });

  test('can be looked up where none of its names is wrong', () => {
    expect(draftOf({ spec: WRONG })?.pool).toMatchObject({ poolId: 'render', spec: { body: {} } });
    expect(draftOf({ spec: '{', inputs: { poolId: 'other' } })?.pool.poolId).toBe('other');
    expect(draftOf({ inputs: { minReadyNodes: 5 } })?.pool.spec.body).toMatchObject({ targetDedicatedNodes: 2 });
  });

  test('cannot where it is not known what to look for', () => {
    expect(draftOf({ spec: '{' })).toBeUndefined();
    expect(draftOf({ spec: WRONG, inputs: { gallery: 'no/gallery' } })).toBeUndefined();
    expect(problemsOf({ spec: '{' })).toEqual(['pool-spec-syntax pool-spec']);
    const spaced = JSON.stringify({ id: 'render pool', vmSize: 'STANDARD_D2S_V3', targetDedicatedNodes: 2 });
    expect(draftOf({ spec: spaced })).toBeUndefined();
    expect(problemsOf({ spec: spaced })).toEqual(['pool-spec-value pool-spec']);
  });
});
