// Since when blobs are leased: Azurite keeps only until when.
import type { StoredBlob } from './azurite.ts';
import type { OneBlob } from './blob-operations.ts';

export interface LeaseBook {
  /** A lease operation on the blob succeeded; `blob` is how it is now. */
  note(target: OneBlob, blob: StoredBlob | undefined, now: Date): void;
  since(blob: StoredBlob): Date | undefined;
  clear(): void;
}

export function createLeaseBook(): LeaseBook {
  const leases = new Map<string, { readonly id: string; readonly since: Date }>();
  return {
    note(target, blob, now) {
      const key = `${target.account}/${target.container}/${target.blob}`;
      if (blob === undefined || blob.lease.state === 'none') {
        leases.delete(key);
        return;
      }
      // Taking or renewing a lease under the same ID goes on with it.
      const { id } = blob.lease;
      if (leases.get(key)?.id !== id) leases.set(key, { id, since: now });
    },
    since: (blob) => leases.get(`${blob.account}/${blob.container}/${blob.name}`)?.since,
    clear: () => leases.clear(),
  };
}
