// Copy of a VHD blob to where the VHDs of the run lie: server to server, the ranges that hold data.
import type { Host } from '../azure/host.ts';
import { openBlob, type Blobs, type PageCopy } from '../azure/page-blobs.ts';
import type { BlobUrl } from '../azure/sas.ts';
import { VHD_CONTAINER } from '../names.ts';
import { writeVhd, type VhdContent, type VhdExported, type VhdWish, type WriteTools } from './write-vhd.ts';

export interface VhdCopy extends Omit<VhdWish, 'label'> {
  readonly location: BlobUrl;
  /** What the source was when the run was planned. */
  readonly etag: string;
}

/** Writes the blob as `writeVhd` does. A source that changed since it was planned, or meanwhile, is an error. */
export async function copyVhd({ location, etag, ...wish }: VhdCopy, tools: WriteTools): Promise<VhdExported> {
  const { blobs } = tools;
  await blobs.ensureContainer(wish.blobEndpoint, VHD_CONTAINER);
  return writeVhd({ ...wish, label: 'copy' }, await contentOf(location, etag, tools), tools);
}

async function contentOf(location: BlobUrl, etag: string, { blobs, host }: WriteTools): Promise<VhdContent> {
  const { url, sas } = location;
  const source = await openBlob(blobs, location);
  const requireUnchanged = async (): Promise<number> => {
    const properties = await source.properties();
    if (properties?.etag === etag) return properties.length;
    const what = properties === undefined ? 'is gone' : 'was written to';
    throw new Error(`VHD ${url} ${what} since this run was planned: run again to release what it is now.`);
  };
  const bytes = await requireUnchanged();
  const allocated = await source.pageRanges();
  return {
    bytes,
    allocated,
    async put(target, piece, options) {
      requireFresh(url, sas, host);
      await target.copyPages({ ...piece, ...(await readableBy(url, sas, blobs)) }, options);
    },
    async requireUnchanged() {
      await requireUnchanged();
    },
  };
}

/** The service that writes reads the source itself: by the URL's own signature, or with a token of ours. */
async function readableBy(
  url: string,
  sas: BlobUrl['sas'],
  blobs: Blobs,
): Promise<Pick<PageCopy, 'sourceUrl' | 'sourceToken'>> {
  return sas === undefined ? { sourceUrl: url, sourceToken: await blobs.token() } : { sourceUrl: sas.sasUrl };
}

/** Nobody but its owner can renew a SAS; what it has let through so far is kept for the next run. */
function requireFresh(url: string, sas: BlobUrl['sas'], { clock }: Host): void {
  const end = sas?.expiresAt;
  if (end === undefined || end > clock.now()) return;
  throw new Error(
    `The SAS of VHD ${url} expired at ${end.toISOString()}, in the middle of the copy. ` +
      'Give vhd-url a SAS that is valid for longer and run again: the copy goes on where it ended.',
  );
}
