// Refusals of templates, in ARM's words. Texts: https://github.com/microsoft/MCW-Cloud-native-applications/issues/181 and
// https://github.com/Azure/SimuLand/issues/39.
import { gatewayError } from '../arm/refusals.ts';
import type { AzureError } from '../kernel/errors.ts';
import type { Principal } from '../kernel/world.ts';

export function invalidTemplate(why: string): AzureError {
  return gatewayError(400, 'InvalidTemplate', `Deployment template validation failed: '${why}'.`);
}

/** https://github.com/Azure-Samples/azure-search-openai-demo/issues/1483 */
export function unauthorizedResource(
  principal: Principal,
  resource: { readonly id: string; readonly name: string; readonly type: string },
  action: string,
): AzureError {
  return gatewayError(
    403,
    'InvalidTemplateDeployment',
    `The template deployment failed with error: 'Authorization failed for template resource '${resource.name}' of type '${resource.type}'. The client '${principal.clientId}' with object id '${principal.objectId}' does not have permission to perform action '${action}' at scope '${resource.id}'.'.`,
  );
}

/** The reason phrase by which a failed deployment names the status of a refusal. */
export function statusName(status: number): string {
  const names: Readonly<Record<number, string>> = {
    400: 'BadRequest',
    403: 'Forbidden',
    404: 'NotFound',
    409: 'Conflict',
    429: 'TooManyRequests',
    501: 'NotImplemented',
  };
  return names[status] ?? 'InternalServerError';
}
