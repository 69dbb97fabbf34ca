// Compute galleries as data: galleries, image definitions and image versions, and what of them others see.
import type { ArmRoute } from '../arm/route.ts';
import { definitionRoutes } from './definition-routes.ts';
import { galleryResourceRoutes } from './gallery-routes.ts';
import { sharedGalleryRoutes } from './shared-routes.ts';
import { versionRoutes } from './version-routes.ts';

export const galleryRoutes: readonly ArmRoute[] = [
  ...galleryResourceRoutes,
  ...definitionRoutes,
  ...versionRoutes,
  ...sharedGalleryRoutes,
];
