// Upload of a VHD file on the runner to a VHD blob: the ranges that hold data, as the scan found them.
import type { Marks } from '../marks.ts';
import { roleName, VHD_CONTAINER, type DiskRole } from '../names.ts';
import { openSteadyFile, type SteadyFile } from './steady-file.ts';
import type { VhdFile } from './vhd-file.ts';
import type { VhdFileScan } from './vhd-file-scan.ts';
import { LARGEST_PUT, writeVhd, type VhdContent, type VhdExported, type WriteTools } from './write-vhd.ts';

export interface VhdUpload {
  readonly file: VhdFile;
  readonly scan: VhdFileScan;
  readonly role: DiskRole;
  readonly blobEndpoint: string;
  /** Below the container `system`. */
  readonly blobName: string;
  readonly leaseId: string;
  readonly marks: Marks;
  readonly deadline: Date;
}

/**
 * Writes the file's blob as `writeVhd` does. A file that changed since it was inspected is an error; one that changed
 * meanwhile leaves the blob unfinished.
 */
export async function uploadVhd({ file, scan, role, ...wish }: VhdUpload, tools: WriteTools): Promise<VhdExported> {
  const opened = await openSteadyFile(file.path, file.stamp);
  try {
    await tools.blobs.ensureContainer(wish.blobEndpoint, VHD_CONTAINER);
    return await writeVhd({ ...wish, label: `upload ${roleName(role)}` }, fileContent(opened, file, scan), tools);
  } finally {
    await opened.close();
  }
}

function fileContent(opened: SteadyFile, { bytes }: VhdFile, { ranges }: VhdFileScan): VhdContent {
  /** One for each put in flight: as many as there ever were at a time, and no more. */
  const idle: Buffer[] = [];
  return {
    bytes,
    allocated: ranges,
    async put(blob, { offset, length }, options) {
      const buffer = idle.pop() ?? Buffer.allocUnsafeSlow(LARGEST_PUT);
      try {
        await blob.writePages(offset, await opened.read(buffer.subarray(0, length), offset), options);
      } finally {
        idle.push(buffer);
      }
    },
    requireUnchanged: async () => opened.requireUnchanged(),
  };
}
