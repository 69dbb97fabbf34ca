// Microsoft.Compute as data: VMs, disks, snapshots, managed images and usages. Galleries have a room of their own.
import type { ArmRoute } from '../arm/route.ts';
import type { Inspectable } from '../kernel/exchange.ts';
import type { World } from '../kernel/world.ts';
import { diskAccessRoutes } from './disk-access.ts';
import { diskRoutes, diskView } from './disk-routes.ts';
import { DISK_TYPE, grantLeftovers, SNAPSHOT_TYPE } from './disk-state.ts';
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

/** Open grants are left over. The resources are in the world's store; but what holds a disk changes with time alone. */
export function computeInspect(world: World): Inspectable {
  return {
    state: () =>
      Object.fromEntries(
        [DISK_TYPE, SNAPSHOT_TYPE]
          .flatMap((type) => world.resources.ofType(type))
          .map((resource) => [resource.id, diskView(world, resource)]),
      ),
    leftovers: () => grantLeftovers(world),
  };
}
