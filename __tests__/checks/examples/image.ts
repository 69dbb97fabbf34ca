// Examples of what is found of the gallery, its image definition, the image version and the route to them.
import type { IMAGE_PROBLEMS, IMAGE_WARNINGS } from '../../../src/checks/image.ts';
import { someDefinition, someRequest, someVersion } from '../../release/world.ts';
import { mbr } from '../../source/vhd-bytes.ts';
import type { ExamplesOf } from './example.ts';
import { asking, ofBlob, ofDisk, ofVersion, planning, vhdFacts } from './situations.ts';

export const IMAGE: ExamplesOf<typeof IMAGE_PROBLEMS & typeof IMAGE_WARNINGS> = {
  'gallery-not-found': {
    found: () => planning(someRequest(), { gallery: undefined }),
    says: 'gallery: found no gallery /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/Microsoft.Compute/galleries/renderGallery; expected a Compute Gallery that exists and that the signed-in identity may read. Check the name and the resource group (or give the full resource ID), or let the action make it with create-gallery: true.',
  },
  'definition-misfit': {
    found: () => planning(someRequest(), { definition: someDefinition(someRequest(), { hyperVGeneration: 'V1' }) }),
    says: 'image-definition: found definition vm-golden with generation V1; expected generation V2, as the source has. These features of a definition cannot be changed. Name another image-definition; it is made when absent.',
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
