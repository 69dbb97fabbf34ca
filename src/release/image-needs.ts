// What the image needs of the nodes that boot it, as far as its source tells before it exists.
import { bytesOf } from '../source/planned-vhd.ts';
import type { ImageNeeds } from '../pool/size-boot.ts';
import type { Grounding, Grounds } from './grounds.ts';
import type { Survey } from './survey.ts';

/** Undefined while no way leads from the source to an image: then some problem says why. */
export function imageNeeds(survey: Survey, { grounds }: Grounding): ImageNeeds | undefined {
  if (grounds === undefined) return undefined;
  const { traits, securityType } = grounds;
  return {
    generation: traits.hyperVGeneration,
    architecture: traits.architecture,
    controllers: survey.definition?.diskControllers ?? traits.diskControllers,
    controllersOfSource: survey.source.kind === 'vm' ? traits.diskControllers : undefined,
    securityType,
    osDiskBytes: osDiskBytes(survey, grounds),
    dataDisks: dataDiskLuns(survey, grounds).length,
  };
}

function osDiskBytes({ version }: Survey, { disks, vhds }: Grounds): number | undefined {
  const [disk] = disks;
  if (disk !== undefined) return disk.sizeBytes;
  const [vhd] = vhds;
  if (vhd?.kind === 'made') return bytesOf(vhd.from);
  if (vhd?.kind === 'found') return vhd.whole.bytes;
  return version?.osDiskSizeGB === undefined ? undefined : version.osDiskSizeGB * 1024 ** 3;
}

/** Of the disks that the nodes get with the image. */
export function dataDiskLuns(survey: Survey, { version }: Grounds): readonly number[] {
  const { material } = version;
  switch (material.kind) {
    case 'snapshots':
      return material.dataDisks.map(({ lun }) => lun);
    case 'VHDs':
      return material.disks.flatMap(({ role }) => (role === 'os' ? [] : [role]));
    case 'itself':
      return survey.version?.dataDiskLuns ?? [];
    default:
      return material satisfies never;
  }
}
