// The blobs of a container by the beginning of their names, all pages of them.
import type { ContainerClient, ContainerListBlobFlatSegmentResponse } from '@azure/storage-blob';
import { isAzureServiceError } from './errors.ts';
import { blobUrl, lowerCaseNames } from './blob-urls.ts';
import type { StorageCall } from './storage-client.ts';

export interface ListedBlob {
  /** Below the container. */
  readonly name: string;
  readonly url: string;
  readonly length: number;
  /** In quotes, as a blob's own properties have it. */
  readonly etag: string;
  /** Names in lower case. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly lastModified: Date;
  readonly blobType: 'PageBlob' | 'BlockBlob' | 'AppendBlob';
}

/** In alphabetical order; without snapshots and deleted blobs. A container that is not there has none. */
export async function listBlobs(
  call: StorageCall<ContainerClient>,
  containerUrl: string,
  prefix: string,
): Promise<readonly ListedBlob[]> {
  const blobs: ListedBlob[] = [];
  const what = `GET ${containerUrl}?restype=container&comp=list`;
  let marker: string | undefined;
  do {
    const continuationToken = marker;
    const page = await pageOrNone(async () =>
      // Each page is a request of its own to the retry: what has been listed is not listed again.
      call({ what, isWrite: false }, async (client, abortSignal) => {
        const options = { prefix, includeMetadata: true, abortSignal };
        const pages = client
          .listBlobsFlat(options)
          .byPage(continuationToken === undefined ? {} : { continuationToken });
        const first: IteratorResult<ContainerListBlobFlatSegmentResponse, undefined> = await pages.next();
        return first.value;
      }),
    );
    for (const { name, properties, metadata } of page?.segment.blobItems ?? []) {
      blobs.push({
        name,
        url: blobUrl(containerUrl, name),
        length: properties.contentLength ?? 0,
        etag: quoted(properties.etag),
        metadata: lowerCaseNames(metadata ?? {}),
        lastModified: properties.lastModified,
        blobType: properties.blobType ?? 'BlockBlob',
      });
    }
    marker = page?.continuationToken;
  } while (marker !== undefined && marker !== '');
  return blobs;
}

/**
 * Whether the container exists, asked by the right to its blobs: the right to containers is another one. False also where it may
 * not be asked: what refuses that, the next write tells.
 */
export async function isContainerThere(call: StorageCall<ContainerClient>, containerUrl: string): Promise<boolean> {
  const what = `GET ${containerUrl}?restype=container&comp=list`;
  try {
    await call({ what, isWrite: false }, async (client, abortSignal) =>
      client.listBlobsFlat({ abortSignal }).byPage({ maxPageSize: 1 }).next(),
    );
    return true;
  } catch (error) {
    if (isAzureServiceError(error)) return false;
    throw error;
  }
}

async function pageOrNone<T>(page: () => Promise<T>): Promise<T | undefined> {
  try {
    return await page();
  } catch (error) {
    if (isAzureServiceError(error, 'ContainerNotFound')) return undefined;
    throw error;
  }
}

/** Lists give ETags bare, headers give them in quotes. */
function quoted(etag: string): string {
  return etag.startsWith('"') ? etag : `"${etag}"`;
}
