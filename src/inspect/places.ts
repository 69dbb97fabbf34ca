// Where each read of an inspection takes place: the input that leads there, and the role that is enough.
import { resourceGroupOf } from '../azure/resource-id.ts';
import type { Place } from '../refusal.ts';
import { galleryOf } from './pool-image.ts';
import type { Unread } from './reads.ts';

const BATCH_ROLE = 'Azure Batch Account Reader';

export function placeOf({ part, what }: Unread, batchAccountId: string): Place {
  switch (part) {
    case 'account':
    case 'pools':
    case 'node counts':
    case 'nodes':
    case 'supported images':
      return { input: 'batch-account', scope: batchAccountId, role: BATCH_ROLE };
    case 'storage account':
      return { input: 'storage-account', scope: what, role: 'Reader' };
    case 'VHDs':
      return { input: 'storage-account', scope: what, role: 'Storage Blob Data Reader' };
    case 'gallery':
    case 'image versions':
      return { input: 'gallery', scope: galleryOf(what), role: 'Reader' };
    case 'managed image':
      return { input: 'batch-account', scope: resourceGroupOf(what), role: 'Reader' };
    default:
      return part satisfies never;
  }
}
