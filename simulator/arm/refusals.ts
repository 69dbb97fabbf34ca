// Refusals that ARM itself makes, before or instead of a resource provider. They say so in a header.
import type { Denial } from '../identity/denials.ts';
import { AzureError } from '../kernel/errors.ts';
import type { Principal } from '../kernel/world.ts';
import { groupOf } from './scopes.ts';

const GATEWAY = { 'x-ms-failure-cause': 'gateway' };

export function gatewayError(status: number, code: string, message: string): AzureError {
  return new AzureError(status, code, message, { headers: GATEWAY });
}

/** The same refusal, marked as ARM's own. */
export function fromGateway(error: AzureError): AzureError {
  return new AzureError(error.status, error.code, error.message, {
    values: error.values,
    headers: { ...error.headers, ...GATEWAY },
    ...(error.target !== undefined && { target: error.target }),
  });
}

/** In the words of ARM, which every provider uses. */
export function resourceNotFound(id: string): AzureError {
  const resource = id.split(/\/providers\//i).at(-1) ?? id;
  return new AzureError(
    404,
    'ResourceNotFound',
    `The Resource '${resource}' under resource group '${groupOf(id) ?? ''}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

export const refusals = {
  notSimulated: (method: string, path: string) =>
    gatewayError(501, 'NotSimulated', `Azure Resource Manager is not simulated for ${method} ${path}`),
  apiVersionMissing: () =>
    gatewayError(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    ),
  apiVersionInvalid: (version: string, supported: readonly string[]) =>
    gatewayError(
      400,
      'InvalidApiVersionParameter',
      `The api-version '${version}' is invalid. The supported versions are '${supported.join(',')}'.`,
    ),
  noProvider: (
    region: string,
    version: string,
    type: string,
    supported: readonly string[],
    regions: readonly string[],
  ) =>
    gatewayError(
      400,
      'NoRegisteredProviderFound',
      `No registered resource provider found for location '${region}' and API version '${version}' for type '${type}'. The supported api-versions are '${supported.join(', ')}'. The supported locations are '${regions.join(', ')}'.`,
    ),
  subscriptionNotFound: (subscription: string) =>
    gatewayError(404, 'SubscriptionNotFound', `The subscription '${subscription}' could not be found.`),
  /** As clients report it, word for word. */
  subscriptionDisabled: (subscription: string) =>
    gatewayError(
      409,
      'ReadOnlyDisabledSubscription',
      `The subscription '${subscription}' is disabled and therefore marked as read only. You cannot perform any write actions on this subscription until it is re-enabled.`,
    ),
  /** https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-register-resource-provider */
  notRegistered: (namespace: string) => {
    const text = `The subscription is not registered to use namespace '${namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.`;
    return new AzureError(409, 'MissingSubscriptionRegistration', text, {
      headers: GATEWAY,
      values: { MissingSubscriptionRegistration: text },
    });
  },
  groupNotFound: (group: string) =>
    gatewayError(404, 'ResourceGroupNotFound', `Resource group '${group}' could not be found.`),
  /** https://github.com/Azure/azure-cli/issues/28679 */
  groupBeingDeleted: (group: string) =>
    gatewayError(
      409,
      'ResourceGroupBeingDeleted',
      `The resource group '${group}' is in deprovisioning state and cannot perform this operation.`,
    ),
  notAuthorized: (principal: Principal, action: string, scope: string) =>
    gatewayError(
      403,
      'AuthorizationFailed',
      `The client '${principal.clientId}' with object id '${principal.objectId}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    ),
  /** https://learn.microsoft.com/azure/role-based-access-control/troubleshooting, and many who met it */
  denied: (principal: Principal, action: string, scope: string, denial: Denial) =>
    gatewayError(
      403,
      'DenyAssignmentAuthorizationFailed',
      `The client '${principal.clientId}' with object id '${principal.objectId}' has permission to perform action '${action}' on scope '${scope}'; however, the access is denied because of the deny assignment with name '${denial.name}' and Id '${denial.id}' at scope '${denial.scope}'.`,
    ),
  scopeLocked: (scope: string, operation: 'delete' | 'write', locked: readonly string[]) =>
    gatewayError(
      409,
      'ScopeLocked',
      `The scope '${scope}' cannot perform ${operation} operation because following scope(s) are locked: '${locked.join(',')}'. Please remove the lock and try again.`,
    ),
  mediaType: (given: string) =>
    gatewayError(
      415,
      'UnsupportedMediaType',
      `The content media type '${given}' is not supported. Only 'application/json' is supported.`,
    ),
  content: (why: string) =>
    gatewayError(
      400,
      'InvalidRequestContent',
      `The request content was invalid and could not be deserialized: '${why}'.`,
    ),
};
