// What a service refused to show to the survey, kept as data: a missing right is told together with all other problems.
import { describe, isAzureServiceError, type AzureServiceError, type MissingAction } from '../azure/errors.ts';
import { hintFor } from '../azure/hints.ts';
import type { Host } from '../azure/host.ts';
import { nameOf, resourceGroupOf } from '../azure/resource-id.ts';
import type { Problem } from '../problem.ts';
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

/** A subscription that does not exist, or in which the caller has no role at all, is found by nobody. */
const NO_SUBSCRIPTION = 'SubscriptionNotFound';

function isRefusal(error: unknown): error is AzureServiceError {
  if (!isAzureServiceError(error)) return false;
  // A token that is refused on the way is no matter of this one read.
  const signIn = error.service === 'Entra' || error.service === 'GitHub';
  return !signIn && (error.status === 403 || error.code === NO_SUBSCRIPTION);
}

interface Place {
  readonly input: string;
  /** What a role is assigned on: what was to be read need not exist. */
  readonly scope: string;
  /** The built-in role that is enough to read it. */
  readonly role: string;
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
        scope: image.galleryId,
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
    const place = placeOf(read, request, survey);
    const lacked = lackedRight(read, error, place);
    return [lacked === undefined ? refusal(error, place) : missingRight(lacked, error, place)];
  });
  return [...new Map(problems.map((problem) => [`${problem.input} ${problem.found}`, problem])).values()];
}

/** Storage names neither the right nor the scope: its answer to HEAD is a code alone. */
function lackedRight(
  read: SurveyRead,
  { code, missingAction }: AzureServiceError,
  { scope }: Place,
): MissingAction | undefined {
  if (missingAction !== undefined) return missingAction;
  if ((read !== 'blobs' && read !== 'vhd') || code !== 'AuthorizationPermissionMismatch') return undefined;
  const action = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read';
  return { action, scope, principal: 'the signed-in identity' };
}

function noSubscription(subscriptionId: string): Problem {
  return {
    code: 'subscription-not-found',
    input: 'subscription-id',
    found: `no subscription ${subscriptionId}`,
    expected: 'a subscription that exists and in which the signed-in identity has a role',
    fix: 'Check subscription-id (and tenant-id: a subscription belongs to one tenant), or assign a role to the identity.',
  };
}

function missingRight({ action, scope, principal }: MissingAction, { code }: AzureServiceError, place: Place): Problem {
  return {
    code: 'right-missing',
    input: place.input,
    found: `no right to ${action} over ${scope} (${code})`,
    expected: `a role with that action for ${principal}`,
    fix: `Assign ${place.role} on ${nameOf(place.scope)} or above it; a new assignment can take minutes to count.`,
  };
}

function refusal(error: AzureServiceError, { input }: Place): Problem {
  const { code, operation, service, serviceMessage, status } = error;
  const text = serviceMessage.split('\n')[0] ?? '';
  return {
    code: 'read-refused',
    input,
    found: `that ${service} refuses ${operation} (HTTP ${status ?? 0} ${code}: ${text})`,
    expected: 'an answer',
    fix: hintFor(error) ?? 'Check the roles of the signed-in identity and the network rules of the resource.',
  };
}
