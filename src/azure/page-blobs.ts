// Page blobs: the form in which a VHD lies in a storage account. Created at full length, filled page by page, leased meanwhile.
import type { PageBlobClient } from '@azure/storage-blob';
import { isContainerThere, listBlobs, type ListedBlob } from './blob-lists.ts';
import { blobUrl, containerUrl, lowerCaseNames, withoutQuery } from './blob-urls.ts';
import { scopeOf } from './cloud.ts';
import type { Session } from './credential.ts';
import { isAzureServiceError, isNotFound } from './errors.ts';
import type { RetryRules } from './retry.ts';
import type { BlobUrl } from './sas.ts';
import { openContainerClient, openPageBlobClient, type StorageCall } from './storage-client.ts';

export interface Blobs {
  /** A blob by the account's own endpoint (`properties.primaryEndpoints.blob`), whether it exists or not. */
  open(blobEndpoint: string, container: string, name: string): Promise<PageBlob>;
  /** A blob by its URL, read and written with the session's token. */
  openUrl(url: string): Promise<PageBlob>;
  /** A blob by a URL that carries its own signature (SAS). The signature must have been masked. */
  openShared(sasUrl: string): Promise<PageBlob>;
  /** Makes the container unless it is there. */
  ensureContainer(blobEndpoint: string, container: string): Promise<void>;
  /** The blobs whose names begin so, of any type; a container that is not there has none. */
  list(blobEndpoint: string, container: string, prefix: string): Promise<readonly ListedBlob[]>;
  /** The session's token: with it, another account's service reads the source of a copy. */
  token(): Promise<string>;
}

/** A blob by the way its URL opens: by its own signature where it has one. */
export async function openBlob(blobs: Blobs, { url, sas }: Pick<BlobUrl, 'url' | 'sas'>): Promise<PageBlob> {
  return sas === undefined ? blobs.openUrl(url) : blobs.openShared(sas.sasUrl);
}

export type { ListedBlob } from './blob-lists.ts';

export interface BlobProperties {
  readonly length: number;
  readonly etag: string;
  /** Names in lower case. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly leased: boolean;
  readonly blobType: 'PageBlob' | 'BlockBlob' | 'AppendBlob';
  /** Holds only what changed since the snapshot before it, as the service made it: no pages are copied out of it. */
  readonly incremental?: true;
  /** Of the last copy into it by the service, if it was ever the target of one. */
  readonly copyStatus?: 'pending' | 'success' | 'aborted' | 'failed';
}

/** Pages that were written; everything between ranges reads as zeros. */
export interface PageRange {
  readonly offset: number;
  readonly length: number;
}

export interface WriteOptions {
  /** Needed while the blob is leased. */
  readonly leaseId?: string | undefined;
  readonly deadline?: Date | undefined;
  /** Called when the service said that it is busy and the request is about to be repeated. */
  readonly onBusy?: (() => void) | undefined;
}

export interface PageCopy extends PageRange {
  /** The same offset is read there. The URL carries its own signature. */
  readonly sourceUrl: string;
  /** Or the source wants a token, and this is it. */
  readonly sourceToken?: string | undefined;
}

export interface PageBlob {
  /** Without a signature. */
  readonly url: string;
  /** Undefined when there is no such blob. `namedHost` as in retries. */
  properties(rules?: Pick<RetryRules<never>, 'namedHost'>): Promise<BlobProperties | undefined>;
  /** Creates it empty, at its full length; an existing blob is refused (409 BlobAlreadyExists), never replaced. */
  create(length: number, metadata: Readonly<Record<string, string>>): Promise<void>;
  /** Takes the lease, or takes it again when this ID holds it already. Anyone else's lease is refused (409). */
  acquireLease(leaseId: string, seconds: number): Promise<void>;
  renewLease(leaseId: string): Promise<void>;
  /** A lease that is not held any more is released already. */
  releaseLease(leaseId: string): Promise<void>;
  /** At most 4 MiB, aligned to 512 bytes, copied by the service itself. */
  copyPages(copy: PageCopy, options?: WriteOptions): Promise<void>;
  /** At most 4 MiB, aligned to 512 bytes. */
  writePages(offset: number, bytes: Uint8Array, options?: WriteOptions): Promise<void>;
  pageRanges(): Promise<readonly PageRange[]>;
  read(offset: number, length: number): Promise<Buffer>;
  setMetadata(metadata: Readonly<Record<string, string>>, options?: WriteOptions): Promise<void>;
  /** Absent is done. */
  delete(options?: WriteOptions): Promise<void>;
}

export function connectBlobs(session: Session): Blobs {
  const { host } = session;
  const openUrl = async (url: string): Promise<PageBlob> =>
    pageBlob(openPageBlobClient(host, url, session), withoutQuery(url));
  return {
    open: async (endpoint, container, name) => openUrl(blobUrl(containerUrl(endpoint, container), name)),
    openUrl,
    openShared: async (url) => pageBlob(openPageBlobClient(host, url, undefined), withoutQuery(url)),
    ensureContainer: async (endpoint, container) => {
      const url = containerUrl(endpoint, container);
      const call = openContainerClient(host, url, session);
      if (await isContainerThere(call, url)) return;
      await call({ what: `PUT ${url}`, isWrite: true }, async (client, abortSignal) =>
        client.createIfNotExists({ abortSignal }),
      );
    },
    list: async (endpoint, container, prefix) => {
      const url = containerUrl(endpoint, container);
      return listBlobs(openContainerClient(host, url, session), url, prefix);
    },
    token: async () => (await session.getToken(scopeOf(session.cloud.audiences.storage))).token,
  };
}

/** The operations over any way to call a client; connected ones come from `connectBlobs`. */
export function pageBlob(call: StorageCall<PageBlobClient>, url: string): PageBlob {
  const properties: PageBlob['properties'] = async (rules) => {
    try {
      return await call({ what: `HEAD ${url}`, isWrite: false, ...rules }, async (client, abortSignal) => {
        const answer = await client.getProperties({ abortSignal });
        return {
          length: answer.contentLength ?? 0,
          etag: answer.etag ?? '',
          metadata: lowerCaseNames(answer.metadata ?? {}),
          leased: answer.leaseState === 'leased',
          blobType: answer.blobType ?? 'BlockBlob',
          ...(answer.isIncrementalCopy === true && { incremental: true as const }),
          ...(answer.copyStatus === undefined ? {} : { copyStatus: answer.copyStatus }),
        };
      });
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  };
  const put = async (
    what: string,
    options: WriteOptions | undefined,
    attempt: (client: PageBlobClient, shared: WriteConditions) => Promise<unknown>,
  ): Promise<void> => {
    const rules = { what: `PUT ${url}${what}`, isWrite: true, deadline: options?.deadline, onBusy: options?.onBusy };
    const conditions = options?.leaseId === undefined ? {} : { conditions: { leaseId: options.leaseId } };
    await call(rules, async (client, abortSignal) => attempt(client, { abortSignal, ...conditions }));
  };

  return {
    url,
    properties,
    create: async (length, metadata) => {
      const lookUp = async (): Promise<true | undefined> => {
        const found = await properties();
        const ours = Object.entries(metadata).every(([name, value]) => found?.metadata[name.toLowerCase()] === value);
        return found?.length === length && ours ? true : undefined;
      };
      await call<unknown>({ what: `PUT ${url}`, isWrite: true, lookUp }, async (client, abortSignal) =>
        client.create(length, { metadata: { ...metadata }, conditions: { ifNoneMatch: '*' }, abortSignal }),
      );
    },
    acquireLease: async (leaseId, seconds) =>
      put('?comp=lease', undefined, async (client, { abortSignal }) =>
        client.getBlobLeaseClient(leaseId).acquireLease(seconds, { abortSignal }),
      ),
    renewLease: async (leaseId) =>
      put('?comp=lease', undefined, async (client, { abortSignal }) =>
        client.getBlobLeaseClient(leaseId).renewLease({ abortSignal }),
      ),
    releaseLease: async (leaseId) => {
      try {
        await put('?comp=lease', undefined, async (client, { abortSignal }) =>
          client.getBlobLeaseClient(leaseId).releaseLease({ abortSignal }),
        );
      } catch (error) {
        if (!isNotFound(error) && !isAzureServiceError(error, 'LeaseIdMismatchWithLeaseOperation')) throw error;
      }
    },
    copyPages: async ({ sourceUrl, sourceToken, offset, length }, options) =>
      put('?comp=page', options, async (client, shared) =>
        client.uploadPagesFromURL(sourceUrl, offset, offset, length, {
          ...shared,
          ...(sourceToken === undefined ? {} : { sourceAuthorization: { scheme: 'Bearer', value: sourceToken } }),
        }),
      ),
    writePages: async (offset, bytes, options) =>
      put('?comp=page', options, async (client, shared) => client.uploadPages(bytes, offset, bytes.byteLength, shared)),
    pageRanges: async () =>
      call({ what: `GET ${url}?comp=pagelist`, isWrite: false }, async (client, abortSignal) => {
        const ranges: PageRange[] = [];
        for await (const { start, end, isClear } of client.listPageRanges(0, undefined, { abortSignal })) {
          if (!isClear) ranges.push(rangeOf(start, end));
        }
        return ranges;
      }),
    read: async (offset, length) =>
      call({ what: `GET ${url}`, isWrite: false }, async (client, abortSignal) => {
        const answer = await client.download(offset, length, { abortSignal, maxRetryRequests: 0 });
        const chunks: Buffer[] = [];
        for await (const chunk of answer.readableStreamBody ?? []) {
          chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
        }
        return Buffer.concat(chunks);
      }),
    setMetadata: async (metadata, options) =>
      put('?comp=metadata', options, async (client, shared) => client.setMetadata({ ...metadata }, shared)),
    delete: async (options) => {
      const conditions = options?.leaseId === undefined ? {} : { conditions: { leaseId: options.leaseId } };
      const rules = { what: `DELETE ${url}`, isWrite: true, deadline: options?.deadline };
      await call(rules, async (client, abortSignal) => client.deleteIfExists({ abortSignal, ...conditions }));
    },
  };
}

/** The service names the last byte of a range, not the one after it: a range 0-511 is 512 bytes long. */
export function rangeOf(start: number, end: number): PageRange {
  return { offset: start, length: end - start + 1 };
}

interface WriteConditions {
  readonly abortSignal: AbortSignal;
  readonly conditions?: { readonly leaseId: string };
}
