// What a service refused to show to the survey, kept as data: a missing right is told together with all other problems.
import { describe, type AzureServiceError, type MissingAction } from '../azure/errors.ts';
import type { Host } from '../azure/host.ts';
import { resourceGroupOf } from '../azure/resource-id.ts';
import type { Problem } from '../problem.ts';
import { isRefusal, lackedRight, NO_SUBSCRIPTION, noSubscription, refusedRead, type Place } from '../refusal.ts';
import { SOURCE_INPUTS } from './inputs.ts';
import type { Request } from './request.ts';
import { vhdAccountOf } from './survey-source.ts';
import type { Survey } from './survey.ts';

/** The reads of a survey, in the order in which they are told; `vhd`, `blobs` and `batch` are those of the data planes. */
const READS = [
  'vm',
  'disks',
  'snapshots',
  'vhd',
  'gallery',
  'definition',
  'version',
  'storageAccount',
  'blobs',
  'batchAccount',
  'batch',
] as const;

export type SurveyRead = (typeof READS)[number];

export type RefusedReads = ReadonlyMap<SurveyRead, AzureServiceError>;

export interface Reader {
  readonly refused: RefusedReads;
  /** The value, or undefined where the service refuses to show it; any other failure still rejects. */
  readonly attempt: <T>(read: SurveyRead, value: Promise<T>) => Promise<T | undefined>;
}

export function createReader(host: Host): Reader {
  const refused = new Map<SurveyRead, AzureServiceError>();
  return {
    refused,
    async attempt(read, value) {
      try {
        return await value;
      } catch (error) {
        if (!isRefusal(error)) throw error;
        host.debug(describe(error));
        refused.set(read, error);
        return undefined;
      }
    },
  };
}

function placeOf(read: SurveyRead, request: Request, survey: Survey): Place {
  const { source, image, pool, capture } = request;
  const vmId = source.kind === 'vm' ? source.vmId : '';
  const sourceInput = SOURCE_INPUTS[source.kind];
  const vhdAccount = vhdAccountOf(survey.source)?.id;
  const storage = survey.storageAccount?.id ?? capture.storageAccountId ?? survey.batchAccount?.autoStorageAccountId;
  switch (read) {
    case 'vm':
      return { input: 'vm-name', scope: vmId, role: 'Reader' };
    case 'disks':
    case 'snapshots':
      return { input: 'vm-name', scope: resourceGroupOf(vmId), role: 'Reader' };
    case 'vhd':
      return { input: sourceInput, scope: vhdAccount ?? '', role: 'Storage Blob Data Contributor' };
    case 'gallery':
    case 'definition':
    case 'version':
      return {
        input: source.kind === 'image-version' ? 'image-version-id' : 'gallery',
        // What others share is read at the subscription that it is shared with.
        scope: image.access === 'own' ? image.galleryId : `/subscriptions/${request.subscriptionId}`,
        role: 'Reader',
      };
    case 'storageAccount':
      return { input: 'storage-account', scope: storage ?? '', role: 'Reader' };
    case 'blobs':
      return { input: 'storage-account', scope: storage ?? '', role: 'Storage Blob Data Contributor' };
    case 'batchAccount':
      return { input: 'batch-account', scope: pool.batchAccountId, role: 'Reader' };
    case 'batch':
      return { input: 'batch-account', scope: pool.batchAccountId, role: 'Azure Batch Data Contributor' };
    default:
      return read satisfies never;
  }
}

/** The rights that those refusals tell of. */
export function lackedReads(request: Request, survey: Survey): readonly MissingAction[] {
  return [...survey.refused].flatMap(([read, error]) => lackedRight(error, placeOf(read, request, survey)) ?? []);
}

/** One problem for each; `explained` are reads whose refusal another problem tells already. */
export function refusedReadProblems(
  request: Request,
  survey: Survey,
  explained: ReadonlySet<SurveyRead>,
): readonly Problem[] {
  const problems = READS.flatMap((read) => {
    const error = survey.refused.get(read);
    if (error === undefined || explained.has(read)) return [];
    if (error.code === NO_SUBSCRIPTION) return [noSubscription(request.subscriptionId)];
    return [refusedRead(error, placeOf(read, request, survey))];
  });
  return [...new Map(problems.map((problem) => [`${problem.input} ${problem.found}`, problem])).values()];
}
