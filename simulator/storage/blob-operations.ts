// Which operation of the blob service a request is, and the role right it needs: one table of what is served.
// Source of the rights: "Permissions for calling data operations" of Azure Storage's Entra ID documentation.
import type { SimRequest } from '../kernel/exchange.ts';
import { notSimulated, storageError } from './storage-errors.ts';

export interface BlobRequest {
  readonly account: string;
  readonly container: string | undefined;
  readonly blob: string | undefined;
  readonly operation: BlobOperation;
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
  | 'ContainerAcl'
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

const action = (name: string): Right => ({ kind: 'action', names: [name] });
const dataAction = (name: string): Right => ({ kind: 'dataAction', names: [`${BLOBS}/${name}`] });
const read = dataAction('read');
const write = dataAction('write');
/** For a blob that does not exist yet, the right to add is enough. */
const create: Right = { kind: 'dataAction', names: [`${BLOBS}/write`, `${BLOBS}/add/action`] };

type Method = 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
/** A parameter or header with one value, or with any. */
type Told = Readonly<Record<string, string>>;
const ANY = '*';

/** A row of the table: an operation, and what tells it from the others. */
export interface BlobOperation extends Operation {
  readonly at: 'service' | 'container' | 'blob';
  readonly methods: readonly Method[];
  readonly comp?: string;
  /** Compared at the service and at containers; no blob's operation needs it. */
  readonly restype?: string;
  readonly query?: Told;
  readonly headers?: Told;
  /** Known, and refused by the service. */
  readonly isRefused?: true;
}

type Row = Omit<BlobOperation, 'at' | 'methods' | 'name' | 'right' | 'writes'> & { readonly writes?: true };

function row(
  at: BlobOperation['at'],
  methods: string,
  name: OperationName,
  right: Right,
  { writes, ...more }: Row,
): BlobOperation {
  return { at, methods: methods.split(' ') as Method[], name, right, writes: writes === true, ...more };
}

const container = { restype: 'container' };
const lease = (wanted: string): Row => ({ comp: 'lease', headers: { 'x-ms-lease-action': wanted } });
const LEASES = ['acquire', 'release', 'renew', 'change', 'break'];
const from = { 'x-ms-copy-source': ANY };

/**
 * Where several rows have one address, the first whose query and headers are there is meant, and the last where none is.
 */
export const BLOB_OPERATIONS: readonly BlobOperation[] = [
  row('service', 'GET', 'ListContainers', action(`${CONTAINERS}/read`), { comp: 'list' }),
  row('service', 'GET', 'ServiceProperties', action(`${SERVICES}/read`), { restype: 'service', comp: 'properties' }),
  row('service', 'PUT', 'ServiceProperties', action(`${SERVICES}/write`), { restype: 'service', comp: 'properties' }),
  row('service', 'GET HEAD', 'ServiceProperties', action(`${SERVICES}/read`), {
    restype: 'account',
    comp: 'properties',
  }),
  row('service', 'POST', 'GetUserDelegationKey', action(`${SERVICES}/generateUserDelegationKey/action`), {
    restype: 'service',
    comp: 'userdelegationkey',
  }),

  row('container', 'GET', 'ListBlobs', read, { ...container, comp: 'list', query: { delimiter: ANY } }),
  row('container', 'GET', 'ListBlobs', read, { ...container, comp: 'list' }),
  row('container', 'GET HEAD', 'Container', action(`${CONTAINERS}/read`), container),
  row('container', 'GET HEAD', 'Container', action(`${CONTAINERS}/read`), { ...container, comp: 'metadata' }),
  row('container', 'GET HEAD', 'ContainerAcl', action(`${CONTAINERS}/getAcl/action`), { ...container, comp: 'acl' }),
  row('container', 'PUT', 'ContainerAcl', action(`${CONTAINERS}/setAcl/action`), { ...container, comp: 'acl' }),
  row('container', 'PUT', 'Container', action(`${CONTAINERS}/write`), container),
  row('container', 'PUT', 'Container', action(`${CONTAINERS}/write`), { ...container, comp: 'metadata' }),
  ...LEASES.map((one) =>
    row('container', 'PUT', 'Container', action(`${CONTAINERS}/write`), { ...container, ...lease(one) }),
  ),
  row('container', 'DELETE', 'Container', action(`${CONTAINERS}/delete`), container),

  row('blob', 'GET HEAD', 'ReadBlob', read, {}),
  row('blob', 'GET HEAD', 'ReadBlob', read, { comp: 'metadata' }),
  row('blob', 'GET', 'ReadBlob', read, { comp: 'blocklist' }),
  row('blob', 'GET', 'ReadBlob', dataAction('tags/read'), { comp: 'tags' }),
  row('blob', 'GET', 'GetPageRangesDiff', read, { comp: 'pagelist', query: { prevsnapshot: ANY }, isRefused: true }),
  row('blob', 'GET', 'GetPageRangesDiff', read, {
    comp: 'pagelist',
    headers: { 'x-ms-previous-snapshot-url': ANY },
    isRefused: true,
  }),
  row('blob', 'GET', 'GetPageRanges', read, { comp: 'pagelist' }),

  row('blob', 'PUT', 'PutBlobFromUrl', create, {
    headers: { ...from, 'x-ms-blob-type': ANY },
    writes: true,
    isRefused: true,
  }),
  row('blob', 'PUT', 'CopyBlobFromUrl', create, { headers: { ...from, 'x-ms-requires-sync': 'true' }, writes: true }),
  row('blob', 'PUT', 'CopyBlob', create, { headers: from, writes: true }),
  row('blob', 'PUT', 'CreatePageBlob', create, { headers: { 'x-ms-blob-type': 'PageBlob' }, writes: true }),
  row('blob', 'PUT', 'PutBlob', create, { headers: { 'x-ms-blob-type': 'AppendBlob' }, writes: true }),
  row('blob', 'PUT', 'PutBlob', create, { headers: { 'x-ms-blob-type': 'BlockBlob' }, writes: true }),

  row('blob', 'PUT', 'ClearPages', write, { comp: 'page', headers: { 'x-ms-page-write': 'clear' }, writes: true }),
  row('blob', 'PUT', 'PutPageFromUrl', write, {
    comp: 'page',
    headers: { ...from, 'x-ms-page-write': 'update' },
    writes: true,
  }),
  row('blob', 'PUT', 'PutPage', write, { comp: 'page', headers: { 'x-ms-page-write': 'update' }, writes: true }),

  row('blob', 'PUT', 'AbortCopy', write, {
    comp: 'copy',
    query: { copyid: ANY },
    headers: { 'x-ms-copy-action': 'abort' },
  }),
  ...LEASES.map((one) => row('blob', 'PUT', 'Lease', write, lease(one))),
  row('blob', 'PUT', 'WriteBlob', create, { comp: 'snapshot' }),
  row('blob', 'PUT', 'WriteBlob', dataAction('tags/write'), { comp: 'tags' }),
  row('blob', 'PUT', 'WriteBlob', write, { comp: 'metadata', writes: true }),
  row('blob', 'PUT', 'WriteBlob', write, {
    comp: 'properties',
    headers: { 'x-ms-blob-content-length': ANY },
    writes: true,
  }),
  row('blob', 'PUT', 'WriteBlob', write, {
    comp: 'properties',
    headers: { 'x-ms-sequence-number-action': ANY },
    writes: true,
  }),
  row('blob', 'PUT', 'WriteBlob', write, { comp: 'properties', writes: true }),
  row('blob', 'PUT', 'WriteBlob', write, { comp: 'block', writes: true }),
  row('blob', 'PUT', 'WriteBlob', write, { comp: 'blocklist', writes: true }),
  row('blob', 'PUT', 'WriteBlob', write, { comp: 'appendblock', writes: true }),
  row('blob', 'PUT', 'WriteBlob', write, { comp: 'tier', writes: true }),
  row('blob', 'DELETE', 'DeleteBlob', dataAction('delete'), { writes: true }),
];

export function blobRequest(account: string, request: SimRequest): BlobRequest {
  const path = decodedPath(request.url).replace(/^\//, '');
  const slash = path.indexOf('/');
  const container = (slash < 0 ? path : path.slice(0, slash)) || undefined;
  const blob = slash < 0 ? undefined : path.slice(slash + 1) || undefined;
  const at = container === undefined ? 'service' : blob === undefined ? 'container' : 'blob';
  return { account, container, blob, operation: operationAt(at, request), request };
}

function operationAt(at: BlobOperation['at'], request: SimRequest): BlobOperation {
  const { searchParams: query } = request.url;
  // Azurite would pass over it, and answer with the blob as it is now.
  if (query.has('versionid')) throw notSimulated('versions of blobs');
  const here = BLOB_OPERATIONS.filter(
    (one) =>
      one.at === at &&
      one.methods.some((method) => method === request.method) &&
      one.comp === (query.get('comp') || undefined) &&
      (at === 'blob' || one.restype === (query.get('restype') || undefined)),
  );
  const isTold = (told: Told = {}, given: (name: string) => string | null | undefined): boolean =>
    Object.entries(told).every(([name, value]) =>
      value === ANY ? (given(name) ?? null) !== null : given(name) === value,
    );
  const found = here.find(
    ({ query: asked, headers }) =>
      isTold(asked, (name) => query.get(name)) && isTold(headers, (name) => request.headers[name]),
  );
  const meant = found ?? here.at(-1);
  if (meant === undefined) throw unknown(request);
  return meant;
}

/** Where the last row of an address is meant, its own headers may not be there. */
export function requireTold({ operation: { headers = {} }, request }: BlobRequest): void {
  for (const [name, wanted] of Object.entries(headers)) {
    const given = request.headers[name];
    if (given === undefined) throw storageError('MissingRequiredHeader', { HeaderName: name });
    if (wanted !== ANY && given !== wanted) {
      throw storageError('InvalidHeaderValue', { HeaderName: name, HeaderValue: given });
    }
  }
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

function unknown(request: SimRequest): Error {
  return notSimulated(`the blob operation ${request.method} ${request.url.pathname}${safeQuery(request.url)}`);
}

/** The query's operation, without anything secret. */
function safeQuery(url: URL): string {
  const shown = ['restype', 'comp'].filter((name) => url.searchParams.has(name));
  return shown.length === 0 ? '' : `?${shown.map((name) => `${name}=${url.searchParams.get(name) ?? ''}`).join('&')}`;
}
