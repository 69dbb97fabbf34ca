// Which operation of the blob service a request is, and the role right it needs.
// Source of the rights: "Permissions for calling data operations" of Azure Storage's Entra ID documentation.
import type { SimRequest } from '../kernel/exchange.ts';
import { notSimulated, storageError } from './storage-errors.ts';

export interface BlobRequest {
  readonly account: string;
  readonly container: string | undefined;
  readonly blob: string | undefined;
  readonly operation: Operation;
  readonly request: SimRequest;
}

/** A request about one blob. */
export interface OneBlob extends BlobRequest {
  readonly container: string;
  readonly blob: string;
}

export interface Operation {
  readonly name: OperationName;
  readonly right: Right;
  /** Whether it changes the blob, which a copy that is still running forbids. */
  readonly writes: boolean;
}

/** Container rights are actions of the management plane's kind; everything about blobs is a data action. */
export interface Right {
  readonly kind: 'action' | 'dataAction';
  readonly names: readonly string[];
}

export type OperationName =
  | 'ListContainers'
  | 'ServiceProperties'
  | 'GetUserDelegationKey'
  | 'Container'
  | 'ListBlobs'
  | 'ReadBlob'
  | 'GetPageRanges'
  | 'GetPageRangesDiff'
  | 'CreatePageBlob'
  | 'PutBlob'
  | 'PutBlobFromUrl'
  | 'CopyBlob'
  | 'CopyBlobFromUrl'
  | 'AbortCopy'
  | 'PutPage'
  | 'ClearPages'
  | 'PutPageFromUrl'
  | 'Lease'
  | 'WriteBlob'
  | 'DeleteBlob';

const SERVICES = 'Microsoft.Storage/storageAccounts/blobServices';
const CONTAINERS = `${SERVICES}/containers`;
const BLOBS = `${CONTAINERS}/blobs`;

const read: Right = { kind: 'dataAction', names: [`${BLOBS}/read`] };
const write: Right = { kind: 'dataAction', names: [`${BLOBS}/write`] };
/** For a blob that does not exist yet, the right to add is enough. */
const create: Right = { kind: 'dataAction', names: [`${BLOBS}/write`, `${BLOBS}/add/action`] };
const action = (name: string): Right => ({ kind: 'action', names: [name] });

export function blobRequest(account: string, request: SimRequest): BlobRequest {
  const path = decodedPath(request.url).replace(/^\//, '');
  const slash = path.indexOf('/');
  const container = (slash < 0 ? path : path.slice(0, slash)) || undefined;
  const blob = slash < 0 ? undefined : path.slice(slash + 1) || undefined;
  const operation =
    container === undefined
      ? serviceOperation(request)
      : blob === undefined
        ? containerOperation(request)
        : blobOperation(request);
  return { account, container, blob, operation, request };
}

function decodedPath(url: URL): string {
  try {
    return decodeURIComponent(url.pathname);
  } catch {
    throw storageError('InvalidUri');
  }
}

export function isOneBlob(request: BlobRequest): request is OneBlob {
  return request.container !== undefined && request.blob !== undefined;
}

function of(name: OperationName, right: Right, writes = false): Operation {
  return { name, right, writes };
}

function serviceOperation(request: SimRequest): Operation {
  const { comp, restype } = parameters(request);
  const method = methodOf(request);
  if (method === 'GET' && comp === 'list') return of('ListContainers', action(`${CONTAINERS}/read`));
  if (restype === 'service' && comp === 'properties') {
    return of('ServiceProperties', action(`${SERVICES}/${method === 'GET' ? 'read' : 'write'}`));
  }
  if (method === 'GET' && restype === 'account') return of('ServiceProperties', action(`${SERVICES}/read`));
  if (method === 'POST' && comp === 'userdelegationkey') {
    return of('GetUserDelegationKey', action(`${SERVICES}/generateUserDelegationKey/action`));
  }
  throw unknown(request);
}

function containerOperation(request: SimRequest): Operation {
  const { comp, restype } = parameters(request);
  if (restype !== 'container') throw unknown(request);
  switch (`${methodOf(request)} ${comp ?? ''}`) {
    case 'GET list':
      return of('ListBlobs', read);
    case 'GET ':
    case 'GET metadata':
      return of('Container', action(`${CONTAINERS}/read`));
    case 'GET acl':
      return of('Container', action(`${CONTAINERS}/getAcl/action`));
    case 'PUT acl':
      return of('Container', action(`${CONTAINERS}/setAcl/action`));
    case 'PUT ':
    case 'PUT metadata':
    case 'PUT lease':
      return of('Container', action(`${CONTAINERS}/write`));
    case 'DELETE ':
      return of('Container', action(`${CONTAINERS}/delete`));
    default:
      throw unknown(request);
  }
}

function blobOperation(request: SimRequest): Operation {
  const { comp } = parameters(request);
  switch (`${methodOf(request)} ${comp ?? ''}`) {
    case 'GET ':
    case 'GET metadata':
    case 'GET blocklist':
      return of('ReadBlob', read);
    case 'GET tags':
      return of('ReadBlob', { kind: 'dataAction', names: [`${BLOBS}/tags/read`] });
    case 'GET pagelist':
      return isDiff(request) ? of('GetPageRangesDiff', read) : of('GetPageRanges', read);
    case 'PUT ':
      return putBlob(request);
    case 'PUT page':
      return putPage(request);
    case 'PUT copy':
      return of('AbortCopy', write);
    case 'PUT lease':
      return of('Lease', write);
    case 'PUT snapshot':
      return of('WriteBlob', create);
    case 'PUT tags':
      return of('WriteBlob', { kind: 'dataAction', names: [`${BLOBS}/tags/write`] });
    case 'PUT metadata':
    case 'PUT properties':
    case 'PUT block':
    case 'PUT blocklist':
    case 'PUT appendblock':
    case 'PUT tier':
      return of('WriteBlob', write, true);
    case 'DELETE ':
      return of('DeleteBlob', { kind: 'dataAction', names: [`${BLOBS}/delete`] }, true);
    default:
      throw unknown(request);
  }
}

function putBlob(request: SimRequest): Operation {
  const { headers } = request;
  const source = headers['x-ms-copy-source'];
  if (source === undefined) {
    return headers['x-ms-blob-type'] === 'PageBlob' ? of('CreatePageBlob', create, true) : of('PutBlob', create, true);
  }
  if (headers['x-ms-blob-type'] !== undefined) return of('PutBlobFromUrl', create, true);
  return headers['x-ms-requires-sync'] === 'true' ? of('CopyBlobFromUrl', create, true) : of('CopyBlob', create, true);
}

function putPage(request: SimRequest): Operation {
  if (request.headers['x-ms-page-write'] === 'clear') return of('ClearPages', write, true);
  return request.headers['x-ms-copy-source'] === undefined
    ? of('PutPage', write, true)
    : of('PutPageFromUrl', write, true);
}

function isDiff(request: SimRequest): boolean {
  return request.url.searchParams.has('prevsnapshot') || request.headers['x-ms-previous-snapshot-url'] !== undefined;
}

function parameters(request: SimRequest): { readonly comp: string | null; readonly restype: string | null } {
  return { comp: request.url.searchParams.get('comp'), restype: request.url.searchParams.get('restype') };
}

/** HEAD asks for the same as GET. */
function methodOf(request: SimRequest): string {
  return request.method === 'HEAD' ? 'GET' : request.method;
}

function unknown(request: SimRequest): Error {
  return notSimulated(`the blob operation ${request.method} ${request.url.pathname}${safeQuery(request.url)}`);
}

/** The query's operation, without anything secret. */
function safeQuery(url: URL): string {
  const shown = ['restype', 'comp'].filter((name) => url.searchParams.has(name));
  return shown.length === 0 ? '' : `?${shown.map((name) => `${name}=${url.searchParams.get(name) ?? ''}`).join('&')}`;
}
