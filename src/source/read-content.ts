// The content ID of a source whose VM had to be stopped first: read when its disks are at rest.
import type { Arm } from '../azure/arm.ts';
import { readDisk } from '../azure/disks.ts';
import type { Blobs } from '../azure/page-blobs.ts';
import { contentIdOf, contentIdOfBlobs, type Content } from './content-id.ts';

/** Rejects when a disk that the plan knew is gone. */
export async function readContentId(
  content: Content,
  { arm, blobs }: { readonly arm: Arm; readonly blobs: Blobs },
): Promise<string> {
  switch (content.kind) {
    case 'known':
      return content.id;
    case 'disks at rest':
      return contentIdOf(await Promise.all(content.diskIds.map(async (id) => present(id, await readDisk(arm, id)))));
    case 'blobs at rest': {
      const read = async (url: string): ReturnType<typeof propertiesOf> => propertiesOf(url, blobs);
      return contentIdOfBlobs(await Promise.all(content.urls.map(read)));
    }
    default:
      return content satisfies never;
  }
}

async function propertiesOf(url: string, blobs: Blobs): Promise<{ readonly etag: string; readonly length: number }> {
  return present(url, await (await blobs.openUrl(url)).properties());
}

function present<T>(id: string, disk: T | undefined): T {
  if (disk === undefined) throw new Error(`Disk ${id} is gone: it existed when the run was planned.`);
  return disk;
}
