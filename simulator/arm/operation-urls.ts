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
  /** The role action a poll needs; without one, whoever started the operation may poll it. */
  readonly readAction?: string;
}

/** What a path that can only be an operation looks like: such a path is never anything else to ARM. */
export const OPERATION_PATH =
  /\/(operations|operationresults|operationstatuses|asyncoperations|accountoperationresults|pooloperationresults)\/[^/]+$/i;

export function operationUrls(method: string, resourceId: string, region: string, id: string): OperationUrls {
  const subscription = `/subscriptions/${subscriptionOf(resourceId) ?? ''}`;
  const [namespace = '', type = ''] = (resourceId.split(/\/providers\//i).at(-1) ?? '').split('/');
  const regional = `${subscription}/providers/${namespace}/locations/${region}`;
  if (!/\/providers\//i.test(resourceId)) return { result: `${subscription}/operationresults/${id}` };

  switch (namespace.toLowerCase()) {
    case 'microsoft.compute': {
      const path = `${regional}/operations/${id}`;
      return { status: path, result: path, readAction: 'Microsoft.Compute/locations/operations/read' };
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
