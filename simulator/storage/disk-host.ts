// The hosts `md-*.z<n>.blob.storage.azure.net`: a granted disk can be read there, whole, in ranges or as a page list.
import { createHash } from 'node:crypto';
import type { SimRequest, SimResponse } from '../kernel/exchange.ts';
import { lengthOf, MAX_PAGE_WRITE, rangeHeader, readRange } from './byte-ranges.ts';
import type { DiskGrant, ManagedDisks } from './managed-disks.ts';
import { within, type ByteRange, type SparseFile } from './sparse-files.ts';
import { commonHeaders, notSimulated, storageError } from './storage-errors.ts';

const HOST =
  /^md-[a-z0-9-]+(?:\.z\d+)?\.blob\.(?:storage\.azure\.net|core\.usgovcloudapi\.net|core\.chinacloudapi\.cn)$/;
/** The service's own page size for page lists. */
const MAX_RANGES = 10_000;

export function isDiskHost(host: string): boolean {
  return HOST.test(host);
}

/** Whether a URL is the SAS of an incremental snapshot, which page copies refuse as their source. */
export function isIncrementalSas(url: URL): boolean {
  return isDiskHost(url.hostname) && url.searchParams.get('sr') === 'bs';
}

export async function answerFromDisk(disks: ManagedDisks, request: SimRequest, now: Date): Promise<SimResponse> {
  const grant = checkedGrant(disks, request.url, now);
  const file = disks.file(grant.diskId);
  if (file === undefined) throw new Error(`A grant has outlived its disk ${grant.diskId}.`);
  const comp = request.url.searchParams.get('comp');
  if (request.method !== 'GET' && request.method !== 'HEAD') throw storageError('AuthorizationPermissionMismatch');
  const etag = etagOf(grant);
  checkConditions(request, etag);
  const headers = {
    ...commonHeaders(request),
    etag,
    // A disk with an open grant no longer changes; its age is of no use to a reader.
    'last-modified': new Date(0).toUTCString(),
    'x-ms-creation-time': new Date(0).toUTCString(),
    'x-ms-blob-sequence-number': '0',
    'x-ms-blob-type': 'PageBlob',
    'x-ms-lease-state': 'available',
    'x-ms-lease-status': 'unlocked',
    'x-ms-server-encrypted': 'true',
    'accept-ranges': 'bytes',
  };
  if (comp === 'pagelist') return pageList(request, file, headers);
  if (comp !== null) throw notSimulated(`${request.method} with comp=${comp} on a managed disk`);
  return content(request, file, headers);
}

function checkedGrant(disks: ManagedDisks, url: URL, now: Date): DiskGrant {
  const [, container = '', blob, ...rest] = url.pathname.split('/');
  const grant = disks.grantAt(url.hostname, container);
  const query = url.searchParams;
  const right =
    grant !== undefined &&
    !grant.revoked &&
    now < grant.expires &&
    blob === 'abcd' &&
    rest.length === 0 &&
    query.get('sig') === grant.signature &&
    query.get('si') === grant.policy &&
    query.get('sr') === (grant.incremental ? 'bs' : 'b') &&
    query.has('snapshot') === grant.incremental;
  // The access policy that `si` names is taken away with the grant: the same refusal as for a wrong signature.
  if (!right) throw storageError('AuthenticationFailed');
  return grant;
}

function etagOf(grant: DiskGrant): string {
  return `"0x8D${createHash('sha256').update(grant.diskId.toLowerCase()).digest('hex').slice(0, 13).toUpperCase()}"`;
}

function checkConditions(request: SimRequest, etag: string): void {
  const match = request.headers['if-match'];
  const noneMatch = request.headers['if-none-match'];
  if (match !== undefined && match !== '*' && match !== etag) throw storageError('ConditionNotMet');
  if (noneMatch === '*' || noneMatch === etag) throw storageError('ConditionNotMet');
}

async function content(
  request: SimRequest,
  file: SparseFile,
  headers: Readonly<Record<string, string>>,
): Promise<SimResponse> {
  const type = { 'content-type': 'application/octet-stream' };
  if (request.method === 'HEAD') {
    return { status: 200, headers: { ...headers, ...type, 'content-length': String(file.bytes) } };
  }
  const asked = readRange(rangeHeader(request), file.bytes);
  const range: ByteRange = asked === 'all' ? { start: 0, end: file.bytes - 1 } : asked;
  const length = lengthOf(range);
  const body = length <= MAX_PAGE_WRITE ? await file.read(range.start, length) : file.stream(range);
  const sized = { ...headers, ...type, 'content-length': String(length) };
  if (asked === 'all') return { status: 200, headers: sized, body };
  const contentRange = `bytes ${range.start}-${range.end}/${file.bytes}`;
  return { status: 206, headers: { ...sized, 'content-range': contentRange }, body };
}

function pageList(request: SimRequest, file: SparseFile, headers: Readonly<Record<string, string>>): SimResponse {
  const query = request.url.searchParams;
  if (query.has('prevsnapshot') || request.headers['x-ms-previous-snapshot-url'] !== undefined) {
    throw notSimulated('differences between snapshots of a managed disk');
  }
  const asked = readRange(rangeHeader(request), file.bytes);
  const window: ByteRange = asked === 'all' ? { start: 0, end: file.bytes - 1 } : asked;
  const ranges = within(file.ranges, window);
  const first = Number(query.get('marker') ?? '0');
  const limit = Math.min(MAX_RANGES, Number(query.get('maxresults') ?? MAX_RANGES));
  const next = first + limit < ranges.length ? `<NextMarker>${first + limit}</NextMarker>` : '<NextMarker />';
  const xml = ranges
    .slice(first, first + limit)
    .map((range) => `<PageRange><Start>${range.start}</Start><End>${range.end}</End></PageRange>`);
  return {
    status: 200,
    headers: { ...headers, 'content-type': 'application/xml', 'x-ms-blob-content-length': String(file.bytes) },
    body: Buffer.from(`<?xml version="1.0" encoding="utf-8"?><PageList>${xml.join('')}${next}</PageList>`),
  };
}
