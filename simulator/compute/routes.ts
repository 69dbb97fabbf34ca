// Microsoft.Compute as data: VMs, disks, snapshots, managed images and usages. Galleries have a room of their own.
import type { ArmRoute } from '../arm/route.ts';
import type { Inspectable } from '../kernel/exchange.ts';
import type { World } from '../kernel/world.ts';
import { diskAccessRoutes } from './disk-access.ts';
import { diskRoutes } from './disk-routes.ts';
import { grantLeftovers } from './disk-state.ts';
import { imageRoutes } from './image-routes.ts';
import { usageRoutes } from './usage-routes.ts';
import { vmCaptureRoutes } from './vm-capture.ts';
import { vmPowerRoutes } from './vm-power.ts';
import { vmRunCommandRoutes } from './vm-run-command.ts';
import { vmRoutes } from './vm-routes.ts';

export const computeRoutes: readonly ArmRoute[] = [
  ...vmRoutes,
  ...vmPowerRoutes,
  ...vmCaptureRoutes,
  ...vmRunCommandRoutes,
  ...diskRoutes,
  ...diskAccessRoutes,
  ...imageRoutes,
  ...usageRoutes,
];

/** Open grants are left over; the resources themselves are in the world's store, which lists them. */
export function computeInspect(world: World): Inspectable {
  return { state: () => ({}), leftovers: () => grantLeftovers(world) };
}
