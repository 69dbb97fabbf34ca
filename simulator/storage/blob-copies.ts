// Copy Blob: the copy that the service makes by itself, pending for a while, with progress, abort and failure.
import type { Clock } from '../kernel/clock.ts';
import { AzureError } from '../kernel/errors.ts';
import type { SimResponse } from '../kernel/exchange.ts';
import type { Randomness } from '../kernel/randomness.ts';
import type { Azurite, AzuriteResponse, StoredBlob } from './azurite.ts';
import { bodyOf } from './azurite.ts';
import type { OneBlob } from './blob-operations.ts';
import { lengthOf, MAX_PAGE_WRITE } from './byte-ranges.ts';
import type { CopySource } from './copy-sources.ts';
import type { ByteRange } from './sparse-files.ts';
import { refusalOf } from './azurite-answers.ts';
import { commonHeaders, storageError } from './storage-errors.ts';

export interface BlobCopies {
  /** Starts a copy into the blob; the source has been looked at. */
  start(target: OneBlob, source: CopySource, sourceUrl: URL): Promise<SimResponse>;
  abort(target: OneBlob): Promise<SimResponse>;
  isPending(target: OneBlob): boolean;
  /** The `x-ms-copy-*` headers of a blob that is or was the target of a copy. */
  headers(target: OneBlob): Readonly<Record<string, string>>;
  /** The blob was written anew or deleted: it is no longer a copy. */
  forget(target: OneBlob): void;
  clear(): void;
}

interface Copy {
  readonly id: string;
  readonly source: string;
  readonly total: number;
  readonly started: number;
  readonly durationMs: number;
  /** Of the blob that it is to fill, as long as it has not begun to. */
  readonly etag: string;
  status: 'pending' | 'success' | 'failed' | 'aborted';
  done: number;
  ended?: Date;
  description?: string;
}

export function createBlobCopies(parts: {
  readonly azurite: Azurite;
  readonly clock: Clock;
  readonly random: Randomness;
}): BlobCopies {
  const { azurite, clock, random } = parts;
  const copies = new Map<string, Copy>();
  const end = (copy: Copy, status: Exclude<Copy['status'], 'pending'>): void => {
    if (copy.status !== 'pending') return;
    copy.status = status;
    copy.ended = clock.now();
  };
  /** The copy into the blob, unless the blob that it was to fill has gone: another one may bear its name now. */
  const copyInto = (target: OneBlob): Copy | undefined => {
    const copy = copies.get(keyOf(target));
    if (copy?.status !== 'pending' || copy.done > 0) return copy;
    const blob = azurite.blob(target.account, target.container, target.blob);
    if (blob !== undefined && bare(blob.etag) === copy.etag) return copy;
    end(copy, 'aborted');
    copies.delete(keyOf(target));
    return undefined;
  };
  const run = async (copy: Copy, target: OneBlob, source: CopySource): Promise<void> => {
    if (copyInto(target) !== copy || copy.status !== 'pending') return;
    try {
      if (source.type === 'PageBlob') await copyPages(azurite, target, source, copy);
      else await putContent(azurite, target, source);
      end(copy, 'success');
    } catch (error) {
      const { status, code } = error instanceof AzureError ? error : { status: 500, code: 'InternalError' };
      copy.description = `${status} ${code} "Copy failed when reading the source."`;
      end(copy, 'failed');
    }
  };

  return {
    async start(target, source, sourceUrl) {
      checkTarget(target, source, azurite.blob(target.account, target.container, target.blob));
      const created = await createTarget(azurite, target, source);
      const copy: Copy = {
        id: random.guid(),
        source: withoutSecrets(sourceUrl),
        total: source.bytes,
        started: clock.now().getTime(),
        durationMs: clock.milliseconds('blob.copy'),
        etag: bare(created.headers['etag'] ?? ''),
        status: 'pending',
        done: 0,
      };
      copies.set(keyOf(target), copy);
      if (copy.durationMs <= 0) await run(copy, target, source);
      else clock.after(copy.durationMs, () => run(copy, target, source));
      const { etag = '', 'last-modified': lastModified = '' } = created.headers;
      const answer = { etag, 'last-modified': lastModified, 'x-ms-copy-id': copy.id, 'x-ms-copy-status': copy.status };
      return { status: 202, headers: { ...commonHeaders(target.request), ...answer } };
    },

    async abort(target) {
      const { request } = target;
      const blob = azurite.blob(target.account, target.container, target.blob);
      if (blob === undefined) throw storageError('BlobNotFound');
      const copy = copyInto(target);
      if (copy?.status !== 'pending') throw storageError('NoPendingCopyOperation');
      if (request.url.searchParams.get('copyid') !== copy.id) throw storageError('CopyIdMismatch');
      checkLease(target, blob);
      end(copy, 'aborted');
      // An aborted copy leaves a blob of no length behind, its metadata kept.
      if (blob.type === 'PageBlob') {
        await write(azurite, target, '?comp=properties', { 'x-ms-blob-content-length': '0' });
      }
      return { status: 204, headers: commonHeaders(request) };
    },

    isPending: (target) => copyInto(target)?.status === 'pending',
    headers(target) {
      const copy = copyInto(target);
      if (copy === undefined) return {};
      return {
        'x-ms-copy-id': copy.id,
        'x-ms-copy-source': copy.source,
        'x-ms-copy-status': copy.status,
        'x-ms-copy-progress': `${progress(copy, clock.now())}/${copy.total}`,
        ...(copy.ended === undefined ? {} : { 'x-ms-copy-completion-time': copy.ended.toUTCString() }),
        ...(copy.description === undefined ? {} : { 'x-ms-copy-status-description': copy.description }),
      };
    },
    forget: (target) => void copies.delete(keyOf(target)),
    clear() {
      for (const copy of copies.values()) end(copy, 'aborted');
      copies.clear();
    },
  };
}

/** Writes a whole block blob at once; also what a synchronous copy does. */
export async function putContent(azurite: Azurite, target: OneBlob, source: CopySource): Promise<AzuriteResponse> {
  const [range] = await source.ranges();
  const body = range === undefined ? Buffer.alloc(0) : await source.read(range);
  return make(azurite, target, { ...creation(target, source), 'x-ms-blob-type': 'BlockBlob' }, body);
}

/** How far a copy shows itself to be: by time while it is pending, never complete before it is. */
function progress(copy: Copy, now: Date): number {
  if (copy.status !== 'pending') return copy.status === 'success' ? copy.total : copy.done;
  const share = Math.min(1, (now.getTime() - copy.started) / copy.durationMs);
  return Math.min(Math.floor((copy.total * share) / 512) * 512, Math.max(0, copy.total - 512));
}

function checkTarget(target: OneBlob, source: CopySource, existing: StoredBlob | undefined): void {
  if (existing?.committed !== true) return;
  if (existing.type !== source.type) throw storageError('InvalidBlobType');
  checkLease(target, existing);
  if (existing.lease.state === 'leased' && existing.lease.duration !== 'infinite') {
    throw storageError('InfiniteLeaseDurationRequired');
  }
}

function checkLease(target: OneBlob, blob: StoredBlob): void {
  if (blob.lease.state === 'none') return;
  const given = target.request.headers['x-ms-lease-id'];
  if (given === undefined) throw storageError('LeaseIdMissing');
  if (given.toLowerCase() !== blob.lease.id.toLowerCase()) throw storageError('LeaseIdMismatchWithBlobOperation');
}

function createTarget(azurite: Azurite, target: OneBlob, source: CopySource): Promise<AzuriteResponse> {
  const headers = { ...creation(target, source), ...conditions(target) };
  // A page blob has its length from the start, all zeros; a block blob stays empty until the copy is done.
  return source.type === 'PageBlob'
    ? make(azurite, target, {
        ...headers,
        'x-ms-blob-type': 'PageBlob',
        'x-ms-blob-content-length': String(source.bytes),
      })
    : make(azurite, target, { ...headers, 'x-ms-blob-type': 'BlockBlob' });
}

/** Metadata comes from the request, or else from the source; never from both. */
function creation(target: OneBlob, source: CopySource): Readonly<Record<string, string>> {
  const given = Object.entries(target.request.headers).filter(([name]) => name.startsWith('x-ms-meta-'));
  return {
    'content-type': source.contentType,
    ...(given.length > 0 ? Object.fromEntries(given) : source.metadata),
  };
}

function conditions(target: OneBlob): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(target.request.headers).filter(([name]) => name.startsWith('if-')));
}

async function copyPages(azurite: Azurite, target: OneBlob, source: CopySource, copy: Copy): Promise<void> {
  for (const page of pieces(await source.ranges())) {
    const body = await source.read(page);
    if (copy.status !== 'pending') return;
    const range = `bytes=${page.start}-${page.end}`;
    await write(azurite, target, '?comp=page', { 'x-ms-page-write': 'update', 'x-ms-range': range }, body);
    copy.done += lengthOf(page);
  }
}

/** Ranges in pieces that one page write can carry. */
export function* pieces(ranges: readonly ByteRange[]): Generator<ByteRange> {
  for (const { start, end } of ranges) {
    for (let at = start; at <= end; at += MAX_PAGE_WRITE) {
      yield { start: at, end: Math.min(end, at + MAX_PAGE_WRITE - 1) };
    }
  }
}

/** Makes the target, which may be refused. */
async function make(
  azurite: Azurite,
  target: OneBlob,
  headers: Readonly<Record<string, string>>,
  body?: Buffer,
): Promise<AzuriteResponse> {
  const { response, text } = await send(azurite, target, '', headers, body);
  if (response.status >= 300) throw refusalOf(response, text);
  return response;
}

/** Writes to a target that is there, in the way that the copy itself has made sure of. */
async function write(...sent: Parameters<typeof send>): Promise<void> {
  const { response, text } = await send(...sent);
  if (response.status >= 300) throw new Error(`A write of a copy is refused: ${text}`);
}

async function send(
  azurite: Azurite,
  target: OneBlob,
  query: string,
  headers: Readonly<Record<string, string>>,
  body?: Buffer,
): Promise<{ readonly response: AzuriteResponse; readonly text: string }> {
  const lease = target.request.headers['x-ms-lease-id'];
  const response = await azurite.sendTrusted({
    method: 'PUT',
    account: target.account,
    path: `${target.request.url.pathname}${query}`,
    headers: { ...headers, ...(lease === undefined ? {} : { 'x-ms-lease-id': lease }) },
    ...(body === undefined ? {} : { body }),
  });
  return { response, text: (await bodyOf(response)).toString() };
}

function bare(etag: string): string {
  return etag.replaceAll('"', '');
}

function keyOf(target: OneBlob): string {
  return `${target.account}/${target.container}/${target.blob}`;
}

function withoutSecrets(url: URL): string {
  const snapshot = url.searchParams.get('snapshot');
  return `${url.origin}${url.pathname}${snapshot === null ? '' : `?snapshot=${snapshot}`}`;
}
