// Azurite's own records of containers and blobs, read with care: they are not a published format.

export interface StoredContainer {
  readonly account: string;
  readonly name: string;
  readonly etag: string;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface StoredBlob {
  readonly account: string;
  readonly container: string;
  readonly name: string;
  /** Empty for the blob itself. */
  readonly snapshot: string;
  readonly type: 'PageBlob' | 'BlockBlob' | 'AppendBlob';
  readonly bytes: number;
  readonly etag: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** False while a block blob has only uncommitted blocks. */
  readonly committed: boolean;
  readonly lease: Lease;
  /** The ranges of a page blob that hold pages, in order; `end` is the last byte. */
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
}

export type Lease =
  | { readonly state: 'none' }
  | {
      readonly state: 'leased' | 'breaking';
      readonly id: string;
      readonly duration: 'infinite' | 'fixed';
      /** Absent for an infinite lease. */
      readonly expires: Date | undefined;
    };

export function containerIn(document: unknown): StoredContainer {
  const properties = field(document, 'properties');
  return {
    account: text(field(document, 'accountName')),
    name: text(field(document, 'name')),
    etag: text(field(properties, 'etag')),
    metadata: texts(field(document, 'metadata')),
  };
}

export function blobIn(document: unknown): StoredBlob {
  const properties = field(document, 'properties');
  const type = text(field(properties, 'blobType'));
  return {
    account: text(field(document, 'accountName')),
    container: text(field(document, 'containerName')),
    name: text(field(document, 'name')),
    snapshot: text(field(document, 'snapshot')),
    type: type === 'PageBlob' || type === 'AppendBlob' ? type : 'BlockBlob',
    bytes: count(field(properties, 'contentLength')),
    etag: text(field(properties, 'etag')),
    metadata: texts(field(document, 'metadata')),
    committed: field(document, 'isCommitted') !== false,
    lease: leaseIn(document),
    ranges: list(field(document, 'pageRangesInOrder')).map((range) => ({
      start: count(field(range, 'start')),
      end: count(field(range, 'end')),
    })),
  };
}

/** Azurite notices that a lease has run out only when the blob is next touched; so the dates decide here. */
function leaseIn(document: unknown): Lease {
  const properties = field(document, 'properties');
  const state = text(field(properties, 'leaseState'));
  if (state !== 'leased' && state !== 'breaking') return { state: 'none' };
  const until = field(document, state === 'breaking' ? 'leaseBreakTime' : 'leaseExpireTime');
  const expires = until instanceof Date || typeof until === 'string' ? new Date(until) : undefined;
  if (expires !== undefined && expires.getTime() <= Date.now()) return { state: 'none' };
  return {
    state,
    id: text(field(document, 'leaseId')),
    duration: text(field(properties, 'leaseDuration')) === 'infinite' ? 'infinite' : 'fixed',
    expires,
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function count(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function texts(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, text(one)]));
}
