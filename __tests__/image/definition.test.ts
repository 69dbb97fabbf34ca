import { describe, expect, test } from '@jest/globals';
import type { ImageDefinition } from '../../src/azure/galleries.ts';
import { formatProblem } from '../../src/problem.ts';
import type { Disk } from '../../src/azure/disks.ts';
import type { VirtualMachine } from '../../src/azure/virtual-machines.ts';
import { definitionFor, definitionMisfits, type ImageDefinitionSpec } from '../../src/image/definition.ts';
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
    [{ purchasePlan: PLAN }, 'purchase plan vendor/appliance/byol', 'purchase plan none'],
  ] as const)('with %j is refused', (change, found, expected) => {
    expect(definitionMisfits(existing(change), wanted).map(formatProblem)).toEqual([
      `image-definition: found definition ubuntu with ${found}; expected ${expected}, as the source has. These ` +
        'features of a definition cannot be changed. Name another image-definition; it is made when absent.',
    ]);
  });

  test('without NVMe is refused for a source that boots from it, and one with more controllers is fine', () => {
    const nvme = definitionOf({ diskController: 'NVMe' });
    expect(definitionMisfits(existing(), nvme).map(({ found }) => found)).toEqual([
      'definition ubuntu with disk controllers SCSI',
    ]);
    expect(definitionMisfits(existing({ diskControllers: ['SCSI', 'NVMe'] }), wanted)).toEqual([]);
  });
});
