// An image that others share, read as if it were one of the caller's own: it is seen only from a region in which it is.
import type { ImageDefinition, ImageVersion } from '../azure/galleries.ts';
import type { SharedVersionId } from '../azure/gallery-ids.ts';
import { readSharedDefinition, readSharedVersion } from '../azure/shared-galleries.ts';
import type { Arm } from '../azure/arm.ts';

export interface SharedImage {
  readonly definition: ImageDefinition | undefined;
  readonly version: ImageVersion | undefined;
}

/** @param region where the pool needs it. */
export async function readSharedImage(arm: Arm, region: string, id: SharedVersionId): Promise<SharedImage> {
  const [definition, version] = await Promise.all([
    readSharedDefinition(arm, region, id),
    readSharedVersion(arm, region, id),
  ]);
  const settled = { location: region, provisioningState: 'Succeeded' as const, tags: {} };
  return {
    definition: definition && { ...definition, ...settled },
    version: version && {
      ...settled,
      id: version.id.id,
      name: version.id.version,
      targetRegions: [{ name: region, replicas: 1 }],
      excludeFromLatest: version.excludeFromLatest,
      replication: [{ region, state: 'Completed', progress: 100 }],
      dataDiskLuns: version.dataDiskLuns,
    },
  };
}
