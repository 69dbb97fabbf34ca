// The IDs that a request implies, before anything is read.
import { nameKey, type NameKey } from '../names.ts';
import type { Request } from './request.ts';

export function definitionIdOf({ source, image }: Request): string {
  return source.kind === 'image-version'
    ? source.version.definitionId
    : `${image.galleryId}/images/${image.definitionName}`;
}

export function versionIdOf(request: Request): string {
  const { source, image } = request;
  return source.kind === 'image-version' ? source.version.id : `${definitionIdOf(request)}/versions/${image.version}`;
}

export function nameKeyOf(request: Request): NameKey {
  return nameKey(definitionIdOf(request), request.image.version, request.pool.family);
}
