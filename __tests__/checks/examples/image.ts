// Examples of what is found of the gallery, its image definition, the image version and the route to them.
import type { Gallery } from '../../../src/azure/galleries.ts';
import type { IMAGE_PROBLEMS, IMAGE_WARNINGS } from '../../../src/checks/image.ts';
import { someDefinition, someRequest, someVersion } from '../../release/world.ts';
import { mbr } from '../../source/vhd-bytes.ts';
import type { ExamplesOf } from './example.ts';
import { asking, ofBlob, ofDisk, ofVersion, planning, vhdFacts } from './situations.ts';

function someGallery(provisioningState: string): Gallery {
  return { id: someRequest().image.galleryId, name: 'renderGallery', location: 'westeurope', provisioningState };
}

export const IMAGE: ExamplesOf<typeof IMAGE_PROBLEMS & typeof IMAGE_WARNINGS> = {
  'gallery-not-found': {
    found: () => planning(someRequest(), { gallery: undefined }),
    says: 'gallery: found no gallery /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/Microsoft.Compute/galleries/renderGallery; expected a Compute Gallery that exists and that the signed-in identity may read. Check the name and the resource group (or give the full resource ID), or let the action make it with create-gallery: true.',
  },
  'gallery-deleting': {
    found: () => planning(someRequest(), { gallery: someGallery('Deleting') }),
    says: 'gallery: found gallery renderGallery, which is being deleted; expected one that stays. Name another gallery, or run again when it is gone.',
  },
  'gallery-failed': {
    found: () => planning(someRequest(), { gallery: someGallery('Failed') }),
    says: 'gallery: The last operation on gallery renderGallery failed (its provisioning state is Failed): Azure may refuse what is made in it. create-gallery: true asks for it again.',
  },
  'replicas-too-many': {
    found: () => planning(asking({ image: { replicaRegions: new Map([['eastus', 100]]) } })),
    says: 'replica-regions: found 101 replicas (westeurope=1, eastus=100); expected at most 100 of one image version, in all its regions together. Ask for fewer replicas or regions.',
  },
  'image-end-of-life': {
    found: () =>
      planning(someRequest(), {
        definition: someDefinition(someRequest(), { endOfLifeDate: '2026-01-31T00:00:00Z' }),
      }),
    says: 'image-definition: The end of life of image definition vm-golden was 2026-01-31. Azure still uses it; its owner wanted it replaced by then.',
  },
  'version-not-latest': {
    found: () =>
      planning(someRequest(), {
        versions: [{ ...someVersion(someRequest(), { name: '2.0.0' }), excludedRegions: [] }],
      }),
    says: 'image-version: Image version 1.4.0 is lower than 2.0.0, which stays the latest of vm-golden in westeurope: whoever names the definition without a version does not get it. exclude-from-latest: true says that this is meant.',
  },
  'definition-misfit': {
    found: () => planning(someRequest(), { definition: someDefinition(someRequest(), { hyperVGeneration: 'V1' }) }),
    says: 'image-definition: found definition vm-golden with generation V1; expected generation V2, as the source has. These features of a definition cannot be changed. Name another image-definition; it is made when absent.',
  },
  'definition-plan': {
    found: () =>
      planning(someRequest(), {
        definition: someDefinition(someRequest(), {
          purchasePlan: { name: 'byol', publisher: 'vendor', product: 'appliance' },
        }),
      }),
    says: 'image-definition: Definition vm-golden has the purchase plan vendor/appliance/byol, which the source does not show: Azure may refuse the image version, and asks for that plan wherever the image is used.',
  },
  'region-unknown': {
    found: () =>
      planning(asking({ image: { replicaRegions: new Map([['westeurop', 1]]) } }), {
        regions: new Set(['westeurope', 'northeurope']),
      }),
    says: 'replica-regions: found `westeurop`; expected `westeurope`. Did you mean `westeurope`?',
  },
  'version-taken': {
    found: () => planning(someRequest(), { version: someVersion(someRequest(), { tags: {} }) }),
    says: 'image-version: found image version 1.4.0, which was made by something else (it has no abip marks); expected a version that is free, or one this workflow made of the same source. Release under a new version (a new tag, or image-version). A finished version is never overwritten.',
  },
  'image-version-unusable': {
    found: () =>
      ofVersion({
        definition: someDefinition(someRequest()),
        version: someVersion(someRequest(), { provisioningState: 'Failed' }),
      }),
    says: 'image-version-id: found image version 1.4.0, whose provisioning state is Failed; expected a version that Succeeded. Name a version that is finished.',
  },
  'image-trait-differs': {
    found: () => planning(asking({ image: { wishes: { hyperVGeneration: 'V1' } } })),
    says: 'hyper-v-generation: found `V1`, though VM vm-golden is V2; expected `V2`. Remove `hyper-v-generation`: the source tells it.',
  },
  'image-trait-untold': {
    found: () => ofBlob(vhdFacts(), { wishes: { osType: 'Linux' } }),
    says: 'hyper-v-generation: found nothing, and `vhd-url` does not tell the generation: its partitions do not tell; expected `V1` (boots by BIOS) or `V2` (boots by UEFI). Add `hyper-v-generation`, or name an image definition that exists.',
  },
  'route-closed': {
    found: () => ofDisk({ hyperVGeneration: 'V1', architecture: 'Arm64' }),
    says: 'hyper-v-generation: found VM vm-golden (V1, Standard): an Arm64 image of generation V1; expected generation V2: Azure boots Arm64 by UEFI only. Prepare the image as generation V2, or correct hyper-v-generation.',
  },
  'route-needs-vhd': {
    found: () =>
      planning(
        asking({ capture: { exportVhd: false }, image: { wishes: { securityType: 'TrustedLaunchSupported' } } }),
      ),
    says: 'export-vhd: found `false`, though a TrustedLaunchSupported image is made from its VHD; expected `true`. Set export-vhd: true, or choose another security-type.',
  },
  'generation-doubtful': {
    found: () => ofBlob(vhdFacts({ head: mbr([{ type: 0x83, active: true }], true) })),
    says: 'vhd-url: The image is of generation V2, but the disk has no EFI system partition: it may boot only as V1.',
  },
};
