// What the image needs of the nodes that boot it, as far as its source tells before it exists.
import { bytesOf } from '../source/planned-vhd.ts';
import type { ImageNeeds } from '../pool/size-check.ts';
import type { Grounding, Grounds } from './grounds.ts';
import type { Survey } from './survey.ts';

/** Undefined while no way leads from the source to an image: then some problem says why. */
export function imageNeeds(survey: Survey, { grounds }: Grounding): ImageNeeds | undefined {
  if (grounds === undefined) return undefined;
  const { traits, securityType } = grounds;
  return {
    generation: traits.hyperVGeneration,
    architecture: traits.architecture,
    controllers: controllersOf(survey, traits.diskController),
    securityType,
    osDiskBytes: osDiskBytes(survey, grounds),
  };
}

/**
 * A disk that was captured from SCSI boots from SCSI alone, whatever its definition lists; of a VHD and of an image that
 * exists only the definition tells.
 */
function controllersOf({ source, definition }: Survey, ofSource: 'SCSI' | 'NVMe'): ImageNeeds['controllers'] {
  switch (source.kind) {
    case 'vm':
      return ofSource === 'NVMe' ? ['SCSI', 'NVMe'] : ['SCSI'];
    case 'vhd-blob':
    case 'vhd-file':
    case 'image-version':
      return definition?.diskControllers ?? ['SCSI'];
    default:
      return source satisfies never;
  }
}

function osDiskBytes({ version }: Survey, { disks, vhds }: Grounds): number | undefined {
  const [disk] = disks;
  if (disk !== undefined) return disk.sizeBytes;
  const [vhd] = vhds;
  if (vhd?.kind === 'made') return bytesOf(vhd.from);
  if (vhd?.kind === 'found') return vhd.whole.bytes;
  return version?.osDiskSizeGB === undefined ? undefined : version.osDiskSizeGB * 1024 ** 3;
}
