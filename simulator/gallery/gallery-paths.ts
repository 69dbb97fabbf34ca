// The three nested types of a gallery: their paths, IDs, and the refusals they share.
import type { ArmCall } from '../arm/route.ts';
import { computeId, computePath, groupOf, nameOf, param } from '../compute/compute-ids.ts';
import { AzureError } from '../kernel/errors.ts';
import type { World } from '../kernel/world.ts';

export const GALLERY_TYPE = 'Microsoft.Compute/galleries';
export const DEFINITION_TYPE = `${GALLERY_TYPE}/images`;
export const VERSION_TYPE = `${DEFINITION_TYPE}/versions`;

export const GALLERY_PATH = computePath('galleries/{gallery}');
export const DEFINITION_PATH = `${GALLERY_PATH}/images/{definition}`;
export const VERSION_PATH = `${DEFINITION_PATH}/versions/{version}`;

export function galleryId(call: ArmCall): string {
  return computeId(call, 'galleries', param(call, 'gallery'));
}

export function definitionId(call: ArmCall): string {
  return `${galleryId(call)}/images/${param(call, 'definition')}`;
}

export function versionId(call: ArmCall): string {
  return `${definitionId(call)}/versions/${param(call, 'version')}`;
}

export function parentNotFound(parent: string): AzureError {
  return new AzureError(
    404,
    'ParentResourceNotFound',
    `Can not perform requested operation on nested resource. Parent resource '${parent}' not found.`,
  );
}

/** https://github.com/gardenlinux/gardenlinux/issues/2036 shows the text. */
export function requireNoNested(world: World, id: string, types: readonly string[]): void {
  const nested = types.flatMap((type) => world.resources.ofType(type, id));
  if (nested.length === 0) return;
  const ids = nested.slice(0, 5).map((one) => one.id.split('/providers/').at(-1) ?? one.id);
  throw new AzureError(
    409,
    'CannotDeleteResource',
    `Cannot delete resource while nested resources exist. Some existing nested resource IDs include: '${ids.join(', ')}'. Please delete all nested resources before deleting this resource.`,
  );
}

export function propertyChange(property: string): AzureError {
  return new AzureError(409, 'PropertyChangeNotAllowed', `Changing property '${property}' is not allowed.`, {
    target: property,
  });
}

export function existsElsewhere(name: string, existingId: string): AzureError {
  return new AzureError(
    409,
    'Conflict',
    `The gallery name '${name}' is already taken by '${nameOf(existingId)}' in resource group '${groupOf(existingId)}'. Gallery names must be unique within a subscription.`,
  );
}
