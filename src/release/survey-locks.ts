// The locks that can stand in the way of a run: one read for each resource group in which it changes something.
import type { Arm } from '../azure/arm.ts';
import { readLocks, type Lock } from '../azure/locks.ts';
import { resourceGroupOf } from '../azure/resource-id.ts';
import type { Request } from './request.ts';

/** By resource group (its ID in lower case); undefined where they cannot be read. */
export type SurveyedLocks = ReadonlyMap<string, readonly Lock[] | undefined>;

/** What a run may change by way of Resource Manager; a pool of the data plane's shape is none of that. */
export function changedPlaces({ source, image, pool }: Request, storageId: string | undefined): readonly string[] {
  return [
    ...(source.kind === 'vm' ? [source.vmId] : []),
    ...(image.access === 'own' ? [image.galleryId] : []),
    ...(pool.spec.kind === 'arm' ? [pool.batchAccountId] : []),
    ...(source.kind === 'image-version' || storageId === undefined ? [] : [storageId]),
  ];
}

/** @param known has been read already. */
export async function readLocksAt(arm: Arm, places: readonly string[], known?: SurveyedLocks): Promise<SurveyedLocks> {
  const groups = new Set(places.map((id) => resourceGroupOf(id).toLowerCase()));
  const unread = [...groups].filter((group) => known?.has(group) !== true);
  const read = await Promise.all(unread.map(async (group) => [group, await readLocks(arm, group)] as const));
  return new Map([...(known ?? []), ...read]);
}
