// Writes to page blobs: what the service checks before it takes a page, and Put Page From URL.
import type { SimRequest } from '../kernel/exchange.ts';
import type { Azurite, AzuriteRequest } from './azurite.ts';
import type { OneBlob } from './blob-operations.ts';
import { closedRange, lengthOf, MAX_PAGE_WRITE, pageRange } from './byte-ranges.ts';
import { readSource, sourceConditions, type FetchSource } from './copy-sources.ts';
import { isIncrementalSas } from './disk-host.ts';
import type { ByteRange } from './sparse-files.ts';
import { storageError } from './storage-errors.ts';

/** Checks what Azurite lets pass: the size of a write, and that it ends inside the blob. */
export function checkedPageRange(azurite: Azurite, target: OneBlob): ByteRange {
  const { request, operation } = target;
  // Clearing carries no bytes, so it has no limit.
  const limit = operation.name === 'ClearPages' ? Number.MAX_SAFE_INTEGER : MAX_PAGE_WRITE;
  if (request.body.length > MAX_PAGE_WRITE) {
    throw storageError('RequestBodyTooLarge', { MaxLimit: String(MAX_PAGE_WRITE) });
  }
  const range = pageRange(request, limit);
  const blob = azurite.blob(target.account, target.container, target.blob);
  if (blob?.type === 'PageBlob' && range.end >= blob.bytes) throw storageError('InvalidPageRange');
  return range;
}

/** The source URL of a copy, which must be one that can be read. */
export function copySourceOf(request: SimRequest): URL {
  const source = request.headers['x-ms-copy-source'] ?? '';
  if (!URL.canParse(source) || !/^https?:$/.test(new URL(source).protocol)) {
    throw storageError('InvalidHeaderValue', {
      HeaderName: 'x-ms-copy-source',
      HeaderValue: source.split('?')[0] ?? '',
    });
  }
  return new URL(source);
}

/** Headers that a Put Page From URL shares with the Put Page that it becomes. */
const KEPT = /^(?:x-ms-lease-id|x-ms-if-.*|if-.*|x-ms-client-request-id|x-ms-version)$/;

/** Reads the source's range and makes the Put Page that writes it. */
export async function pageFromUrl(target: OneBlob, range: ByteRange, fetch: FetchSource): Promise<AzuriteRequest> {
  const { request } = target;
  const source = copySourceOf(request);
  if (request.body.length > 0) throw storageError('InvalidHeaderValue', { HeaderName: 'Content-Length' });
  const sourceHeader = request.headers['x-ms-source-range'];
  if (sourceHeader === undefined) throw storageError('MissingRequiredHeader', { HeaderName: 'x-ms-source-range' });
  const sourceRange = closedRange(sourceHeader);
  if (sourceRange === undefined || lengthOf(sourceRange) !== lengthOf(range)) {
    throw storageError('InvalidHeaderValue', { HeaderName: 'x-ms-source-range', HeaderValue: sourceHeader });
  }
  if (isIncrementalSas(source)) throw storageError('CopySourceCannotBeIncrementalCopyBlob');
  const body = await readSource(fetch, source, sourceRange, sourceConditions(request.headers));
  const kept = Object.fromEntries(Object.entries(request.headers).filter(([name]) => KEPT.test(name)));
  const md5 = request.headers['x-ms-source-content-md5'];
  const crc64 = request.headers['x-ms-source-content-crc64'];
  return {
    method: 'PUT',
    account: target.account,
    path: `${request.url.pathname}?comp=page`,
    headers: {
      ...kept,
      'x-ms-page-write': 'update',
      'x-ms-range': `bytes=${range.start}-${range.end}`,
      'content-type': 'application/octet-stream',
      ...(md5 === undefined ? {} : { 'content-md5': md5 }),
      ...(crc64 === undefined ? {} : { 'x-ms-content-crc64': crc64 }),
    },
    body,
  };
}
