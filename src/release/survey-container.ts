// The container into which a run writes VHDs, as Resource Manager describes it.
import type { Arm } from '../azure/arm.ts';
import { isAzureServiceError } from '../azure/errors.ts';
import { readContainer, type BlobContainer } from '../azure/storage-accounts.ts';
import { VHD_CONTAINER } from '../names.ts';

/** `unread` where the caller may not see it; `absent` also where no VHD is written. */
export type SurveyedContainer = BlobContainer | 'absent' | 'unread';

export async function surveyContainer(arm: Arm, storageId: string | undefined): Promise<SurveyedContainer> {
  if (storageId === undefined) return 'absent';
  try {
    return (await readContainer(arm, storageId, VHD_CONTAINER)) ?? 'absent';
  } catch (error) {
    // A role for the blobs alone does not show their container, and is enough to write them.
    if (isAzureServiceError(error)) return 'unread';
    throw error;
  }
}
