import { describe, expect, test } from '@jest/globals';
import { readInputs } from '../../src/github/inputs.ts';
import { INPUTS } from '../../src/github/input-table.ts';
import { nearestName } from '../../src/nearest-name.ts';

const MINIMAL = {
  'subscription-id': '11111111-1111-1111-1111-111111111111',
  'resource-group': 'rg',
  'vm-name': 'vm',
  gallery: 'gal',
  'batch-account': 'batch',
  'pool-spec': 'pool.json',
};

function read(given: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>> = {}) {
  return readInputs({ getInput: (name) => given[name] ?? '', environment });
}

function problemsOf(...args: Parameters<typeof read>) {
  const reading = read(...args);
  return 'problems' in reading ? reading.problems : [];
}

describe('the common case', () => {
  test('needs few inputs; the rest are the defaults', () => {
    expect(read(MINIMAL)).toEqual({
      inputs: {
        subscriptionId: MINIMAL['subscription-id'],
        environment: 'AzureCloud',
        cloudEndpoints: {},
        resourceGroup: 'rg',
        source: { kind: 'vm', vmName: 'vm' },
        captureMode: 'snapshot',
        overwriteVhd: false,
        containerName: 'batchimages',
        exportVhd: true,
        dataDisks: 'include',
        gallery: 'gal',
        createGallery: false,
        replicaRegions: new Map(),
        batchAccount: 'batch',
        poolSpec: 'pool.json',
        existingPool: 'fail',
        waitFor: 'ready',
        mode: 'release',
        timeoutMs: 19_800_000,
        tags: {},
      },
    });
  });

  test('everything that is given arrives typed', () => {
    const reading = read({
      ...MINIMAL,
      'client-id': 'c',
      'tenant-id': 't',
      'capture-mode': 'generalize',
      'export-vhd': 'False',
      'vhd-prefix': 'p',
      'storage-account': 's',
      'image-definition': 'd',
      'image-version': '1.2.3',
      'replica-regions': 'eastus=2',
      'exclude-from-latest': 'true',
      'end-of-life-date': '2030-01-01',
      'pool-spec': '{\n}',
      'pool-id': 'p-{version}',
      'wait-for': 'steady',
      'min-ready-nodes': '3',
      mode: 'plan',
      timeout: '90m',
      tags: 'a=b',
    });
    expect(reading).toMatchObject({
      inputs: {
        captureMode: 'generalize',
        exportVhd: false,
        excludeFromLatest: true,
        minReadyNodes: 3,
        mode: 'plan',
        poolSpec: '{\n}',
        replicaRegions: new Map([['eastus', 2]]),
        tags: { a: 'b' },
        timeoutMs: 5_400_000,
      },
    });
  });
});

describe('the source', () => {
  const NO_VM = { ...MINIMAL, 'vm-name': '' };

  test.each([
    [
      { 'vhd-url': 'https://a.blob.core.windows.net/c/b.vhd' },
      { kind: 'vhd-blob', vhdUrl: 'https://a.blob.core.windows.net/c/b.vhd' },
    ],
    [{ 'vhd-file': 'build/b.vhd' }, { kind: 'vhd-file', vhdFile: 'build/b.vhd' }],
    [
      { 'image-version-id': '/id', gallery: '' },
      { kind: 'image-version', imageVersionId: '/id' },
    ],
  ])('is %j', (given, expected) => {
    const reading = read({ ...NO_VM, ...given });
    expect(reading).toMatchObject({ inputs: { source: expected } });
  });

  test('must be there, and only once', () => {
    expect(problemsOf(NO_VM)).toEqual([
      expect.objectContaining({
        code: 'input-missing',
        expected: 'a source: `vm-name`, `vhd-url`, `vhd-file` or `image-version-id`',
      }),
    ]);
    expect(problemsOf({ ...MINIMAL, 'vhd-file': 'x', 'image-version-id': 'y' })).toEqual([
      expect.objectContaining({
        found: '`vm-name` and `vhd-file` and `image-version-id`',
        expected: 'exactly one source',
      }),
    ]);
  });

  test('is shown without its signature, also when it cannot be read', () => {
    const [problem] = problemsOf({ ...NO_VM, 'vhd-url': 'https://a/b\nc?sig=c2VjcmV0' });
    expect(problem?.found).toBe('`https://a/b\\nc`');
  });
});

describe('problems', () => {
  test('without any input, all that are missing are told together', () => {
    expect(problemsOf({}).map(({ code, input }) => `${code} ${input}`)).toEqual([
      'input-missing vm-name',
      'input-missing subscription-id',
      'input-missing gallery',
      'input-missing batch-account',
      'input-missing pool-spec',
      'input-missing resource-group',
    ]);
  });

  test('different kinds of mistakes are told together', () => {
    const given = {
      ...MINIMAL,
      gallery: '',
      mode: 'dry-run',
      timeout: '2 hours',
      'min-ready-nodes': '0',
      'vm-name': 'a\nb',
    };
    expect(problemsOf(given, { INPUT_VM_NAME: 'x' }).map(({ code, input }) => `${code} ${input}`)).toEqual([
      'input-unknown vm_name',
      'input-invalid vm-name',
      'input-missing gallery',
      'input-invalid min-ready-nodes',
      'input-invalid mode',
      'input-invalid timeout',
    ]);
  });

  test('a value outside an enumeration is told with the values', () => {
    expect(problemsOf({ ...MINIMAL, 'wait-for': 'Ready' })).toEqual([
      expect.objectContaining({ input: 'wait-for', found: '`Ready`', expected: '`ready`, `steady` or `none`' }),
    ]);
  });

  test('the resource group is not needed when every resource is given by ID', () => {
    const id = (type: string): string => `/subscriptions/s/resourceGroups/g/providers/${type}/x`;
    const given = {
      ...MINIMAL,
      'resource-group': '',
      'vm-name': id('Microsoft.Compute/virtualMachines'),
      gallery: id('Microsoft.Compute/galleries'),
      'batch-account': id('Microsoft.Batch/batchAccounts'),
    };
    expect(problemsOf(given)).toEqual([]);
    expect(problemsOf({ ...given, 'storage-account': 'name' })).toEqual([
      expect.objectContaining({ code: 'input-missing', input: 'resource-group' }),
    ]);
  });
});

describe('unknown inputs', () => {
  test.each([
    ['INPUT_VM_NAME', 'vm-name'],
    ['INPUT_VMNAME', 'vm-name'],
    ['INPUT_POOL-SPECS', 'pool-spec'],
    ['INPUT_BATCH-ACOUNT', 'batch-account'],
    ['INPUT_REPLICA-REGION', 'replica-regions'],
  ])('%s is a problem that suggests %s', (variable, expected) => {
    expect(problemsOf(MINIMAL, { [variable]: 'x' })).toEqual([
      expect.objectContaining({
        code: 'input-unknown',
        expected: `\`${expected}\``,
        fix: `Did you mean \`${expected}\`?`,
      }),
    ]);
  });

  test('something far from every input gets no suggestion', () => {
    expect(problemsOf(MINIMAL, { INPUT_FLAVOUR: 'x' })[0]?.fix).toBe('Remove `flavour`.');
  });

  test('declared inputs and other variables are none', () => {
    const environment = Object.fromEntries(Object.keys(INPUTS).map((name) => [`INPUT_${name.toUpperCase()}`, '']));
    expect(problemsOf(MINIMAL, { ...environment, GITHUB_SHA: 'x', MY_INPUT_X: 'y' })).toEqual([]);
  });

  test('every declared name is its own suggestion', () => {
    for (const name of Object.keys(INPUTS)) expect(nearestName(name, Object.keys(INPUTS))).toBe(name);
  });
});
