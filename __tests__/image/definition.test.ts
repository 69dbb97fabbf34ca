import { describe, expect, test } from '@jest/globals';
import type { ImageDefinition } from '../../src/azure/galleries.ts';
import { formatProblem } from '../../src/problem.ts';
import type { Disk } from '../../src/azure/disks.ts';
import type { VirtualMachine } from '../../src/azure/virtual-machines.ts';
import {
  definitionFor,
  definitionMisfits,
  definitionWarnings,
  type ImageDefinitionSpec,
} from '../../src/image/definition.ts';
import { traitsOfVm } from '../../src/image/traits.ts';
import { someDisk, someVm } from '../release/world.ts';

const PLACE = {
  id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/gal/images/ubuntu',
  location: 'westeurope',
  repository: 'contoso/render images',
};

const PLAN = { name: 'byol', publisher: 'vendor', product: 'appliance' };

function existing(changes: Partial<ImageDefinition> = {}): ImageDefinition {
  return {
    id: PLACE.id,
    name: 'ubuntu',
    location: 'westeurope',
    provisioningState: 'Succeeded',
    osType: 'Linux',
    osState: 'Generalized',
    hyperVGeneration: 'V2',
    architecture: 'x64',
    securityType: 'Standard',
    diskControllers: ['SCSI'],
    tags: {},
    ...changes,
  };
}

/** As the VM is. */
function definitionOf(vm: Partial<VirtualMachine> = {}, disk: Partial<Disk> = {}): ImageDefinitionSpec {
  const traits = traitsOfVm(someVm(vm), someDisk(disk));
  return definitionFor(traits, traits.securityType, PLACE);
}

describe('the definition for a VM', () => {
  test('has every feature of its source, and an identifier that Azure accepts', () => {
    expect(definitionOf()).toMatchObject({
      osType: 'Linux',
      hyperVGeneration: 'V2',
      architecture: 'x64',
      securityType: 'Standard',
      diskControllers: ['SCSI'],
      publisher: 'contoso',
      offer: 'render-images',
      sku: 'ubuntu',
    });
  });

  test.each<[string, Partial<VirtualMachine>, Partial<Disk>, readonly string[]]>([
    ['a VM with NVMe disks', { diskController: 'NVMe' }, {}, ['SCSI', 'NVMe']],
    ['a disk that takes NVMe, though its VM has SCSI', {}, { diskControllers: ['SCSI', 'NVMe'] }, ['SCSI', 'NVMe']],
    ['a disk that takes SCSI alone', {}, { diskControllers: ['SCSI'] }, ['SCSI']],
    ['a disk that does not tell', {}, {}, ['SCSI']],
    ['generation 1, which has no NVMe', {}, { diskControllers: ['SCSI', 'NVMe'], hyperVGeneration: 'V1' }, ['SCSI']],
  ])('lists the disk controllers of %s', (_, vm, disk, expected) => {
    expect(definitionOf(vm, disk).diskControllers).toEqual(expected);
  });

  test('of a Trusted Launch source is TrustedLaunch, which is the only one Azure takes its snapshot into', () => {
    expect(definitionOf({ securityType: 'TrustedLaunch' }).securityType).toBe('TrustedLaunch');
  });

  test('keeps the purchase plan of the VM, and else of its disk', () => {
    expect(definitionOf({ plan: PLAN }).purchasePlan).toEqual(PLAN);
    expect(definitionOf({}, { purchasePlan: PLAN }).purchasePlan).toEqual(PLAN);
  });
});

describe('an existing definition', () => {
  const wanted = definitionOf();

  test('fits when all its features are the source’s', () => {
    expect(definitionMisfits(existing(), wanted)).toEqual([]);
  });

  test.each([
    [{ osState: 'Specialized' }, 'OS state Specialized', 'OS state Generalized'],
    [{ osType: 'Windows' }, 'OS type Windows', 'OS type Linux'],
    [{ hyperVGeneration: 'V1' }, 'generation V1', 'generation V2'],
    [{ architecture: 'Arm64' }, 'architecture Arm64', 'architecture x64'],
    [{ securityType: 'TrustedLaunchSupported' }, 'security type TrustedLaunchSupported', 'security type Standard'],
  ] as const)('with %j is refused', (change, found, expected) => {
    expect(definitionMisfits(existing(change), wanted).map(formatProblem)).toEqual([
      `image-definition: found definition ubuntu with ${found}; expected ${expected}, as the source has. These ` +
        'features of a definition cannot be changed. Name another image-definition; it is made when absent.',
    ]);
  });

  test('without the purchase plan of the source, or with another, is refused', () => {
    const planned = definitionOf({ plan: PLAN });
    const found = (plan: ImageDefinition['purchasePlan']): readonly string[] =>
      definitionMisfits(existing(plan === undefined ? {} : { purchasePlan: plan }), planned).map((one) => one.found);
    expect(found(undefined)).toEqual(['definition ubuntu with purchase plan none']);
    expect(found({ ...PLAN, name: 'payg' })).toEqual(['definition ubuntu with purchase plan vendor/appliance/payg']);
  });

  test('with its purchase plan in another case fits', () => {
    const planned = definitionOf({ plan: PLAN });
    const same = existing({ purchasePlan: { name: 'BYOL', publisher: 'Vendor', product: 'Appliance' } });
    expect([definitionMisfits(same, planned), definitionWarnings(same, planned)]).toEqual([[], []]);
  });

  test('with a purchase plan that the source does not show is doubtful', () => {
    const planned = existing({ purchasePlan: PLAN });
    expect(definitionMisfits(planned, wanted)).toEqual([]);
    expect(definitionWarnings(planned, wanted).map(({ text }) => text)).toEqual([
      'Definition ubuntu has the purchase plan vendor/appliance/byol, which the source does not show: Azure may refuse ' +
        'the image version, and asks for that plan wherever the image is used.',
    ]);
    expect(definitionWarnings(existing(), wanted)).toEqual([]);
  });

  test('fits whatever disk controllers it lists: only a VM size can be in their way', () => {
    for (const vm of [{ diskController: 'SCSI' }, { diskController: 'NVMe' }] as const) {
      expect(definitionMisfits(existing(), definitionOf(vm))).toEqual([]);
      expect(definitionMisfits(existing({ diskControllers: ['SCSI', 'NVMe'] }), definitionOf(vm))).toEqual([]);
    }
  });
});
