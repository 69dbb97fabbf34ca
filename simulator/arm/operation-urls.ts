// Where each provider lets its long-running operations be polled. Microsoft.Compute's forms are documented; Batch and
// resource groups answer with a Location only.
import { resourceOf, subscriptionOf } from './scopes.ts';

export interface OperationUrls {
  /** The Azure-AsyncOperation path; absent where the provider sends a Location only. */
  readonly status?: string;
  /** The Location path; the same as `status` where `monitor=true` tells them apart. */
  readonly result?: string;
  /** What the Location answers when a deletion is done, unless the provider's form says it. */
  readonly emptyStatus?: 204;
  /** Whether others than the one who started the operation may poll it: those with the role action for it. */
  readonly isShared?: true;
}

/** What a path that can only be an operation looks like: such a path is never anything else to ARM. */
export const OPERATION_PATH =
  /\/(operations|diskoperations|capsoperations|operationresults|operationstatuses|asyncoperations|accountoperationresults|pooloperationresults)\/[^/]+$/i;

/** Disks and galleries have resource providers of their own behind Compute's name. */
const COMPUTE_OPERATIONS: Readonly<Record<string, string>> = {
  disks: 'DiskOperations',
  snapshots: 'DiskOperations',
  galleries: 'capsOperations',
};

/** What a poll of Compute needs, whether the operation is known or not. */
export function readActionOf(path: string): string | undefined {
  const kind = /\/providers\/Microsoft\.Compute\/locations\/[^/]+\/(operations|diskOperations|capsOperations)\//i.exec(
    path,
  )?.[1];
  if (kind === undefined) return undefined;
  // As role definitions spell it.
  return `Microsoft.Compute/locations/${kind.charAt(0).toLowerCase()}${kind.slice(1)}/read`;
}

export function operationUrls(method: string, resourceId: string, region: string, id: string): OperationUrls {
  const subscription = `/subscriptions/${subscriptionOf(resourceId) ?? ''}`;
  const [namespace = '', type = ''] = (resourceId.split(/\/providers\//i).at(-1) ?? '').split('/');
  const regional = `${subscription}/providers/${namespace}/locations/${region}`;
  if (!/\/providers\//i.test(resourceId)) return { result: `${subscription}/operationresults/${id}` };

  switch (namespace.toLowerCase()) {
    case 'microsoft.compute': {
      const path = `${regional}/${COMPUTE_OPERATIONS[type.toLowerCase()] ?? 'operations'}/${id}`;
      return { status: path, result: path, isShared: true };
    }
    case 'microsoft.network':
      return { status: `${regional}/operations/${id}`, result: `${regional}/operationResults/${id}` };
    case 'microsoft.storage':
      return { result: `${regional}/asyncoperations/${id}` };
    case 'microsoft.batch': {
      const account = resourceId.split('/').slice(0, 9).join('/');
      const onPool = resourceOf(resourceId) !== account;
      return {
        result: onPool ? `${account}/poolOperationResults/${id}` : `${regional}/accountOperationResults/${id}`,
      };
    }
    case 'microsoft.resources':
      // https://learn.microsoft.com/rest/api/resources/deployments/delete: 202 while it runs, then 204.
      return type.toLowerCase() === 'deployments' && method !== 'DELETE'
        ? { status: `${resourceId}/operationStatuses/${id}` }
        : { result: `${subscription}/operationresults/${id}`, emptyStatus: 204 };
    default: {
      const path = `${regional}/operations/${id}`;
      return { status: path, result: path };
    }
  }
}
