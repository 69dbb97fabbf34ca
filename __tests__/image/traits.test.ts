import { describe, expect, test } from '@jest/globals';
import type { ImageDefinition } from '../../src/azure/galleries.ts';
import { traitsOfDefinition, traitsOfVhd, traitsOfVm, wishProblems } from '../../src/image/traits.ts';
import { formatProblem } from '../../src/problem.ts';
import { someDisk, someVm } from '../release/world.ts';

const WINDOWS: ImageDefinition = {
  id: '/definition',
  name: 'windows',
  location: 'westeurope',
  provisioningState: 'Succeeded',
  osType: 'Windows',
  osState: 'Generalized',
  hyperVGeneration: 'V2',
  architecture: 'Arm64',
  securityType: 'TrustedLaunch',
  diskControllers: ['NVMe'],
  purchasePlan: { name: 'byol', publisher: 'vendor', product: 'appliance' },
  tags: {},
};

describe('of a VM', () => {
  test('generation and architecture are those of its OS disk', () => {
    const traits = traitsOfVm(someVm({ diskController: 'NVMe' }), someDisk({ architecture: 'Arm64' }));
    expect(traits).toMatchObject({ hyperVGeneration: 'V2', architecture: 'Arm64', diskController: 'NVMe' });
  });

  test('with unmanaged disks they are V1 and x64, as all of that time', () => {
    expect(traitsOfVm(someVm(), undefined)).toMatchObject({ hyperVGeneration: 'V1', architecture: 'x64' });
  });

  test('what the workflow says otherwise is a problem', () => {
    const traits = traitsOfVm(someVm(), someDisk());
    expect(wishProblems({ osType: 'Linux', hyperVGeneration: 'V2' }, traits, 'VM vm-golden')).toEqual([]);
    const wishes = { osType: 'Windows', hyperVGeneration: 'V1', architecture: 'Arm64' } as const;
    expect(wishProblems(wishes, traits, 'VM vm-golden').map(formatProblem)).toEqual([
      'os-type: found `Windows`, though VM vm-golden is Linux; expected `Linux`. Remove `os-type`: the source tells it.',
      'hyper-v-generation: found `V1`, though VM vm-golden is V2; expected `V2`. Remove `hyper-v-generation`: the source tells it.',
      'architecture: found `Arm64`, though VM vm-golden is x64; expected `x64`. Remove `architecture`: the source tells it.',
    ]);
  });
});

test('of an image that exists they are those of its definition', () => {
  expect(traitsOfDefinition(WINDOWS)).toMatchObject({
    osType: 'Windows',
    hyperVGeneration: 'V2',
    architecture: 'Arm64',
    diskController: 'NVMe',
    diskControllers: ['NVMe'],
    purchasePlan: { product: 'appliance' },
  });
});

describe('of a VHD', () => {
  test.each([
    ['uefi', 'V2'],
    ['bios', 'V1'],
  ] as const)('that boots by %s is of generation %s', (boot, generation) => {
    const { traits, problems } = traitsOfVhd({ osType: 'Linux' }, undefined, boot, 'vhd-url');
    expect([traits?.hyperVGeneration, traits?.architecture, problems]).toEqual([generation, 'x64', []]);
  });

  test.each(['both', 'unknown'] as const)('whose partitions are for %s, the workflow must say it', (boot) => {
    const { traits, problems } = traitsOfVhd({ osType: 'Linux' }, undefined, boot, 'vhd-url');
    expect(traits).toBeUndefined();
    expect(problems.map(formatProblem)).toEqual([
      'hyper-v-generation: found nothing, and `vhd-url` does not tell the generation: its partitions do not tell; ' +
        'expected `V1` (boots by BIOS) or `V2` (boots by UEFI). Add `hyper-v-generation`, or name an image definition that exists.',
    ]);
  });

  test('nothing tells the operating system', () => {
    expect(traitsOfVhd({}, undefined, 'uefi', 'vhd-file').problems.map(formatProblem)).toEqual([
      'os-type: found nothing, and `vhd-file` does not tell the operating system; expected `Linux` or `Windows`. ' +
        'Add `os-type`, or name an image definition that exists.',
    ]);
  });

  test('the definition that exists tells the rest, and the workflow counts more', () => {
    expect(traitsOfVhd({}, WINDOWS, 'unknown', 'vhd-url').traits).toMatchObject({
      osType: 'Windows',
      hyperVGeneration: 'V2',
      architecture: 'Arm64',
      purchasePlan: { product: 'appliance' },
    });
    expect(traitsOfVhd({ osType: 'Linux' }, WINDOWS, 'unknown', 'vhd-url').traits?.osType).toBe('Linux');
  });

  test.each([
    ['V2', 'bios', 'has no EFI system partition: it may boot only as V1'],
    ['V1', 'uefi', 'boots by UEFI alone: it may boot only as V2'],
  ] as const)('called %s though it boots by %s is doubtful', (hyperVGeneration, boot, text) => {
    const { traits, warnings } = traitsOfVhd({ osType: 'Linux', hyperVGeneration }, undefined, boot, 'vhd-url');
    expect(traits?.hyperVGeneration).toBe(hyperVGeneration);
    expect(warnings.map((warning) => warning.text)).toEqual([expect.stringContaining(text)]);
  });
});
