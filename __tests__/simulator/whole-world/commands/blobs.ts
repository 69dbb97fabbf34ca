// Commands about page blobs: made, written, copied, marked, deleted.
import fc from 'fast-check';
import { stringOf, type JsonObject } from '../../../../simulator/kernel/json.ts';
import {
  choices,
  chosen,
  command,
  mustGo,
  oneOf,
  storage,
  type Choice,
  type CommandKind,
  type View,
} from '../command.ts';
import { BLOBS, OLD_VM_BLOB } from '../names.ts';
import { keyOf, type Observation } from '../observation.ts';
import type { Request } from '../step.ts';
import type { Asked } from '../world.ts';
import { LEASES } from './storage.ts';

/** The lease that a write says it holds: mostly the one that there is. */
const held = oneOf(['right', 'right', 'right', 'none', ...LEASES]);

function withLease(lease: string, url: string, { now }: View): Readonly<Record<string, string>> {
  const isLeased = now.given.get(keyOf(url))?.['x-ms-lease-state'] === 'leased';
  const id = lease === 'right' ? (isLeased ? LEASES[0] : 'none') : lease;
  return id === 'none' ? {} : { 'x-ms-lease-id': id };
}

function onBlob(url: string, asked: Asked, effect: NonNullable<Request['effect']>): Request {
  return { asked, about: keyOf(url), effect };
}

/** A blob that may be written: its container is there. */
function place(choice: Choice, view: View): string {
  return chosen(choice, BLOBS, view, undefined, (url) => keyOf(url.slice(0, url.lastIndexOf('/'))));
}

/** Every write of a blob moves its ETag. */
function moved(url: string): NonNullable<Request['effect']> {
  const key = keyOf(url);
  const etag = (of: Observation): string | undefined => stringOf(of.given.get(key)?.['etag']);
  return (after, before) => (etag(after) === etag(before) ? `the ETag of ${key} stands still` : undefined);
}

function member(url: string, name: string, wanted: string): NonNullable<Request['effect']> {
  return (after) => (after.given.get(keyOf(url))?.[name] === wanted ? undefined : `${name} of ${url} is not ${wanted}`);
}

/** The signed URL of a disk where there is one, or a blob. */
function source(choice: Choice, view: View): string {
  const signed = view.now.accesses.filter((one) => one.readable).at(-1)?.url;
  return signed !== undefined && choice.index % 4 > 0 ? signed : chosen(choice, [OLD_VM_BLOB, ...BLOBS], view);
}

function page(url: string, write: 'update' | 'clear', start: number, more: Readonly<Record<string, string>>): Asked {
  const range = `bytes=${start}-${start + 511}`;
  return storage('PUT', `${url}?comp=page`, { 'x-ms-page-write': write, 'x-ms-range': range, ...more });
}

function isCopying(body: JsonObject): boolean {
  return body['x-ms-copy-status'] === 'pending';
}

export const blobCommands: readonly CommandKind[] = [
  command(
    'blob.create',
    fc.record({ choice: choices, lease: held, bytes: oneOf(['1024', '4096', '4096', '1000']) }),
    ({ choice, lease, bytes }, view) => {
      const url = place(choice, view);
      const headers = {
        'x-ms-blob-type': 'PageBlob',
        'x-ms-blob-content-length': bytes,
        'x-ms-meta-abip_state': 'new',
      };
      return onBlob(url, storage('PUT', url, { ...headers, ...withLease(lease, url, view) }), moved(url));
    },
    { weight: 4, conditions: 'all' },
  ),
  command(
    'blob.write',
    fc.record({ choice: choices, lease: held, start: oneOf([0, 512, 3584, 100]) }),
    ({ choice, lease, start }, view) => {
      const url = chosen(choice, BLOBS, view);
      return onBlob(
        url,
        { ...page(url, 'update', start, withLease(lease, url, view)), body: Buffer.alloc(512, 7) },
        moved(url),
      );
    },
    { weight: 3, conditions: 'match' },
  ),
  command(
    'blob.clear',
    fc.record({ choice: choices, lease: held }),
    ({ choice, lease }, view) => {
      const url = chosen(choice, BLOBS, view);
      return onBlob(url, page(url, 'clear', 0, withLease(lease, url, view)), moved(url));
    },
    { weight: 2, conditions: 'match' },
  ),
  command(
    'blob.pageFromUrl',
    fc.record({ choice: choices, from: choices, lease: held }),
    ({ choice, from, lease }, view) => {
      const url = chosen(choice, BLOBS, view);
      const copied = { 'x-ms-copy-source': source(from, view), 'x-ms-source-range': 'bytes=0-511' };
      return onBlob(url, page(url, 'update', 0, { ...copied, ...withLease(lease, url, view) }), moved(url));
    },
    { weight: 4 },
  ),
  command(
    'blob.copy',
    fc.record({ choice: choices, from: choices }),
    ({ choice, from }, view) => {
      const url = place(choice, view);
      return onBlob(url, storage('PUT', url, { 'x-ms-copy-source': source(from, view) }), moved(url));
    },
    { weight: 5, conditions: 'all' },
  ),
  command(
    'blob.abortCopy',
    choices,
    (choice, view) => {
      const url = chosen(choice, BLOBS, view, isCopying);
      const id = stringOf(view.now.given.get(keyOf(url))?.['x-ms-copy-id']) ?? 'none';
      const asked = storage('PUT', `${url}?comp=copy&copyid=${id}`, { 'x-ms-copy-action': 'abort' });
      return onBlob(url, asked, member(url, 'x-ms-copy-status', 'aborted'));
    },
    { weight: 2 },
  ),
  command(
    'blob.mark',
    fc.record({ choice: choices, lease: held, mark: oneOf(['writing', 'complete']) }),
    ({ choice, lease, mark }, view) => {
      const url = chosen(choice, BLOBS, view);
      const asked = storage('PUT', `${url}?comp=metadata`, {
        'x-ms-meta-abip_state': mark,
        ...withLease(lease, url, view),
      });
      return onBlob(url, asked, member(url, 'x-ms-meta-abip_state', mark));
    },
    { weight: 2, conditions: 'match' },
  ),
  command(
    'blob.delete',
    fc.record({ choice: choices, lease: held }),
    ({ choice, lease }, view) => {
      const url = chosen(choice, BLOBS, view);
      return onBlob(url, storage('DELETE', url, withLease(lease, url, view)), mustGo(keyOf(url)));
    },
    { weight: 2, conditions: 'match' },
  ),
  command(
    'blob.unknown',
    choices,
    (choice, view) => {
      const url = chosen(choice, BLOBS, view);
      return { asked: storage('PUT', `${url}?comp=expiry`), about: keyOf(url) };
    },
    { isUnsimulated: true },
  ),
];
