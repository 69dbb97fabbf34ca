// The versions that the image definition has so far: what "the latest" is.
import type { Arm } from '../azure/arm.ts';
import { isAzureServiceError } from '../azure/errors.ts';
import { listVersions, type ListedVersion } from '../azure/galleries.ts';
import { definitionIdOf } from './ids.ts';
import type { Request } from './request.ts';

/** None where there is no definition, where they may not be read, and where the new one is no candidate for the latest. */
export async function surveyVersions(arm: Arm, request: Request): Promise<readonly ListedVersion[]> {
  const { source, image } = request;
  if (source.kind === 'image-version' || image.access !== 'own' || image.excludeFromLatest) return [];
  try {
    return await listVersions(arm, definitionIdOf(request));
  } catch (error) {
    // That the version itself may not be read is told already.
    if (isAzureServiceError(error)) return [];
    throw error;
  }
}
