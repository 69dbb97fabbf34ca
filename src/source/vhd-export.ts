// Export of a snapshot to a VHD blob: the ranges that hold data, copied server to server.
import type { Marks } from '../marks.ts';
import { roleName, VHD_CONTAINER } from '../names.ts';
import type { DiskCapture } from './capture.ts';
import { withReadAccess, type AccessTools, type SharedBlob } from './read-access.ts';
import { writeVhd, type VhdContent, type VhdExported, type WriteTools } from './write-vhd.ts';

export interface VhdExport {
  readonly disk: DiskCapture;
  readonly blobEndpoint: string;
  readonly leaseId: string;
  readonly marks: Marks;
  readonly deadline: Date;
}

export interface ExportTools extends AccessTools {
  readonly cleanup: AccessTools['cleanup'] & WriteTools['cleanup'];
  readonly ledger: AccessTools['ledger'] & WriteTools['ledger'];
}

/** Writes the disk's blob as `writeVhd` does. */
export async function exportVhd({ disk, ...wish }: VhdExport, tools: ExportTools): Promise<VhdExported> {
  await tools.blobs.ensureContainer(wish.blobEndpoint, VHD_CONTAINER);
  return withReadAccess(disk.snapshotId, wish.deadline, tools, async (source) =>
    writeVhd(
      { ...wish, label: `export ${roleName(disk.role)}`, blobName: disk.blobName },
      await sharedContent(source),
      tools,
    ),
  );
}

/** What a signed URL leads to, copied by the service itself. A snapshot never changes. */
export async function sharedContent({ blob, sasUrl }: SharedBlob): Promise<VhdContent> {
  const [properties, allocated] = await Promise.all([blob.properties(), blob.pageRanges()]);
  if (properties === undefined) throw new Error(`The bytes of the snapshot at ${blob.url} are gone.`);
  return {
    bytes: properties.length,
    allocated,
    put: async (target, piece, options) => target.copyPages({ ...piece, sourceUrl: sasUrl }, options),
    requireUnchanged: async () => undefined,
  };
}
