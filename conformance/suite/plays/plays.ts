// Every operation's play, by service: an operation that is not here is not tried, which the report counts as a failure.
import type { Plays } from '../play.ts';
import { BATCH_MANAGEMENT } from './batch-management.ts';
import { BATCH_SERVICE } from './batch-service.ts';
import { BLOBS } from './blobs.ts';
import { COMPUTE } from './compute.ts';
import { DISKS } from './disks.ts';
import { GALLERY } from './gallery.ts';
import { STORAGE_ACCOUNTS } from './storage-accounts.ts';

export const PLAYS: Readonly<Record<string, Plays>> = {
  'Microsoft.Compute': { ...COMPUTE, ...DISKS, ...GALLERY },
  'Microsoft.Storage': STORAGE_ACCOUNTS,
  'Microsoft.Batch': BATCH_MANAGEMENT,
  'Azure Batch': BATCH_SERVICE,
  'Azure Blob Storage': BLOBS,
};
