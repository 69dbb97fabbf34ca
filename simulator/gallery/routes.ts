// Compute galleries as data: galleries, image definitions and image versions.
import type { ArmRoute } from '../arm/route.ts';
import { definitionRoutes } from './definition-routes.ts';
import { galleryResourceRoutes } from './gallery-routes.ts';
import { versionRoutes } from './version-routes.ts';

export const galleryRoutes: readonly ArmRoute[] = [...galleryResourceRoutes, ...definitionRoutes, ...versionRoutes];
