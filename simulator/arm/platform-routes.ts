// The operations that belong to Azure Resource Manager itself rather than to a provider.
import { lockRoutes } from './locks.ts';
import { permissionRoutes } from './permissions.ts';
import { providerRoutes } from './providers.ts';
import { resourceGroupRoutes } from './resource-groups.ts';
import { resourceListRoutes } from './resource-lists.ts';
import type { ArmRoute } from './route.ts';
import { skuRoutes } from './skus.ts';
import { subscriptionRoutes } from './subscriptions.ts';

export const platformRoutes: readonly ArmRoute[] = [
  ...subscriptionRoutes,
  ...providerRoutes,
  ...resourceGroupRoutes,
  ...resourceListRoutes,
  ...lockRoutes,
  ...permissionRoutes,
  ...skuRoutes,
];
