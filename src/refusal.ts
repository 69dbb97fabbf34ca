// What a service refuses to show, in words: the right that is missing and the role that has it, or the answer as it is.
import { isAzureServiceError, type AzureServiceError, type MissingAction } from './azure/errors.ts';
import { hintFor } from './azure/hints.ts';
import { nameOf } from './azure/resource-id.ts';
import type { Problem } from './problem.ts';

/** A subscription that does not exist, or in which the caller has no role at all, is found by nobody. */
export const NO_SUBSCRIPTION = 'SubscriptionNotFound';

/** Where something was to be read. */
export interface Place {
  readonly input: string;
  /** What a role is assigned on: what was to be read need not exist. */
  readonly scope: string;
  /** The built-in role that is enough to read it. */
  readonly role: string;
}

/** Storage names neither the right nor the scope: its answer to HEAD is a code alone. */
const READ_BLOBS = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read';

/** Whether the service that was asked refuses; a token that is refused on the way is no matter of one read. */
export function isRefusal(error: unknown): error is AzureServiceError {
  if (!isAzureServiceError(error) || isSignInError(error)) return false;
  return error.status === 403 || error.code === NO_SUBSCRIPTION;
}

export function isSignInError({ service }: AzureServiceError): boolean {
  return service === 'Entra' || service === 'GitHub';
}

export function refusedRead(error: AzureServiceError, place: Place): Problem {
  const lacked = lackedRight(error, place);
  return lacked === undefined ? refusal(error, place) : missingRight(lacked, error, place);
}

/** What `refusedRead` says is missing, if it says so. */
export function lackedRight(error: AzureServiceError, { scope }: Pick<Place, 'scope'>): MissingAction | undefined {
  const { service, code, missingAction } = error;
  if (missingAction !== undefined) return missingAction;
  if (service !== 'Storage' || code !== 'AuthorizationPermissionMismatch') return undefined;
  return { action: READ_BLOBS, scope, principal: 'the signed-in identity' };
}

function missingRight({ action, scope, principal }: MissingAction, { code }: AzureServiceError, place: Place): Problem {
  return {
    code: 'right-missing',
    input: place.input,
    found: `no right to ${action} over ${scope} (${code})`,
    expected: `a role with that action for ${principal}`,
    fix: `Assign ${place.role} on ${shown(place.scope)} or above it; a new assignment can take minutes to count.`,
  };
}

/** A subscription's name is an ID, which says nothing by itself. */
export function shown(scope: string): string {
  return /^\/subscriptions\/[^/]+$/i.test(scope) ? `subscription ${nameOf(scope)}` : nameOf(scope);
}

function refusal(error: AzureServiceError, { input }: Place): Problem {
  const { code, operation, service, serviceMessage, status } = error;
  const text = serviceMessage.split('\n')[0] ?? '';
  return {
    code: 'read-refused',
    input,
    found: `that ${service} refuses ${operation} (${code === `HTTP ${status}` ? code : `HTTP ${status ?? 0} ${code}`}: ${text})`,
    expected: 'an answer',
    fix: hintFor(error) ?? 'Check the roles of the signed-in identity and the network rules of the resource.',
  };
}

export function noSubscription(subscriptionId: string): Problem {
  return {
    code: 'subscription-not-found',
    input: 'subscription-id',
    found: `no subscription ${subscriptionId}`,
    expected: 'a subscription that exists and in which the signed-in identity has a role',
    fix: 'Check subscription-id (and tenant-id: a subscription belongs to one tenant), or assign a role to the identity.',
  };
}
