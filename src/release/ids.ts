// The IDs that a request implies, before anything is read.
import { nameKey, type NameKey } from '../names.ts';
import type { Request } from './request.ts';

export function definitionIdOf({ image }: Request): string {
  return `${image.galleryId}/images/${image.definitionName}`;
}

export function versionIdOf(request: Request): string {
  return `${definitionIdOf(request)}/versions/${request.image.version}`;
}

export function nameKeyOf(request: Request): NameKey {
  return nameKey(definitionIdOf(request), request.image.version, request.pool.family);
}
