// The VM size of a pool against what Batch lists of it, the image, and what the spec asks: every message, and every silence.
import { describe, expect, test } from '@jest/globals';
import type { BatchVmSize } from '../../src/azure/batch-accounts.ts';
import { parsePoolSpec } from '../../src/pool/pool-spec.ts';
import { formatProblem } from '../../src/problem.ts';
import { checkVmSize } from '../../src/release/checks/vm-size.ts';
import { groundsOf } from '../../src/release/grounds.ts';
import type { BatchOffer } from '../../src/release/survey-batch.ts';
import { aPool } from '../pool/fake-batch.ts';
import {
  DATA_DISK_ID,
  disksOf,
  someBatchOffer,
  someDefinition,
  someDisk,
  someRequest,
  someSurvey,
  someVersion,
  someVm,
  someVmSize,
  type SurveyChanges,
} from './world.ts';

interface Case {
  readonly spec?: object;
  readonly capabilities?: BatchVmSize['capabilities'];
  readonly endOfLife?: string;
  readonly offer?: Partial<BatchOffer>;
  readonly survey?: SurveyChanges;
}

function told({ spec, capabilities, endOfLife, offer, survey: changes }: Case): {
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
} {
  const body = { id: 'render', vmSize: 'standard_d2s_v5', targetDedicatedNodes: 1, ...spec };
  const parsed = parsePoolSpec(JSON.stringify(body));
  if ('problems' in parsed) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  const plain = someRequest();
  const request = { ...plain, pool: { ...plain.pool, spec: parsed.spec } };
  const all = { vCPUs: '2', HyperVGenerations: 'V1,V2', CpuArchitectureType: 'x64', ...capabilities };
  const size = someVmSize({ capabilities: all, ...(endOfLife === undefined ? {} : { endOfLife }) });
  const survey = someSurvey(request, {
    vm: someVm(),
    batchOffer: someBatchOffer({ sizes: { kind: 'read', value: [size] }, ...offer }),
    ...changes,
  });
  const { problems, warnings } = checkVmSize({ request, survey, grounding: groundsOf(request, survey) });
  // Where in the spec is shown by a test of its own.
  return {
    problems: problems.map(formatProblem).map((text) => text.replace(/^pool-spec:\d+:\d+: /, '')),
    warnings: warnings.map(({ text }) => text),
  };
}

const NOTHING = { problems: [], warnings: [] };

test('a size that fits is nothing to tell', () => {
  expect(told({})).toEqual(NOTHING);
});

test('the place in the spec is told', () => {
  const parsed = parsePoolSpec('id: render\nvmSize: Standard_D2s_v4\ntargetDedicatedNodes: 1\n');
  if ('problems' in parsed) throw new Error('It can be read.');
  const plain = someRequest();
  const request = { ...plain, pool: { ...plain.pool, spec: parsed.spec } };
  const survey = someSurvey(request, { vm: someVm() });
  const { problems } = checkVmSize({ request, survey, grounding: groundsOf(request, survey) });
  expect(problems.map(formatProblem)).toEqual([
    'pool-spec:2:9: found vmSize Standard_D2s_v4, which Batch does not offer in westeurope; expected one of the 1 sizes that Batch ' +
      'offers there. Did you mean Standard_D2s_v5? All of them: `az batch location list-skus --location westeurope`.',
  ]);
});

describe('offered', () => {
  test('nothing near: how to list them', () => {
    expect(told({ spec: { vmSize: 'huge' } }).problems).toEqual([
      'found vmSize huge, which Batch does not offer in westeurope; expected one of the 1 sizes that Batch offers there. List them: ' +
        '`az batch location list-skus --location westeurope`.',
    ]);
  });

  test('by Batch, but not to the subscription', () => {
    const restricted = { kind: 'read', value: new Set(['standard_d2s_v5']) } as const;
    expect(told({ offer: { restricted } }).problems).toEqual([
      'found vmSize Standard_D2s_v5, which Compute does not make for this subscription in westeurope; expected a size without ' +
        'restrictions. Choose another vmSize, or ask for access: Azure portal, Help + support. List them: `az vm list-skus --location ' +
        'westeurope --all`.',
    ]);
    expect(told({ offer: { restricted: { kind: 'unread', action: 'Microsoft.Compute/skus/read' } } })).toEqual(NOTHING);
  });

  test('is not told where Batch shows no sizes; that they could not be read is', () => {
    expect(told({ offer: { sizes: { kind: 'read', value: [] } } })).toEqual(NOTHING);
    const sizes = { kind: 'unread', action: 'Microsoft.Batch/locations/virtualMachineSkus/read' } as const;
    expect(told({ offer: { sizes } })).toEqual({
      problems: [],
      warnings: [
        'Whether Batch offers vmSize standard_d2s_v5 in westeurope, whether it takes the image, and whether the core quotas of Batch ' +
          'account batchrender have room for it could not be checked: Microsoft.Batch/locations/virtualMachineSkus/read over the ' +
          'subscription is not granted, or Azure does not answer.',
      ],
    });
    expect(told({ survey: { batchOffer: undefined } })).toEqual(NOTHING);
  });

  test('is of no interest for a pool that is finished', () => {
    const metadata = { abip_key: someSurvey(someRequest()).key, abip_state: 'ready' };
    expect(told({ spec: { vmSize: 'huge' }, survey: { pool: aPool({ metadata }) } })).toEqual(NOTHING);
    expect(told({ spec: { vmSize: 'huge' }, survey: { pool: aPool() } }).problems).toHaveLength(1);
  });
});

// The survey was taken on 2026-11-23, at noon.
test.each([
  ['2027-05-23T12:00:00Z', []],
  ['2027-05-22T12:00:00Z', ['in 180 days']],
  ['2026-12-01T00:00:00Z', ['in 8 days']],
  ['2026-11-24T00:00:00Z', ['in 1 day']],
])('support that ends %s', (endOfLife, expected) => {
  const { problems, warnings } = told({ endOfLife });
  expect(problems).toEqual([]);
  expect(warnings).toEqual(
    expected.map(
      (left) =>
        `Batch ends its support of Standard_D2s_v5 on ${endOfLife.slice(0, 10)}, ${left}. Move the pool to another vmSize before then.`,
    ),
  );
});

test('support that has ended', () => {
  expect(told({ endOfLife: '2026-11-01T00:00:00Z' })).toEqual({
    problems: [
      'found vmSize Standard_D2s_v5, which Batch has not supported since 2026-11-01; expected a size that Batch supports. Choose ' +
        'another vmSize.',
    ],
    warnings: [],
  });
});

describe('a temporary disk', () => {
  const between = (own: string | undefined, nodes: string | undefined, osType: 'Linux' | 'Windows') => {
    const size = (name: string, megabytes: string | undefined): BatchVmSize =>
      someVmSize({ name, capabilities: megabytes === undefined ? {} : { MaxResourceVolumeMB: megabytes } });
    const value = [size('Standard_D2ds_v5', own), size('Standard_D2s_v5', nodes)];
    return told({
      offer: { sizes: { kind: 'read', value } },
      survey: { vm: someVm({ vmSize: 'standard_d2ds_v5', osType }) },
    });
  };

  test.each<[string, string, 'Linux' | 'Windows', string]>([
    [
      '76800',
      '0',
      'Windows',
      'VM vm-golden (Standard_D2ds_v5) has a temporary disk, nodes of vmSize Standard_D2s_v5 have none: drive letter D: and a page ' +
        'file on it are missing there, and other disks may take the letter.',
    ],
    [
      '76800',
      '0',
      'Linux',
      'VM vm-golden (Standard_D2ds_v5) has a temporary disk, nodes of vmSize Standard_D2s_v5 have none: what the image expects under ' +
        '/mnt, or swaps to, is missing there.',
    ],
    [
      '0',
      '76800',
      'Windows',
      'VM vm-golden (Standard_D2ds_v5) has no temporary disk, nodes of vmSize Standard_D2s_v5 have one: it takes drive letter D:, and ' +
        'data disks get others.',
    ],
    [
      '0',
      '76800',
      'Linux',
      'VM vm-golden (Standard_D2ds_v5) has no temporary disk, nodes of vmSize Standard_D2s_v5 have one: it is mounted under /mnt, and ' +
        'hides what the image holds there.',
    ],
  ])('%s MB at the source, %s MB at the nodes of %s', (own, nodes, osType, text) => {
    expect(between(own, nodes, osType)).toEqual({ problems: [], warnings: [text] });
  });

  test('of both, of neither, or of which nothing is known: nothing to tell', () => {
    expect(between('76800', '16384', 'Windows')).toEqual(NOTHING);
    expect(between('0', '0', 'Windows')).toEqual(NOTHING);
    expect(between(undefined, '0', 'Windows')).toEqual(NOTHING);
    expect(between('76800', undefined, 'Windows')).toEqual(NOTHING);
    const elsewhere = someVm({ vmSize: 'Standard_B2s' });
    expect(told({ capabilities: { MaxResourceVolumeMB: '0' }, survey: { vm: elsewhere } })).toEqual(NOTHING);
  });
});

describe('boots the image', () => {
  const trusted = someVm({ securityType: 'TrustedLaunch', secureBoot: true, vTpm: true });

  test.each<[string, Case, string]>([
    [
      'not of generation 2',
      { capabilities: { HyperVGenerations: 'V1' } },
      'found vmSize Standard_D2s_v5, which boots generation V1, for an image of generation V2; expected a size that boots generation ' +
        'V2. Choose another vmSize (most sizes since v3 boot both), or prepare the image as V1.',
    ],
    [
      'not of generation 1',
      { capabilities: { HyperVGenerations: 'V2' }, survey: { disks: disksOf(someDisk({ hyperVGeneration: 'V1' })) } },
      'found vmSize Standard_D2s_v5, which boots generation V2, for an image of generation V1; expected a size that boots generation ' +
        'V1. Choose another vmSize (sizes of v6 and newer boot only V2), or prepare the image as V2.',
    ],
    [
      'not on other processors',
      { capabilities: { CpuArchitectureType: 'Arm64' } },
      'found vmSize Standard_D2s_v5 with Arm64 processors, for an image of architecture x64; expected a size with x64 processors. ' +
        'Choose another vmSize (Arm64 sizes have a p in their name, as Standard_D2ps_v5).',
    ],
    [
      'not from another disk controller',
      { capabilities: { DiskControllerTypes: 'NVMe' } },
      'found vmSize Standard_D2s_v5 with disk controller NVMe, for an image with SCSI; expected a size with disk controller SCSI. ' +
        'Choose another vmSize (sizes up to v5 have SCSI), or prepare the image on a VM with NVMe disks, or name an image-definition ' +
        'whose feature DiskControllerTypes lists NVMe.',
    ],
    [
      'not with Trusted Launch that the image demands',
      { capabilities: { TrustedLaunchDisabled: 'True' }, survey: { vm: trusted } },
      'found vmSize Standard_D2s_v5, which has no Trusted Launch, for nodes with securityType trustedLaunch; expected a size that ' +
        'supports Trusted Launch. Choose another vmSize, or use an image with security type Standard.',
    ],
  ])('%s', (_, changes, message) => {
    expect(told(changes).problems).toEqual([message]);
  });

  test('of an NVMe VM from either controller', () => {
    const vm = someVm({ diskController: 'NVMe' });
    for (const DiskControllerTypes of ['NVMe', 'SCSI', 'SCSI, NVMe']) {
      expect(told({ capabilities: { DiskControllerTypes }, survey: { vm } })).toEqual(NOTHING);
    }
  });

  describe('from NVMe alone', () => {
    const capabilities = { DiskControllerTypes: 'NVMe' };
    const listing = (...diskControllers: readonly ('SCSI' | 'NVMe')[]) =>
      someDefinition(someRequest(), { diskControllers });
    const disks = disksOf(someDisk({ diskControllers: ['SCSI', 'NVMe'] }));

    test('of a VM with SCSI, whose disk takes NVMe as well', () => {
      expect(told({ capabilities, survey: { disks } })).toEqual(NOTHING);
      expect(told({ capabilities, survey: { disks, definition: listing('SCSI', 'NVMe') } })).toEqual(NOTHING);
      expect(told({ capabilities: { DiskControllerTypes: 'SCSI' }, survey: { disks } })).toEqual(NOTHING);
    });

    test('with a definition that lists it, which the source does not: a doubt', () => {
      expect(told({ capabilities, survey: { definition: listing('SCSI', 'NVMe') } })).toEqual({
        problems: [],
        warnings: [
          'vmSize Standard_D2s_v5 has disk controller NVMe alone. The image definition lists it, but neither the VM nor its OS disk ' +
            'does: the nodes start only if the operating system boots from it.',
        ],
      });
      const survey = { definition: listing('SCSI', 'NVMe') };
      expect(told({ capabilities: { DiskControllerTypes: 'SCSI, NVMe' }, survey })).toEqual(NOTHING);
      expect(told({ survey })).toEqual(NOTHING);
    });

    test('with a definition that does not list it, though the source does: Azure goes by the definition', () => {
      expect(told({ capabilities, survey: { disks, definition: listing('SCSI') } }).problems).toEqual([
        'found vmSize Standard_D2s_v5 with disk controller NVMe, for an image with SCSI; expected a size with disk controller SCSI. ' +
          'Choose another vmSize (sizes up to v5 have SCSI), or name another image-definition: it is made when absent, with NVMe, as ' +
          'the source has it.',
      ]);
    });
  });

  test('a confidential image, where Azure lists which sizes make confidential VMs', () => {
    const definition = someDefinition(someRequest(), { securityType: 'ConfidentialVM' });
    const version = someVersion(someRequest());
    const source = { kind: 'image-version' } as const;
    const other = (capabilities: BatchVmSize['capabilities']): Partial<BatchOffer> => ({
      sizes: {
        kind: 'read',
        value: [someVmSize(), someVmSize({ name: 'Standard_DC2as_v5', capabilities })],
      },
    });
    const snp = { ConfidentialComputingType: 'SNP' };
    const spec = { vmSize: 'Standard_D2s_v5' };
    expect(told({ spec, offer: other(snp), survey: { source, definition, version } }).problems).toEqual([
      'found vmSize Standard_D2s_v5, which makes no confidential VMs, for nodes with securityType confidentialVM; expected a size ' +
        'that makes confidential VMs. Choose another vmSize (those of the DC and EC series do).',
    ]);
    expect(told({ spec, offer: other({}), survey: { source, definition, version } })).toEqual(NOTHING);
    expect(told({ spec, offer: other(snp) })).toEqual(NOTHING);
    const made = { spec: { vmSize: 'Standard_DC2as_v5' }, offer: other(snp) };
    expect(told({ ...made, survey: { source, definition, version } })).toEqual(NOTHING);
  });

  test('with Trusted Launch where nothing speaks against it, or nobody asks for it', () => {
    expect(told({ capabilities: { TrustedLaunchDisabled: 'False' }, survey: { vm: trusted } })).toEqual(NOTHING);
    expect(told({ capabilities: { TrustedLaunchDisabled: 'True' } })).toEqual(NOTHING);
  });

  test('is not judged while the source is not known', () => {
    expect(told({ capabilities: { HyperVGenerations: 'V1' }, survey: { vm: undefined } })).toEqual(NOTHING);
  });
});

describe('can do what the spec asks', () => {
  const machine = (more: object): object => ({ virtualMachineConfiguration: more });
  const feature = (path: string, what: string, last: string): string =>
    `found ${path}, though vmSize Standard_D2s_v5 does not support ${what}; expected a size with ${what}, or a pool without. Choose ` +
    `another vmSize, or remove ${last}.`;

  test.each<[string, object, string, string]>([
    [
      'AcceleratedNetworkingEnabled',
      { networkConfiguration: { enableAcceleratedNetworking: true } },
      'networkConfiguration.enableAcceleratedNetworking',
      'accelerated networking',
    ],
    [
      'EncryptionAtHostSupported',
      machine({ securityProfile: { encryptionAtHost: true } }),
      'virtualMachineConfiguration.securityProfile.encryptionAtHost',
      'encryption at host',
    ],
    ['LowPriorityCapable', { targetLowPriorityNodes: 1 }, 'targetLowPriorityNodes', 'low-priority nodes'],
    [
      'PremiumIO',
      machine({ osDisk: { managedDisk: { storageAccountType: 'premium_lrs' } } }),
      'virtualMachineConfiguration.osDisk.managedDisk.storageAccountType',
      'premium disks',
    ],
  ])('%s', (capability, spec, path, what) => {
    expect(told({ spec, capabilities: { [capability]: 'False' } }).problems).toEqual([
      feature(path, what, path.split('.').at(-1) ?? ''),
    ]);
    expect(told({ spec, capabilities: { [capability]: 'True' } })).toEqual(NOTHING);
    expect(told({ spec })).toEqual(NOTHING);
    expect(told({ capabilities: { [capability]: 'False' } })).toEqual(NOTHING);
  });

  test('premium data disks', () => {
    const disks = (...types: readonly string[]): object =>
      machine({ dataDisks: types.map((storageAccountType, lun) => ({ lun, diskSizeGB: 8, storageAccountType })) });
    const capabilities = { PremiumIO: 'False' };
    expect(told({ spec: disks('standard_lrs', 'premium_lrs'), capabilities }).problems).toEqual([
      feature('virtualMachineConfiguration.dataDisks[1].storageAccountType', 'premium disks', 'storageAccountType'),
    ]);
    expect(told({ spec: disks('standard_lrs', 'standardssd_lrs'), capabilities })).toEqual(NOTHING);
    expect(told({ spec: disks('premium_lrs'), capabilities: { PremiumIO: 'True' } })).toEqual(NOTHING);
  });

  test('data disks: those of the image and of the spec together', () => {
    const spec = machine({ dataDisks: [{ lun: 5, diskSizeGB: 8 }] });
    const id = DATA_DISK_ID;
    const vm = someVm({ dataDisks: [{ kind: 'managed', diskId: id, caching: 'None', lun: 0 }] });
    const survey = { vm, disks: disksOf(someDisk(), someDisk({ id })) };
    expect(told({ spec, capabilities: { MaxDataDiskCount: '2' }, survey })).toEqual(NOTHING);
    expect(told({ spec, survey })).toEqual(NOTHING);
    expect(told({ spec, capabilities: { MaxDataDiskCount: '1' }, survey }).problems).toEqual([
      'found 2 data disks (1 of the image, 1 of the pool spec), for vmSize Standard_D2s_v5; expected at most 1. Choose another ' +
        'vmSize, or take disks out of the pool spec, or use an image with fewer (data-disks: exclude leaves those of a VM out).',
    ]);
  });

  test('task slots: four for each core', () => {
    expect(told({ spec: { taskSlotsPerNode: 8 } })).toEqual(NOTHING);
    expect(told({ spec: { taskSlotsPerNode: 9 } }).problems).toEqual([
      'found taskSlotsPerNode = 9, for vmSize Standard_D2s_v5 with 2 cores; expected at most 8. Lower taskSlotsPerNode, or choose a ' +
        'larger vmSize.',
    ]);
  });

  describe('an ephemeral OS disk', () => {
    const GIB = 1024 ** 3;
    const ephemeral = (more: object = {}, placement: object = { placement: 'cachedisk' }): object =>
      machine({ osDisk: { ephemeralOSDiskSettings: placement, ...more } });
    const room = (cache: number | undefined, more: BatchVmSize['capabilities'] = {}): BatchVmSize['capabilities'] => ({
      EphemeralOSDiskSupported: 'True',
      ...(cache === undefined ? {} : { CachedDiskBytes: String(cache) }),
      ...more,
    });

    test('on a size without room for any', () => {
      const path = 'virtualMachineConfiguration.osDisk.ephemeralOSDiskSettings';
      expect(told({ spec: ephemeral(), capabilities: { EphemeralOSDiskSupported: 'False' } }).problems).toEqual([
        `found ${path}, though vmSize Standard_D2s_v5 has no room for ephemeral OS disks; expected a size that supports ephemeral OS ` +
          'disks. Choose another vmSize, or remove ephemeralOSDiskSettings.',
      ]);
    });

    test('larger than the cache', () => {
      expect(told({ spec: ephemeral(), capabilities: room(4 * GIB) })).toEqual(NOTHING);
      expect(told({ spec: ephemeral(), capabilities: room(3 * GIB) }).problems).toEqual([
        'found an ephemeral OS disk of 4 GiB, for which vmSize Standard_D2s_v5 has 3 GiB; expected a size with 4 GiB of cache, or a ' +
          'smaller OS disk. Choose another vmSize, or remove ephemeralOSDiskSettings.',
      ]);
      expect(told({ spec: ephemeral({ diskSizeGB: 64 }), capabilities: room(50 * GIB) }).problems).toEqual([
        expect.stringContaining('an ephemeral OS disk of 64 GiB, for which vmSize Standard_D2s_v5 has 50 GiB'),
      ]);
    });

    test('without a placement may lie on any local disk; where none is told nothing is judged', () => {
      const temporary = { MaxResourceVolumeMB: String(16 * 1024) };
      expect(told({ spec: ephemeral({}, {}), capabilities: room(GIB, temporary) })).toEqual(NOTHING);
      expect(told({ spec: ephemeral(), capabilities: room(GIB, temporary) }).problems).toHaveLength(1);
      expect(told({ spec: ephemeral(), capabilities: room(undefined, temporary) })).toEqual(NOTHING);
    });
  });
});
